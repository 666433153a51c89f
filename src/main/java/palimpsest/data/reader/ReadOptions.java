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

  /** Meaning of {@link #label}, in a sentence. */
  public static final String LABEL_HELP = "The column of labels.";

  /** Meaning of {@link #part}, in a sentence. */
  public static final String PART_HELP = "The column that says train or test.";

  /** Meaning of {@link #shape}, in a sentence. */
  public static final String SHAPE_HELP = "The shape of an image, such as 28x28 or 3x32x32.";
}
