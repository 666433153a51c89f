package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.ActiveClasses;
import palimpsest.data.ImageSlice;
import palimpsest.data.Task;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/** The classes of a scenario's tasks, as masks of logits. */
final class ClassMasks implements AutoCloseable {

  /** Far below any logit, and still finite in single precision: 0 times it is 0. */
  static final double INACTIVE = -1e30;

  private final Workspace workspace;
  private final NDArray own;
  private final NDArray seen;

  /**
   * Copies masks to the device.
   *
   * @param outputs logits K
   */
  ClassMasks(Workspace workspace, List<Task> tasks, int outputs) {
    this.workspace = workspace;
    int count = tasks.size();
    double[] ownMask = new double[outputs * count];
    double[] seenMask = new double[outputs * count];
    Arrays.fill(ownMask, INACTIVE);
    Arrays.fill(seenMask, INACTIVE);
    for (int task = 0; task < count; task++) {
      for (int label : tasks.get(task).classes()) {
        ownMask[label * count + task] = 0;
      }
      for (int label : learned(tasks, task)) {
        for (int later = task; later < count; later++) {
          seenMask[label * count + later] = 0;
        }
      }
    }
    own = workspace.array(ownMask, outputs, count);
    seen = workspace.array(seenMask, outputs, count);
    Workers.shared(List.of(own, seen));
  }

  /**
   * The classes learned with a task: its own and, where boundaries are blurred, those of the
   * neighbours whose images it has.
   */
  private static int[] learned(List<Task> tasks, int task) {
    return IntStream.concat(
            IntStream.of(task),
            tasks.get(task).training().slices().stream()
                .filter(slice -> slice.size() > 0)
                .mapToInt(ImageSlice::home))
        .distinct()
        .flatMap(home -> Arrays.stream(tasks.get(home).classes()))
        .toArray();
  }

  /**
   * The mask of a rule.
   *
   * @param rule the classes that compete
   * @param task position of the task being learned, or the last learned
   * @return null if all compete
   */
  @Nullable LogitMask of(ActiveClasses rule, int task) {
    return switch (rule) {
      case ALL -> null;
      case SEEN ->
          homes -> workspace.kernels().choose(seen, 1, workspace.indices(new int[] {task}));
      case TASK -> homes -> workspace.kernels().choose(own, 1, workspace.indices(homes));
    };
  }

  @Override
  public void close() {
    own.close();
    seen.close();
  }
}
