package palimpsest.data.scenario;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import palimpsest.data.DataRecord;
import palimpsest.data.Idx;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSlice;
import palimpsest.data.Limits;
import palimpsest.data.PixelMap;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.SourceSet;
import palimpsest.data.Task;
import palimpsest.data.TaskImages;
import palimpsest.data.TaskSize;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;

/** Reads the images of a scenario. */
public final class ScenarioReader {

  private final List<SourceSet> sets;
  private final ScenarioCut cut;
  private final List<TaskCut> tasks;
  private final Limits limits;
  private final Path root;

  /** The parts of a set: training and test. */
  private record ReadSet(SourceSet.Part training, SourceSet.Part test) {}

  private ScenarioReader(
      List<SourceSet> sets, ScenarioCut cut, List<TaskCut> tasks, Path root, Limits limits) {
    this.sets = sets;
    this.cut = cut;
    this.tasks = tasks;
    this.root = root;
    this.limits = limits;
  }

  /**
   * Reads images.
   *
   * @param name the name of the images in titles
   * @param sets the image sets
   * @param type the scenario
   * @param values its settings
   * @param chosen numbers of the tasks to learn, in order
   * @param root the data root
   * @param limits the images of each task that are used
   * @param standardised whether pixels are standardised
   * @param random the random generator of a draw, by a number from 0
   * @throws Problem if files are missing or not right, or the settings do not fit the images
   */
  public static Scenario read(
      String name,
      List<SourceSet> sets,
      ScenarioType type,
      SettingValues values,
      List<Integer> chosen,
      Path root,
      Limits limits,
      boolean standardised,
      IntFunction<? extends RandomGenerator> random) {
    ScenarioCut cut = type.cut(values, sets.stream().map(SetShape::of).toList(), random);
    if (cut.outputs() < 2) {
      throw new Problem(
          "The scenario has only one class: a network needs at least two to tell apart.");
    }
    cut.requireTasks(chosen);
    List<TaskCut> tasks = chosen.stream().map(number -> cut.tasks().get(number)).toList();
    return new ScenarioReader(sets, cut, tasks, root, limits)
        .read(name, type.incremental(values), values, standardised, random);
  }

  private Scenario read(
      String name,
      Incremental rule,
      SettingValues values,
      boolean standardised,
      IntFunction<? extends RandomGenerator> random) {
    Map<Integer, ReadSet> read = readSets();
    List<List<ImageSlice>> training = new ArrayList<>();
    List<TaskImages> test = new ArrayList<>();
    for (int position = 0; position < tasks.size(); position++) {
      TaskCut task = tasks.get(position);
      List<PixelMap> maps = task.parts().stream().map(part -> part.map().get()).toList();
      List<ImageSlice> own = slices(task, maps, position, read, true);
      if (own.stream().mapToInt(ImageSlice::size).sum() == 0) {
        throw new Problem("The task \"%s\" has no training images.".formatted(task.name()));
      }
      training.add(own);
      test.add(new TaskImages(slices(task, maps, position, read, false)));
    }
    double blur = values.get(ScenarioSettings.BLUR);
    List<List<ImageSlice>> learned =
        blur > 0 ? BlurredBoundaries.of(training, blur, random) : training;
    List<Task> all =
        IntStream.range(0, tasks.size())
            .mapToObj(i ->
                new Task(
                    tasks.get(i).name(),
                    new TaskImages(learned.get(i)),
                    test.get(i),
                    tasks.get(i).labels()))
            .toList();
    List<TaskSize> sizes =
        all.stream().map(task -> new TaskSize(task.training().size(), task.test().size())).toList();
    return new Scenario(
        name,
        all,
        cut.outputs(),
        ScenarioSettings.active(rule, values),
        standardised ? Standardising.of(training.getFirst()) : PixelScaling.UNIT,
        () ->
            new DataRecord(
                read.values().stream()
                    .flatMap(set -> Stream.of(set.training(), set.test()))
                    .map(SourceSet.Part::source)
                    .map(CompletableFuture::join)
                    .toList(),
                sizes,
                tasks.stream().map(task -> task.labels().length).toList()));
  }

  /** Beside one another, for unpacking sets is what a run waits for longest. */
  private Map<Integer, ReadSet> readSets() {
    int[] needed =
        tasks.stream()
            .flatMap(task -> task.parts().stream())
            .mapToInt(TaskPart::set)
            .distinct()
            .toArray();
    Map<Integer, ReadSet> read = new LinkedHashMap<>();
    for (int set : needed) {
      // A missing set is told before hours of reading others.
      sets.get(set).requireThere(root);
    }
    List<ReadSet> parts =
        Arrays.stream(needed)
            .parallel()
            .mapToObj(set ->
                new ReadSet(
                    sets.get(set).trainingPart(root, choice(set, true)),
                    limits.validates()
                        ? sets.get(set).trainingPart(root, choice(set, false))
                        : sets.get(set).testPart(root, choice(set, false))))
            .toList();
    for (int i = 0; i < needed.length; i++) {
      read.put(needed[i], parts.get(i));
    }
    return read;
  }

  private Idx.Choice choice(int set, boolean training) {
    return wholeTask(set)
        .<Idx.Choice>map(task ->
            labels ->
                training
                    ? limits.training(task.number(), labels)
                    : limits.test(task.number(), labels))
        .orElse(Idx.Choice.ALL);
  }

  private Optional<TaskCut> wholeTask(int set) {
    return TaskCut.whole(tasks, set, sets.get(set).classNames().size());
  }

  private List<ImageSlice> slices(
      TaskCut task,
      List<PixelMap> maps,
      int position,
      Map<Integer, ReadSet> read,
      boolean training) {
    List<ImageSlice> slices = new ArrayList<>();
    for (int i = 0; i < task.parts().size(); i++) {
      TaskPart part = task.parts().get(i);
      ReadSet set = Objects.requireNonNull(read.get(part.set()));
      ImageSet images = (training ? set.training() : set.test()).images();
      slices.add(slice(part, images, maps.get(i), position));
    }
    boolean chosen = wholeTask(task.parts().getFirst().set()).isPresent();
    return chosen ? slices : limited(slices, task, training);
  }

  private static ImageSlice slice(TaskPart part, ImageSet images, PixelMap map, int home) {
    int most = Arrays.stream(images.labels()).max().orElse(0);
    int[] labels = new int[1 + Math.max(most, Arrays.stream(part.classes()).max().orElse(0))];
    Arrays.fill(labels, -1);
    for (int i = 0; i < part.classes().length; i++) {
      labels[part.classes()[i]] = part.labels()[i];
    }
    int[] positions =
        IntStream.range(0, images.size()).filter(i -> labels[images.labels()[i]] >= 0).toArray();
    return new ImageSlice(
        images,
        positions,
        Arrays.stream(positions).map(i -> labels[images.labels()[i]]).toArray(),
        map,
        home);
  }

  /** The images of a task that the limits leave, chosen among all of them together. */
  private List<ImageSlice> limited(List<ImageSlice> slices, TaskCut task, boolean training) {
    int[] labels = slices.stream().flatMapToInt(slice -> Arrays.stream(slice.labels())).toArray();
    int[] chosen =
        training ? limits.training(task.number(), labels) : limits.test(task.number(), labels);
    if (chosen.length == labels.length) {
      return slices;
    }
    List<ImageSlice> some = new ArrayList<>();
    int from = 0;
    for (ImageSlice slice : slices) {
      int first = from;
      some.add(
          slice.at(
              Arrays.stream(chosen)
                  .filter(i -> i >= first && i < first + slice.size())
                  .map(i -> i - first)
                  .toArray()));
      from += slice.size();
    }
    return some;
  }
}
