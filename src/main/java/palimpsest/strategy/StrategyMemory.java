package palimpsest.strategy;

/**
 * The arrays that a strategy holds at most, beyond what every run does.
 *
 * @param terms Fisher matrices of tasks, each with weights θ*
 * @param vectors arrays [P]
 * @param inputs arrays [columns, columns] of every layer
 * @param batchMatrices Fisher matrices of batches, beside the one being measured
 */
public record StrategyMemory(double terms, double vectors, double inputs, double batchMatrices) {

  /** Nothing. */
  public static final StrategyMemory NONE = new StrategyMemory(0, 0, 0, 0);

  /** This and what another strategy holds. */
  StrategyMemory and(StrategyMemory other) {
    return new StrategyMemory(
        terms + other.terms,
        vectors + other.vectors,
        inputs + other.inputs,
        batchMatrices + other.batchMatrices);
  }

  /** The same with so many Fisher matrices of tasks. */
  StrategyMemory withTerms(double number) {
    return new StrategyMemory(number, vectors, inputs, batchMatrices);
  }

  /** The same with so many arrays of the weights' length. */
  StrategyMemory withVectors(double number) {
    return new StrategyMemory(terms, number, inputs, batchMatrices);
  }

  /** The same with so many Fisher matrices of batches. */
  StrategyMemory withBatchMatrices(double number) {
    return new StrategyMemory(terms, vectors, inputs, number);
  }

  /** The same with so many arrays of the squares of all layers' inputs. */
  StrategyMemory withInputs(double number) {
    return new StrategyMemory(terms, vectors, number, batchMatrices);
  }
}
