package palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** The exit codes of commands; {@code --help}, README and troubleshooting list them too. */
final class ExitCode {

  /** All went well. */
  static final int OK = 0;

  /** An error that the user can correct, or something asked for was not done. */
  static final int PROBLEM = 1;

  /** The command line makes no sense. */
  static final int USAGE = 2;

  /** All runs were trained to their ends and written, but at least one diverged. */
  static final int DIVERGED = 3;

  /** The answer is there but incomplete: not everything in the archive could be read. */
  static final int INCOMPLETE = 4;

  /** A signal interrupted the command; its number is added, as shells do. */
  static final int SIGNAL = 128;

  private ExitCode() {}

  /** The codes as the help lists them. */
  static Map<String, String> list() {
    Map<String, String> list = new LinkedHashMap<>();
    list.put("0", "all went well");
    list.put("1", "a problem, or a request that was not carried out; the message gives details");
    list.put("2", "the command line is invalid");
    list.put("3", "all runs ended and were written, but at least one diverged");
    list.put("4", "the answer is incomplete: something in the archive cannot be read");
    list.put("130", "paused by Ctrl+C");
    list.put("143", "paused by the system's request to end");
    return list;
  }
}
