package palimpsest.strategy;

import java.util.List;
import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.problem.Problem;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;

/** A way to keep a network from forgetting. */
public interface Strategy extends Component {

  /**
   * Its parts, before the first batch of a run.
   *
   * @param values its settings
   * @param context the parts of the run that it may use
   */
  Parts create(SettingValues values, StrategyContext context);

  /** The name as a paper would print it, with its parts where values choose them. */
  default String label(SettingValues values) {
    return label();
  }

  /** Whether remembered images join the current batch. */
  default boolean rehearses(SettingValues values) {
    return settings(values).contains(BufferSettings.SIZE);
  }

  /**
   * Makes sure that its settings fit together, and that it fits the scenario.
   *
   * @param rule the classes that the network has to tell apart in tests
   * @throws Problem saying what does not fit, and what would
   */
  default void requireFit(SettingValues values, Incremental rule) {}

  /**
   * The arrays that it holds at most.
   *
   * @param tasks number of tasks
   */
  default StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE;
  }

  /**
   * The most remembered images that join a batch.
   *
   * @param batchSize current images of the batch
   */
  default int mostReplayed(SettingValues values, int batchSize) {
    return 0;
  }

  /**
   * The most images of one step, or of one gradient that is taken for it, with nothing kept from
   * the one to the other.
   *
   * @param batchSize current images of the batch
   */
  default int mostAtOnce(SettingValues values, int batchSize) {
    return batchSize + mostReplayed(values, batchSize);
  }

  /**
   * Numbers that are kept with each remembered image.
   *
   * @param outputs logits K
   */
  default int numbersOfImage(SettingValues values, int outputs) {
    return 0;
  }

  /** The representation of the Fisher matrix that the gradient is multiplied by the inverse of. */
  default Representation batchRepresentation(SettingValues values) {
    return values.get(FisherSettings.REPRESENTATION);
  }

  /**
   * The numbers of images that the epochs of each task's turn go through.
   *
   * @param sizes training images of each task
   */
  default List<Integer> learnedImages(SettingValues values, List<Integer> sizes) {
    return sizes;
  }

  /** Whether the gradient is multiplied by the inverse Fisher matrix of each batch. */
  default boolean preconditions(SettingValues values) {
    return false;
  }

  /** Whether a Fisher matrix takes part in training. */
  default boolean usesFisher(SettingValues values) {
    return settings(values).contains(FisherSettings.REPRESENTATION);
  }

  /**
   * A rough guess at the cost of an image against fine-tuning, with the notebook's network on a
   * CPU: used only where no run with the same method has finished.
   */
  double cost(SettingValues values);

  /** Changes of settings that may help a run that diverged, to follow "a smaller learning rate". */
  default String advice() {
    return "";
  }
}
