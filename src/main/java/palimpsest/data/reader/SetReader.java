package palimpsest.data.reader;

import java.nio.file.Path;

/** A format of image sets. */
public interface SetReader {

  /** Its key in lists of image sets. */
  String key();

  /** Its name, to follow "as". */
  String label();

  /** The files that it takes, in a sentence. */
  String help();

  /** Whether a file or folder looks like this format; nothing of it is believed yet. */
  boolean recognises(Path path);

  /** Whether it makes use of {@link ReadOptions}. */
  default boolean takesOptions() {
    return false;
  }

  /**
   * Reads an image set. Every number in it is checked before it is believed.
   *
   * @throws palimpsest.problem.Problem naming file, field and value, if something is not right
   */
  RawSet read(Path path, ReadOptions options);
}
