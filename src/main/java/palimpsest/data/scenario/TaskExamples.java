package palimpsest.data.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import palimpsest.data.DataRecord;
import palimpsest.data.Idx;
import palimpsest.data.ImageLevels;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.ImageValues;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.SourceSet;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.data.TaskSize;

/**
 * The images of tasks, class by class, as a network sees them. Images are picked when they are
 * asked for; any thread may ask.
 */
public final class TaskExamples {

  /**
   * Images of a task that belong together.
   *
   * @param name the name of their class; for images that blurred boundaries bring from another
   *     task, that task's name
   * @param home position of the task that the images belong to
   * @param label the output of the network that stands for the class; -1 for images of another task
   * @param size the numbers of images
   */
  public record Group(String name, int home, int label, TaskSize size) {

    /** Whether they come from another task. */
    public boolean isForeign() {
      return label < 0;
    }

    private boolean holds(int slice, int of) {
      return slice == home && (label < 0 || label == of);
    }
  }

  /**
   * A task and its groups of images.
   *
   * @param name its name
   * @param groups its classes, then those images that come from other tasks
   * @param size the numbers of its images
   */
  public record Classes(String name, List<Group> groups, TaskSize size) {

    /** Copies the list. */
    public Classes {
      groups = List.copyOf(groups);
    }
  }

  private final List<Task> tasks;
  private final List<Classes> classes;
  private final PixelScaling scaling;
  private final Supplier<DataRecord> data;
  private final IdentityHashMap<ImageValues, ImageLevels> scales = new IdentityHashMap<>();

  private TaskExamples(
      List<Task> tasks, List<Classes> classes, PixelScaling scaling, Supplier<DataRecord> data) {
    this.tasks = tasks;
    this.classes = List.copyOf(classes);
    this.scaling = scaling;
    this.data = data;
  }

  /**
   * The images of a scenario.
   *
   * @param cuts its tasks before they were read, in the order of learning
   * @param sets the image sets that they are made of
   */
  public static TaskExamples of(Scenario scenario, List<TaskCut> cuts, List<SourceSet> sets) {
    List<Classes> classes = new ArrayList<>();
    for (int task = 0; task < cuts.size(); task++) {
      classes.add(classes(scenario.tasks(), task, names(cuts.get(task), sets)));
    }
    return new TaskExamples(scenario.tasks(), classes, scenario.scaling(), scenario.data());
  }

  /**
   * All images of a set, as one task.
   *
   * @param root the data root
   * @throws palimpsest.problem.Problem if files are missing or not right
   */
  public static TaskExamples of(SourceSet set, Path root) {
    SourceSet.Part training = set.trainingPart(root, Idx.Choice.ALL);
    SourceSet.Part test = set.testPart(root, Idx.Choice.ALL);
    List<String> names = set.classNames();
    Map<Integer, String> labels = new TreeMap<>();
    for (int label = 0; label < names.size(); label++) {
      labels.put(label, names.get(label));
    }
    Task task =
        new Task(
            set.label(),
            TaskImages.of(training.images(), 0),
            TaskImages.of(test.images(), 0),
            IntStream.range(0, names.size()).toArray());
    return new TaskExamples(
        List.of(task),
        List.of(classes(List.of(task), 0, labels)),
        PixelScaling.UNIT,
        () -> new DataRecord(List.of(training.source().join(), test.source().join())));
  }

  /** The names of a task's classes, by their labels. */
  private static Map<Integer, String> names(TaskCut cut, List<SourceSet> sets) {
    Map<Integer, String> names = new TreeMap<>();
    for (TaskPart part : cut.parts()) {
      List<String> all = sets.get(part.set()).classNames();
      for (int i = 0; i < part.classes().length; i++) {
        names.put(part.labels()[i], all.get(part.classes()[i]));
      }
    }
    return names;
  }

  private static Classes classes(List<Task> tasks, int position, Map<Integer, String> names) {
    Task task = tasks.get(position);
    Map<Integer, Integer> training = counts(task.training(), position);
    Map<Integer, Integer> test = counts(task.test(), position);
    List<Group> groups = new ArrayList<>();
    names.forEach((label, name) ->
        groups.add(
            new Group(
                name,
                position,
                label,
                new TaskSize(training.getOrDefault(label, 0), test.getOrDefault(label, 0)))));
    for (int home = 0; home < tasks.size(); home++) {
      int guests = home == position ? 0 : from(task.training(), home);
      if (guests > 0) {
        groups.add(new Group(tasks.get(home).name(), home, -1, new TaskSize(guests, 0)));
      }
    }
    return new Classes(
        task.name(), groups, new TaskSize(task.training().size(), task.test().size()));
  }

  private static Map<Integer, Integer> counts(TaskImages images, int home) {
    Map<Integer, Integer> counts = new TreeMap<>();
    for (ImageSlice slice : images.slices()) {
      if (slice.home() == home) {
        for (int label : slice.labels()) {
          counts.merge(label, 1, Integer::sum);
        }
      }
    }
    return counts;
  }

  private static int from(TaskImages images, int home) {
    return images.slices().stream()
        .filter(slice -> slice.home() == home)
        .mapToInt(ImageSlice::size)
        .sum();
  }

  /** The tasks in the order of learning. */
  public List<Classes> tasks() {
    return classes;
  }

  /** Channels, rows and columns of an image. */
  public SetShape shape() {
    ImageSet set = tasks.getFirst().training().slices().getFirst().images();
    return new SetShape(
        set.name(), set.channels(), set.height(), set.width(), List.of(), new TaskSize(0, 0));
  }

  /** The record of the data read, as a run keeps it; the first call may wait for digests. */
  public DataRecord data() {
    return data.get();
  }

  /**
   * Some images of a group, each as the network sees it.
   *
   * @param task position of the task
   * @param group position of the group in it
   * @param test whether test images are meant, not those for training
   * @param first number of the first image in the group; after the last comes the first again
   * @param most images at most
   * @return levels from 0 to 255, [C · H · W] each
   */
  public List<int[]> images(int task, int group, boolean test, int first, int most) {
    Group wanted = classes.get(task).groups().get(group);
    TaskImages images = test ? tasks.get(task).test() : tasks.get(task).training();
    List<int[]> found = new ArrayList<>(); // positions in each slice
    int count = 0;
    for (ImageSlice slice : images.slices()) {
      int[] own =
          IntStream.range(0, slice.size())
              .filter(i -> wanted.holds(slice.home(), slice.labels()[i]))
              .toArray();
      found.add(own);
      count += own.length;
    }
    List<int[]> some = new ArrayList<>();
    for (int i = 0; i < Math.min(most, count); i++) {
      int at = (int) (((long) first + i) % count);
      int slice = 0;
      while (at >= found.get(slice).length) {
        at -= found.get(slice++).length;
      }
      some.add(levels(images.slices().get(slice), found.get(slice)[at]));
    }
    return some;
  }

  private int[] levels(ImageSlice slice, int at) {
    ImageSet set = slice.images();
    ImageLevels scale;
    synchronized (scales) {
      scale = scales.computeIfAbsent(set.values(), values -> ImageLevels.of(values, scaling));
    }
    return scale.of(set, slice.positions()[at], slice.map());
  }
}
