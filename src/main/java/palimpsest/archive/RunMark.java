package palimpsest.archive;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.problem.Problem;

/**
 * The identity of the run that a file belongs to. It is written into every checkpoint, term, matrix
 * and file of weights, and held against the run's row when one is read: folders are copied about,
 * and a database may be moved away or restored while they stay.
 *
 * @param number the run's number in the archive, for people
 * @param run the run's random id; empty for a run of version 0.1.0, which had none
 * @param spec SHA-256 of the specification, see {@link palimpsest.experiment.SpecJson#digest}
 * @param data SHA-256 of what was read; empty while that is not known
 */
record RunMark(long number, String run, String spec, String data) {

  private static final String RUN = "run_id";
  private static final String SPEC = "spec_sha256";
  private static final String DATA = "data_sha256";

  /** The marks in the order in which they are written, before everything else in a file. */
  private static final List<String> ALL = List.of(RUN, SPEC, DATA);

  /** Many times the memory that the marks take. */
  private static final long MOST_BYTES = 1 << 16;

  /** The same run, of which it is known what it reads. */
  RunMark reading(String digest) {
    return new RunMark(number, run, spec, digest);
  }

  /** The arrays that say so in a file, followed by what the file holds. */
  Map<String, NpyArray> before(Map<String, NpyArray> arrays) {
    Map<String, NpyArray> marked = new LinkedHashMap<>();
    put(marked, RUN, run);
    put(marked, SPEC, spec);
    put(marked, DATA, data);
    marked.putAll(arrays);
    return marked;
  }

  private static void put(Map<String, NpyArray> arrays, String name, String text) {
    if (!text.isEmpty()) {
      arrays.put(name, NpyArray.Texts.of(text));
    }
  }

  /**
   * Makes sure that a file is this run's own.
   *
   * @param file the file read, for messages
   * @param arrays its arrays
   * @throws Problem saying whose it is and what to do, if it is not
   */
  void require(Path file, Map<String, NpyArray> arrays) {
    String found = text(arrays, RUN);
    if (!found.equals(run)) {
      throw new Problem(
          ("%s is not a file of run %d: it belongs to %s, and run %d has %s. Nothing was changed."
                  + " Move the file to the archive that it came from, or out of the folder.")
              .formatted(file, number, name(found), number, id(run)));
    }
    String other = text(arrays, SPEC);
    if (!other.equals(spec) && !(run.isEmpty() && other.isEmpty())) {
      throw new Problem(
          ("%s was written for another specification than run %d has now. Nothing was changed."
                  + " Restore the database that belongs to it, or queue the run again to train it"
                  + " from the beginning.")
              .formatted(file, number));
    }
    String read = text(arrays, DATA);
    if (!read.isEmpty() && !data.isEmpty() && !read.equals(data)) {
      throw new Problem(
          ("%s was written by run %d when it read other images (data %.8s, and data %.8s now)."
                  + " Nothing was changed. Put those images back to resume the run, or queue it"
                  + " again to train on these from the beginning.")
              .formatted(file, number, read, data));
    }
  }

  /** Whether a file is there and this run's own. */
  boolean isOn(Path file) {
    try {
      require(file, of(file));
      return true;
    } catch (Problem notOwn) {
      return false;
    }
  }

  /**
   * The id of the run that a file names; empty if it names none or cannot be read. Nothing beyond
   * the marks at its beginning is read, of which a file of version 0.1.0 has none.
   */
  static String runOf(Path file) {
    try {
      return text(of(file), RUN);
    } catch (Problem unreadable) {
      return "";
    }
  }

  /** The marks at the beginning of a file. */
  static Map<String, NpyArray> of(Path file) {
    return Npz.readWhile(file, MOST_BYTES, ALL::contains);
  }

  private static String name(String id) {
    return id.isEmpty() ? "a run of version 0.1.0, which gave no id" : "the run with the id " + id;
  }

  private static String id(String id) {
    return id.isEmpty() ? "none, as it comes from version 0.1.0" : "the id " + id;
  }

  private static String text(Map<String, NpyArray> arrays, String name) {
    return arrays.get(name) instanceof NpyArray.Texts(List<String> texts) && texts.size() == 1
        ? texts.getFirst()
        : "";
  }
}
