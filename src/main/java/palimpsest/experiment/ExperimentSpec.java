package palimpsest.experiment;

import java.util.List;
import palimpsest.data.Subset;
import palimpsest.fisher.Representation;
import palimpsest.learning.StrategyKind;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workers;

/**
 * The whole truth of a run: with this and the images it names, the run can be repeated to the bit.
 *
 * <p>Values are checked where they come in, by {@link SpecDraft}; see {@link SpecField} for what
 * each one means and may be.
 *
 * @param name what the run is called in tables and folders
 * @param images the image set, a key of {@code palimpsest.data}'s catalogue
 * @param tasks the tasks to learn, by their number in the image set from 0, in the order of
 *     learning
 * @param trainLimit training images of each task, at most so many; 0 for all
 * @param testLimit test images of each task, at most so many; 0 for all
 * @param subset which images a limit leaves
 * @param channels channels of both convolutions
 * @param hiddenUnits units of the hidden linear layer
 * @param strategy the strategy
 * @param representation the Fisher representation
 * @param importance factor before EWC's penalty
 * @param bufferSize images the reservoir buffer holds
 * @param damping λ of the damped solve in natural replay
 * @param epochs passes over each task's training images
 * @param batchSize images a step
 * @param learningRate length of a step
 * @param seed from which every random stream is derived
 * @param precision floating-point type of the numerics
 * @param device where to compute: {@code cpu}, {@code cuda}, {@code cuda:1}
 * @param shares into how many shares the images of a batch are divided on the CPU; 0 while that is
 *     not decided, which is as many as the machine has threads
 * @param offerEveryStep whether the reservoir is offered the current batch at every inner step and
 *     every epoch, as the notebook did, rather than once per image
 * @param observeFisher whether the Fisher matrix is measured for the eye after each task, whatever
 *     the strategy
 */
public record ExperimentSpec(
    String name,
    String images,
    List<Integer> tasks,
    int trainLimit,
    int testLimit,
    Subset subset,
    int channels,
    int hiddenUnits,
    StrategyKind strategy,
    Representation representation,
    double importance,
    int bufferSize,
    double damping,
    int epochs,
    int batchSize,
    double learningRate,
    long seed,
    Precision precision,
    String device,
    int shares,
    boolean offerEveryStep,
    boolean observeFisher) {

  /** Copies the list of tasks. */
  public ExperimentSpec {
    tasks = List.copyOf(tasks);
  }

  /** The same specification with another number of shares. */
  public ExperimentSpec withShares(int others) {
    return new ExperimentSpec(
        name,
        images,
        tasks,
        trainLimit,
        testLimit,
        subset,
        channels,
        hiddenUnits,
        strategy,
        representation,
        importance,
        bufferSize,
        damping,
        epochs,
        batchSize,
        learningRate,
        seed,
        precision,
        device,
        others,
        offerEveryStep,
        observeFisher);
  }

  /**
   * The same specification with the number of shares decided: where none was given, as many as this
   * machine has threads.
   */
  public ExperimentSpec decided() {
    return shares > 0 ? this : withShares(Workers.ofMachine());
  }

  /** What a legend calls the method: the strategy, and the representation if it uses one. */
  public String method() {
    return strategy.usesFisher()
        ? strategy.label() + ", " + representation.label()
        : strategy.label();
  }
}
