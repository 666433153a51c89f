package palimpsest.learning;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The tasks of a run as a strategy sees them: their classes, and the labels of images. */
public interface LearnedClasses {

  /** Number of tasks. */
  int tasks();

  /** The classes of a task, ascending. */
  int[] classes(int task);

  /** The label of a training image. */
  int label(int image);

  /** The numbers of a task's training images. */
  int[] images(int task);

  /** Position of the task that a training image belongs to. */
  int task(int image);

  /** The classes of tasks before one, ascending. */
  default int[] before(int task) {
    return IntStream.range(0, task)
        .flatMap(earlier -> Arrays.stream(classes(earlier)))
        .distinct()
        .sorted()
        .toArray();
  }

  /**
   * One task with all classes, of whose images nothing is known.
   *
   * @param outputs classes K
   */
  static LearnedClasses ofOneTask(int outputs) {
    return new LearnedClasses() {
      @Override
      public int tasks() {
        return 1;
      }

      @Override
      public int[] classes(int task) {
        return IntStream.range(0, outputs).toArray();
      }

      @Override
      public int[] images(int task) {
        throw new IllegalStateException("no images are known");
      }

      @Override
      public int label(int image) {
        throw new IllegalStateException("no labels are known");
      }

      @Override
      public int task(int image) {
        return 0;
      }
    };
  }
}
