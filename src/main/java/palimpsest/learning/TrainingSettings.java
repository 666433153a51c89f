package palimpsest.learning;

import palimpsest.fisher.Representation;

/**
 * How a network is trained.
 *
 * @param strategy what keeps it from forgetting
 * @param representation how Fisher matrices are represented
 * @param importance factor before EWC's penalty
 * @param bufferSize images the reservoir holds
 * @param damping λ of natural replay's solve
 * @param batchSize images a step
 * @param learningRate factor before the gradient
 * @param seed from which all random streams are derived
 * @param offerEveryStep whether the reservoir is offered the current batch at every inner step of
 *     every epoch, as the notebook did, rather than each image once, in its first epoch
 */
public record TrainingSettings(
    StrategyKind strategy,
    Representation representation,
    double importance,
    int bufferSize,
    double damping,
    int batchSize,
    double learningRate,
    long seed,
    boolean offerEveryStep) {}
