package palimpsest.strategy;

/**
 * The arrays that a strategy holds at most, beyond what every run does.
 *
 * @param terms Fisher matrices of tasks, each with weights θ*
 * @param vectors arrays [P]
 * @param inputs arrays [columns, columns] of every layer
 * @param batchMatrices Fisher matrices of batches, beside the one being measured
 */
public record StrategyMemory(double terms, Arrays vectors, Arrays inputs, Arrays batchMatrices) {

  /** Nothing. */
  public static final StrategyMemory NONE =
      new StrategyMemory(0, Arrays.NONE, Arrays.NONE, Arrays.NONE);

  /**
   * A number of arrays.
   *
   * @param kept those that last from batch to batch, of which checkpoints have copies
   * @param passing those of which checkpoints have no copies, such as those of a single step or of
   *     the end of a task
   */
  public record Arrays(double kept, double passing) {

    private static final Arrays NONE = new Arrays(0, 0);

    /** All that are there at once. */
    public double all() {
      return kept + passing;
    }

    private Arrays and(Arrays other) {
      return new Arrays(kept + other.kept, passing + other.passing);
    }
  }

  /** This and what another strategy holds. */
  StrategyMemory and(StrategyMemory other) {
    return new StrategyMemory(
        terms + other.terms,
        vectors.and(other.vectors),
        inputs.and(other.inputs),
        batchMatrices.and(other.batchMatrices));
  }

  /** The same with so many Fisher matrices of tasks. */
  StrategyMemory withTerms(double number) {
    return new StrategyMemory(number, vectors, inputs, batchMatrices);
  }

  /** The same with so many arrays of the weights' length. */
  StrategyMemory withVectors(double kept, double passing) {
    return new StrategyMemory(terms, new Arrays(kept, passing), inputs, batchMatrices);
  }

  /** The same with so many Fisher matrices of batches. */
  StrategyMemory withBatchMatrices(double kept, double passing) {
    return new StrategyMemory(terms, vectors, inputs, new Arrays(kept, passing));
  }

  /** The same with so many arrays of the squares of all layers' inputs. */
  StrategyMemory withInputs(double kept, double passing) {
    return new StrategyMemory(terms, vectors, new Arrays(kept, passing), batchMatrices);
  }
}
