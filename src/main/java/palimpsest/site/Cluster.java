package palimpsest.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * A site that was reached: it starts runs that lie in folders of its own shared folder, says how
 * its jobs stand, and ends them. Methods wait for the site and may be called from any thread.
 */
public interface Cluster extends AutoCloseable {

  /** The machine that has the site's commands and its shared folder. */
  Host host();

  /** The folder for sweeps, as the user gave it. */
  String folder();

  /** The folder of image sets on the nodes; empty for the one that is used here. */
  String data();

  /** The time between two questions about the jobs, in seconds. */
  double lookSeconds();

  /** The name of the file in a sweep's folder that holds the site's script. */
  String SCRIPT = "script.sh";

  /**
   * The text by which the site starts a run, to be shown and changed before anything is submitted;
   * empty if it has none. It is written into the sweep's folder as {@link #SCRIPT}.
   */
  String script();

  /**
   * The command by which a node runs the program, without arguments.
   *
   * @return the words of the command
   */
  List<String> program();

  /**
   * Asks the program on a node about the run of a folder.
   *
   * @return the output of {@code run --folder FOLDER --check}; see {@link SiteCheck#answer}
   * @throws palimpsest.problem.Problem if the site does not answer
   */
  default Host.Output check(String folder) {
    List<String> command = new ArrayList<>(program());
    command.addAll(List.of("run", "--folder", folder, "--check"));
    return host().run(command, "");
  }

  /** Whether jobs continue when the process that submitted them has ended. */
  default boolean outlivesThisProcess() {
    return true;
  }

  /**
   * Starts runs.
   *
   * @param token names the sweep
   * @param folder the sweep's folder, absolute
   * @param elements the runs' places in the sweep, from 1
   * @return the site's name of each run's job, by its place
   * @throws palimpsest.problem.Problem if the site refuses, with its reason
   */
  Map<Integer, String> submit(String token, String folder, Collection<Integer> elements);

  /**
   * The states of the jobs of a sweep. A job that is missing is no longer known to the site.
   *
   * @return by the site's name of the job
   * @throws palimpsest.problem.Problem if the site does not answer
   */
  Map<String, JobStatus> jobs(String token);

  /**
   * Ends jobs: their programs keep a checkpoint.
   *
   * @throws palimpsest.problem.Problem if the site refuses
   */
  void cancel(Collection<String> jobs);

  @Override
  void close();
}
