package palimpsest.learning;

/** A rule that lets only some classes compete for the current images of a batch. */
@FunctionalInterface
public interface ClassRule extends Part {

  /**
   * The classes that compete for the current images of a batch, told once a batch.
   *
   * @param task position of the task being learned
   * @param labels their labels
   * @return by label [K]
   */
  boolean[] competing(int task, int... labels);
}
