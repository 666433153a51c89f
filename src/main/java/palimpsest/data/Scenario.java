package palimpsest.data;

import java.util.List;
import java.util.function.Supplier;

/**
 * Tasks in the order in which they are learned, with one head for the classes of all.
 *
 * @param name its name
 * @param tasks the tasks in order
 * @param outputs classes in all, K
 * @param active the classes that compete
 * @param scaling the scaling of each channel's pixels
 * @param data the record of the data read; the first call may wait until the digests are computed
 */
public record Scenario(
    String name,
    List<Task> tasks,
    int outputs,
    Active active,
    PixelScaling scaling,
    Supplier<DataRecord> data) {

  /**
   * The classes that compete in training and in tests.
   *
   * @param training those in training and in its Fisher matrices
   * @param test those in evaluations
   * @param both whether accuracy among the classes of an image's own task, and among all, both have
   *     a meaning
   */
  public record Active(ActiveClasses training, ActiveClasses test, boolean both) {

    /** All classes, always. */
    public static final Active ALL = new Active(ActiveClasses.ALL, ActiveClasses.ALL, true);
  }

  /** Copies the list of tasks. */
  public Scenario {
    tasks = List.copyOf(tasks);
  }

  /** Tasks of unknown origin, all of whose classes compete. */
  public Scenario(String name, List<Task> tasks, int outputs) {
    this(name, tasks, outputs, Active.ALL, PixelScaling.UNIT, () -> DataRecord.NOT_RECORDED);
  }
}
