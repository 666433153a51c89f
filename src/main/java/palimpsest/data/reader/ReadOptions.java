package palimpsest.data.reader;

/**
 * Choices that a file does not make itself.
 *
 * @param label name of the column of labels; empty for the usual names
 * @param part name of the column that says which images are for tests; empty for the usual names
 * @param shape shape of an image that a file gives as a row of numbers, such as 28x28 or 3x32x32;
 *     empty for a vector
 */
public record ReadOptions(String label, String part, String shape) {

  /** No choices. */
  public static final ReadOptions NONE = new ReadOptions("", "", "");
}
