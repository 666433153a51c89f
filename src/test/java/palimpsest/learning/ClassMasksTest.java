package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import palimpsest.data.ActiveClasses;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.PixelMap;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/** The classes that compete, by rule. */
class ClassMasksTest {

  private static final int CLASSES = 2;
  private static final int TASKS = 3;

  private final Workspace workspace = Workspace.open("cpu", Precision.FLOAT32, 1);
  private final ImageSet images = new ImageSet("one", 1, 1, new byte[1], new int[1]);

  @AfterEach
  void close() {
    workspace.close();
  }

  private ImageSlice slice(int home, int... positions) {
    return new ImageSlice(
        images,
        positions,
        Arrays.stream(positions).map(i -> CLASSES * home).toArray(),
        PixelMap.IDENTITY,
        home);
  }

  /** Tasks of two classes each, which have images of these tasks besides their own. */
  private List<Task> tasks(int... others) {
    List<Task> tasks = new ArrayList<>();
    for (int task = 0; task < TASKS; task++) {
      List<ImageSlice> slices = new ArrayList<>(List.of(slice(task, 0)));
      if (others.length > 0) {
        slices.add(slice(others[task], 0));
      }
      slices.add(slice(TASKS - 1));
      tasks.add(
          new Task(
              "task",
              new TaskImages(slices),
              new TaskImages(slices),
              new int[] {CLASSES * task, CLASSES * task + 1}));
    }
    return tasks;
  }

  /** The classes that compete for an image. */
  private List<Integer> competing(List<Task> tasks, ActiveClasses rule, int task, int home) {
    try (ClassMasks masks = new ClassMasks(workspace, tasks, CLASSES * TASKS);
        Scope _ = new Scope()) {
      double[] mask =
          Workspace.doubles(
              Objects.requireNonNull(Objects.requireNonNull(masks.of(rule, task)).of(home)));
      assertThat(mask).hasSize(CLASSES * TASKS);
      assertThat(Arrays.stream(mask)).allMatch(Double::isFinite);
      return IntStream.range(0, mask.length).filter(k -> mask[k] == 0).boxed().toList();
    }
  }

  @Test
  void ofTheTaskItsOwnWhicheverIsLearned() {
    for (int learned = 0; learned < TASKS; learned++) {
      assertThat(competing(tasks(), ActiveClasses.TASK, learned, 1)).containsExactly(2, 3);
    }
  }

  @Test
  void ofThoseSeenTheTasksSoFar() {
    assertThat(competing(tasks(), ActiveClasses.SEEN, 0, 0)).containsExactly(0, 1);
    assertThat(competing(tasks(), ActiveClasses.SEEN, 1, 0)).containsExactly(0, 1, 2, 3);
    assertThat(competing(tasks(), ActiveClasses.SEEN, 2, 0)).hasSize(6);
  }

  @Test
  void classesOfTheNextTaskAreSeenWhereBoundariesAreBlurred() {
    assertThat(competing(tasks(1, 2, 1), ActiveClasses.SEEN, 0, 0)).containsExactly(0, 1, 2, 3);
    assertThat(competing(tasks(1, 2, 1), ActiveClasses.SEEN, 1, 0)).hasSize(6);
  }

  @Test
  void whereAllCompeteThereIsNoMask() {
    try (ClassMasks masks = new ClassMasks(workspace, tasks(), CLASSES * TASKS)) {
      assertThat(masks.of(ActiveClasses.ALL, 1)).isNull();
    }
  }
}
