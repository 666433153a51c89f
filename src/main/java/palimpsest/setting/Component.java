package palimpsest.setting;

import java.util.List;

/** A part of an experiment that a user can choose, with the settings that it owns. */
public interface Component {

  /** The name in files and on the command line, such as {@code natural-replay}. */
  String key();

  /** The name as a paper would print it. */
  String label();

  /** Its effect, in a sentence or two. */
  String help();

  /** Its source: a publication, or a program's documentation. */
  String source();

  /** Its settings, in the order in which to offer them. */
  List<Setting<?>> settings();
}
