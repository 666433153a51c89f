package palimpsest.data.catalogue;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.data.Glyphs;
import palimpsest.data.Idx;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicCifar;
import palimpsest.data.PublicIdx;
import palimpsest.data.PublicSet;
import palimpsest.data.SourceSet;
import palimpsest.machine.Installation;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;

/** The image sets that the program knows. */
public final class Catalogue {

  /** The built-in set, drawn by the program itself. */
  public static final String GLYPHS = Glyphs.ALL;

  /** MNIST, Fashion-MNIST and Kuzushiji-MNIST. */
  public static final String FELLOWSHIP = "fellowship";

  /** The environment variable that names the data root. */
  public static final String ROOT_VARIABLE = "PALIMPSEST_DATA";

  /** The tasks of the built-in set, by number. */
  private static final List<Glyphs> FAMILIES =
      List.of(Glyphs.DIGITS, Glyphs.GARMENTS, Glyphs.SIGNS);

  /** The tasks of the fellowship, by number. */
  private static final List<PublicSet> TASKS =
      List.of(PublicIdx.MNIST, PublicIdx.FASHION_MNIST, PublicIdx.KUZUSHIJI_MNIST);

  /** The sets that anyone can download: a line each. */
  private static final List<PublicSet> PUBLIC =
      Stream.concat(TASKS.stream(), Stream.of(PublicCifar.CIFAR_10, PublicCifar.CIFAR_100))
          .toList();

  private Catalogue() {}

  /**
   * A choice of images: one or more image sets.
   *
   * @param key its key in specifications
   * @param label its name in titles
   * @param help the images, in a sentence
   * @param sets the image sets, in order
   */
  public record Collection(String key, String label, String help, List<SourceSet> sets) {

    /** Copies the list. */
    public Collection {
      sets = List.copyOf(sets);
    }

    private static Collection of(SourceSet set, String help) {
      return new Collection(set.key(), set.label(), help, List.of(set));
    }
  }

  private static final String DRAWN = "Drawn by the program itself: needs no files.";

  private static final String READ = "Read from the data folder.";

  /** The choices that come with the program. */
  private static final List<Collection> BUILT_IN =
      Stream.of(
              Stream.of(
                  new Collection(GLYPHS, "Glyphs", DRAWN, List.copyOf(FAMILIES)),
                  new Collection(
                      FELLOWSHIP,
                      "Fellowship",
                      "MNIST, Fashion-MNIST and Kuzushiji-MNIST, read from the data folder.",
                      List.copyOf(TASKS))),
              PUBLIC.stream().map(set -> Collection.of(set, READ + " " + set.source() + ".")),
              FAMILIES.stream().map(family -> Collection.of(family, DRAWN)))
          .flatMap(all -> all)
          .toList();

  /** Everything that can be chosen as images now: what comes with the program, and own sets. */
  public static List<Collection> collections() {
    return Stream.concat(BUILT_IN.stream(), ownCollections().stream()).toList();
  }

  /** The choices that come with the program. */
  public static List<Collection> builtIn() {
    return BUILT_IN;
  }

  /** The user's own sets as they are now; their list is looked at on disk. */
  public static List<Collection> ownCollections() {
    return OwnSets.all().sets().stream().map(set -> Collection.of(set, own(set))).toList();
  }

  private static String own(OwnSet set) {
    return "Your own: %,d training and %,d test images in %,d classes, read from %s."
        .formatted(
            set.publishedSize().training(),
            set.publishedSize().test(),
            set.classNames().size(),
            set.path());
  }

  /** Whether a key is that of an own set, or of none that is known here. */
  public static boolean isOwn(String key) {
    return !isBuiltIn(key);
  }

  /** Whether a key is one of what comes with the program. */
  static boolean isBuiltIn(String key) {
    return BUILT_IN.stream().anyMatch(one -> one.key().equals(key));
  }

  /** The choice with a key, if there is one. */
  public static Optional<Collection> find(String key) {
    return BUILT_IN.stream()
        .filter(one -> one.key().equals(key))
        .findFirst()
        .or(() -> ownCollections().stream().filter(one -> one.key().equals(key)).findFirst());
  }

  /**
   * The choice with a key.
   *
   * @throws Problem naming those that there are, if none has it
   */
  public static Collection collection(String key) {
    return find(key).orElseThrow(() -> unknown(key));
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
    SourceSet set = named(name);
    return (test ? set.testPart(root, Idx.Choice.ALL) : set.trainingPart(root, Idx.Choice.ALL))
        .images();
  }

  /** Number of classes of the images that {@link #images} gives for a name. */
  public static int classes(String name) {
    return named(name).classNames().size();
  }

  private static SourceSet named(String name) {
    List<SourceSet> known =
        Stream.of(FAMILIES, PUBLIC, OwnSets.all().sets()).<SourceSet>flatMap(List::stream).toList();
    return known.stream()
        .filter(set -> letters(set.label()).equals(letters(name)) || isFolder(set, name))
        .findFirst()
        .orElseThrow(() ->
            Problem.badValue(
                "the task",
                name,
                "one of "
                    + known.stream().map(SourceSet::label).collect(Collectors.joining(", "))));
  }

  private static boolean isFolder(SourceSet set, String name) {
    return set instanceof PublicSet known && letters(known.folderName()).equals(letters(name));
  }

  private static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
  }

  /** Whether the program draws the images of a choice itself: no files are needed. */
  public static boolean isDrawn(String key) {
    return Stream.concat(Stream.of(GLYPHS), FAMILIES.stream().map(Glyphs::key))
        .anyMatch(drawn -> drawn.equals(key));
  }

  /** Whether images of a choice are read from the data folder. */
  public static boolean isPublic(String key) {
    return !isDrawn(key) && BUILT_IN.stream().anyMatch(one -> one.key().equals(key));
  }

  /** The sets that anyone can download. */
  public static List<PublicSet> publicSets() {
    return PUBLIC;
  }

  /** The public sets that are fetched where none is named: those of the fellowship. */
  public static List<PublicSet> usualSets() {
    return TASKS;
  }

  /**
   * The public sets that some keys name, each once: those of sets, of the fellowship, or {@code
   * all}.
   *
   * @return the usual ones, if there are no keys
   * @throws Problem naming a key that is not one of them
   */
  public static List<PublicSet> publicSets(List<String> keys) {
    return keys.isEmpty()
        ? usualSets()
        : keys.stream().flatMap(key -> publicSets(key).stream()).distinct().toList();
  }

  private static List<PublicSet> publicSets(String key) {
    return switch (key.toLowerCase(Locale.ROOT)) {
      case "all" -> PUBLIC;
      case FELLOWSHIP -> TASKS;
      default ->
          PUBLIC.stream()
              .filter(set -> set.key().equals(key.toLowerCase(Locale.ROOT)))
              .findFirst()
              .map(List::of)
              .orElseThrow(() ->
                  Problem.badValue(
                      "the image set to download",
                      key,
                      "one of "
                          + Stream.concat(
                                  PUBLIC.stream().map(SourceSet::key), Stream.of(FELLOWSHIP, "all"))
                              .collect(Collectors.joining(", "))));
    };
  }

  /** The status of each public set below a data root. */
  public static List<ImageSetStatus> status(Path root) {
    return PUBLIC.stream().map(set -> set.status(root)).toList();
  }

  /**
   * The sets that a run would refuse, for a file is missing or not right. Files are read only if
   * they have changed since the last look.
   */
  public static List<ImageSetStatus> unusable(List<SourceSet> sets, Path root) {
    return sets.stream().flatMap(set -> set.unusable(root).stream()).distinct().toList();
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

  /**
   * The data root among some environment variables.
   *
   * @param otherwise the root if neither the user nor a variable names one
   */
  public static Path root(@Nullable Path chosen, Map<String, String> environment, Path otherwise) {
    return chosen == null ? UserFolders.named(environment, ROOT_VARIABLE, otherwise) : chosen;
  }

  private static Problem unknown(String key) {
    return Problem.badValue(
        "images",
        key,
        "one of " + collections().stream().map(Collection::key).collect(Collectors.joining(", ")));
  }
}
