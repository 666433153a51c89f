package palimpsest.setting;

/** Something on offer: its name in files, its name for people, and what it does. */
public interface Named {

  /** The name in files and on the command line, such as {@code natural-replay}. */
  String key();

  /** The name as a paper would print it. */
  String label();

  /** Its effect, in a sentence or two. */
  String help();
}
