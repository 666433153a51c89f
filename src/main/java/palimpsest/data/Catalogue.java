package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.machine.Installation;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/** The image sets that the program knows. */
public final class Catalogue {

  /** The built-in set, drawn by the program itself. */
  public static final String GLYPHS = "glyphs";

  /** MNIST, Fashion-MNIST and Kuzushiji-MNIST. */
  public static final String FELLOWSHIP = "fellowship";

  /** The keys of every set. */
  public static final List<String> KEYS = List.of(GLYPHS, FELLOWSHIP);

  /** Tasks in every set. */
  public static final int TASKS = 3;

  /** The environment variable that names the data root. */
  public static final String ROOT_VARIABLE = "PALIMPSEST_DATA";

  /** The tasks of the built-in set, by number. */
  private static final List<Glyphs> FAMILIES =
      List.of(Glyphs.DIGITS, Glyphs.GARMENTS, Glyphs.SIGNS);

  /** The tasks of the fellowship, by number. */
  private static final List<PublicSet> SETS =
      List.of(PublicSet.MNIST, PublicSet.FASHION_MNIST, PublicSet.KUZUSHIJI_MNIST);

  private Catalogue() {}

  /**
   * The class-incremental scenario of a set: the labels of the task at position k begin at 10 · k,
   * and the head has room for the classes of every task in the set, whether asked for or not.
   *
   * @param key one of {@link #KEYS}
   * @param root the data root; the built-in set does not look there
   * @param tasks numbers of the tasks in the set from 0, in the order of learning
   * @param limits the images of each task that are used
   * @throws Problem if there is no such set or task, or if its files are missing or damaged
   */
  public static Scenario scenario(String key, Path root, List<Integer> tasks, Limits limits) {
    if (!KEYS.contains(key)) {
      throw unknown(key);
    }
    if (tasks.isEmpty()
        || tasks.stream().distinct().count() != tasks.size()
        || tasks.stream().anyMatch(task -> task < 0 || task >= TASKS)) {
      throw Problem.badValue(
          "tasks", tasks, "a list of different task numbers from 0 to " + (TASKS - 1));
    }
    requireLimit("train-limit", limits.training());
    requireLimit("test-limit", limits.test());
    if (key.equals(FELLOWSHIP)) {
      tasks.forEach(task -> SETS.get(task).requireFiles(root));
    }
    // Beside one another, for unpacking them is what a run waits for longest.
    List<ReadTask> read =
        IntStream.range(0, tasks.size())
            .parallel()
            .mapToObj(position -> {
              int task = tasks.get(position);
              return key.equals(GLYPHS)
                  ? glyphs(task, limits, position)
                  : fellowship(task, root, limits, position);
            })
            .toList();
    return new Scenario(
        label(key),
        read.stream().map(ReadTask::task).toList(),
        TASKS * Idx.CLASSES,
        Scenario.Active.ALL,
        PixelScaling.UNIT,
        () ->
            new DataRecord(
                read.stream()
                    .flatMap(one -> one.sources().stream())
                    .map(CompletableFuture::join)
                    .toList()));
  }

  /**
   * A task, and what it was read from.
   *
   * @param sources its training part and its test part, while their digests are computed
   */
  private record ReadTask(Task task, List<CompletableFuture<ImageSource>> sources) {}

  /** The name of a set in titles. */
  public static String label(String key) {
    return switch (key) {
      case GLYPHS -> "Glyphs";
      case FELLOWSHIP -> "Fellowship";
      default -> throw unknown(key);
    };
  }

  /**
   * The numbers of images of a set's tasks, before any limit.
   *
   * @param root the data root, whose files are read if they have changed since the last look
   */
  public static List<TaskSize> sizes(String key, Path root, List<Integer> tasks) {
    return tasks.stream()
        .map(task ->
            key.equals(FELLOWSHIP)
                ? SETS.get(task).status(root).size()
                : new TaskSize(Glyphs.TRAINING, Glyphs.TEST))
        .toList();
  }

  /** The numbers of images of a set's tasks as they were published. */
  public static List<TaskSize> publishedSizes(String key, List<Integer> tasks) {
    return tasks.stream()
        .map(task ->
            key.equals(FELLOWSHIP)
                ? SETS.get(task).publishedSize()
                : new TaskSize(Glyphs.TRAINING, Glyphs.TEST))
        .toList();
  }

  /**
   * The largest number of images that a task of a set trains on.
   *
   * @param limit at most so many; 0 for all
   */
  public static int trainingImages(String key, int limit) {
    return publishedSizes(key, List.of(0)).getFirst().limited(limit, 0).training();
  }

  /**
   * The largest number of images that a task of a set is tested on.
   *
   * @param limit at most so many; 0 for all
   */
  public static int testImages(String key, int limit) {
    return publishedSizes(key, List.of(0)).getFirst().limited(0, limit).test();
  }

  /**
   * The images of a task, with labels from 0.
   *
   * @param name of the task, in capitals or not, with hyphens, blanks or neither
   * @param root the data root; glyphs do not look there
   * @param test whether the test images are meant, not those for training
   * @throws Problem if there is no such task, or its files are missing or damaged
   */
  public static ImageSet images(String name, Path root, boolean test) {
    for (Glyphs family : FAMILIES) {
      if (letters(family.label()).equals(letters(name))) {
        return test ? family.test(Glyphs.TEST) : family.training(Glyphs.TRAINING);
      }
    }
    for (PublicSet set : SETS) {
      if (letters(set.label()).equals(letters(name))
          || letters(set.folderName()).equals(letters(name))) {
        return (test ? set.test(root, Idx.Choice.ALL) : set.training(root, Idx.Choice.ALL))
            .images();
      }
    }
    throw Problem.badValue(
        "the task",
        name,
        "one of "
            + KEYS.stream()
                .flatMap(key -> taskNames(key).stream())
                .collect(Collectors.joining(", ")));
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /**
   * The names of a set's tasks, by their number.
   *
   * @throws Problem if there is no such set
   */
  public static List<String> taskNames(String key) {
    return switch (key) {
      case GLYPHS -> FAMILIES.stream().map(Glyphs::label).toList();
      case FELLOWSHIP -> SETS.stream().map(PublicSet::label).toList();
      default -> throw unknown(key);
    };
  }

  /** The status of each public set below a data root. */
  public static List<ImageSetStatus> status(Path root) {
    return SETS.stream().map(set -> set.status(root)).toList();
  }

  /**
   * The public sets that some tasks need and that a run would refuse, for a file is missing or not
   * right, in the order of the tasks. Files are read only if they have changed since the last look.
   *
   * @param key one of {@link #KEYS}; the built-in set needs no files
   * @param tasks numbers of the tasks in the set from 0
   */
  public static List<ImageSetStatus> unusable(String key, Path root, List<Integer> tasks) {
    return key.equals(FELLOWSHIP)
        ? tasks.stream()
            .map(task -> SETS.get(task).status(root))
            .filter(status -> !status.usable())
            .toList()
        : List.of();
  }

  /**
   * The data root: what the user chose, else what the environment variable {@value #ROOT_VARIABLE}
   * names, else the folder {@code data} of the working directory; for an installed program, which
   * may be started anywhere, that of the user's data folder.
   *
   * @param chosen the folder chosen by the user, or null
   */
  public static Path root(@Nullable Path chosen) {
    return root(
        chosen,
        System.getenv(),
        Installation.launcher().isPresent()
            ? UserFolders.here().data().resolve("data")
            : Path.of("data"));
  }

  static Path root(@Nullable Path chosen, Map<String, String> environment, Path otherwise) {
    return chosen == null ? UserFolders.named(environment, ROOT_VARIABLE, otherwise) : chosen;
  }

  private static Task task(String name, ImageSet training, ImageSet test, int position) {
    return new Task(
        name,
        TaskImages.of(training, position),
        TaskImages.of(test, position),
        IntStream.range(position * Idx.CLASSES, (position + 1) * Idx.CLASSES).toArray());
  }

  private static ReadTask glyphs(int task, Limits limits, int position) {
    Glyphs family = FAMILIES.get(task);
    int firstLabel = position * Idx.CLASSES;
    return new ReadTask(
        task(
            family.label(),
            family.training(limits.training(task, family.trainingLabels()), firstLabel),
            family.test(limits.test(task, family.testLabels()), firstLabel),
            position),
        family.sources().stream().map(CompletableFuture::completedFuture).toList());
  }

  private static ReadTask fellowship(int task, Path root, Limits limits, int position) {
    PublicSet set = SETS.get(task);
    int firstLabel = position * Idx.CLASSES;
    ChosenImages training = set.training(root, labels -> limits.training(task, labels));
    ChosenImages test = set.test(root, labels -> limits.test(task, labels));
    return new ReadTask(
        task(
            set.label(),
            training.images().from(firstLabel),
            test.images().from(firstLabel),
            position),
        Stream.of(training, test)
            .map(part -> CompletableFuture.supplyAsync(() -> part.source(set.label())))
            .toList());
  }

  private static Problem unknown(String key) {
    return Problem.badValue("images", key, "one of " + String.join(", ", KEYS));
  }

  private static void requireLimit(String field, int limit) {
    if (limit < 0) {
      throw Problem.badValue(field, limit, "0 for all images, or a number above 0");
    }
  }
}
