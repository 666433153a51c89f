package palimpsest.data.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import palimpsest.data.TaskSize;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.reader.ReadSet;
import palimpsest.data.reader.SetReader;
import palimpsest.data.reader.SetReaders;
import palimpsest.file.AtomicFile;
import palimpsest.input.NetworkFolder;
import palimpsest.machine.UserFolders;
import palimpsest.problem.Problem;
import tools.jackson.databind.JsonNode;

/**
 * The user's own image sets, remembered by name in a file of the user's data folder. The file is
 * read again whenever it has changed, by whichever process.
 */
public final class OwnSets {

  /** The names allowed, to follow "must be". */
  private static final String NAMES =
      "1 to 40 small letters, digits, hyphens, points or underscores, beginning with a letter";

  /** Letters of a proposed name, which may get a number. */
  private static final int LONG = 34;

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9._-]{0,39}");

  /**
   * The sets that are remembered.
   *
   * @param sets those that can be read from the list, in its order
   * @param troubles the faults of the list, in sentences
   */
  public record Listing(List<OwnSet> sets, List<String> troubles) {

    /** Copies the lists. */
    public Listing {
      sets = List.copyOf(sets);
      troubles = List.copyOf(troubles);
    }

    private static final Listing NONE = new Listing(List.of(), List.of());
  }

  /**
   * A set that was added.
   *
   * @param set its entry in the list
   * @param images the images read
   */
  public record Added(OwnSet set, ReadSet images) {}

  private record Known(List<Object> stamp, Listing listing) {}

  private static volatile Known known = new Known(List.of(), Listing.NONE);

  private OwnSets() {}

  /** The file of the list. */
  public static Path file() {
    return UserFolders.lists().resolve("own-image-sets.json");
  }

  /** The sets that are remembered now. Nothing in the file keeps this from answering. */
  public static Listing all() {
    try {
      Path file = file();
      BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
      List<Object> stamp =
          List.of(
              file,
              attributes.size(),
              attributes.lastModifiedTime(),
              String.valueOf(attributes.fileKey()));
      Known before = known;
      if (before.stamp().equals(stamp)) {
        return before.listing();
      }
      Listing listing = OwnSetsJson.listing(OwnSetsJson.read(file), file);
      known = new Known(stamp, listing);
      return listing;
    } catch (NoSuchFileException e) {
      return Listing.NONE;
    } catch (IOException e) {
      return new Listing(
          List.of(),
          List.of(
              "The list of own image sets cannot be read: %s.".formatted(AtomicFile.reason(e))));
    } catch (Problem problem) {
      return new Listing(List.of(), List.of(problem.getMessage()));
    }
  }

  /** The set with a name. */
  public static Optional<OwnSet> named(String name) {
    return all().sets().stream().filter(set -> set.key().equals(name)).findFirst();
  }

  /** Whether a set may have a name. */
  static boolean isName(String name) {
    return NAME.matcher(name).matches() && !Catalogue.isBuiltIn(name);
  }

  /**
   * Reads an image set and remembers it, in place of one of the same name.
   *
   * @param reader key of the reader; empty for the one that recognises the path
   * @throws Problem if the name or the images are not right, or the list cannot be written
   */
  public static Added add(String name, Path path, String reader, ReadOptions options) {
    Added read = read(name, path, reader, options);
    remember(read.set());
    return read;
  }

  /**
   * Reads an image set without remembering it.
   *
   * @param reader key of the reader; empty for the one that recognises the path
   * @throws Problem if the name or the images are not right
   */
  public static Added read(String name, Path path, String reader, ReadOptions options) {
    if (Catalogue.isBuiltIn(name)) {
      throw Problem.badValue("name", name, "another one than that of a built-in image set");
    }
    if (!isName(name)) {
      throw Problem.badValue("name", name, NAMES);
    }
    Path absolute = path.toAbsolutePath().normalize();
    if (NetworkFolder.holds(absolute)) {
      throw new Problem(
          "%s is on the network; give its drive a letter, or copy it here.".formatted(absolute));
    }
    SetReader chosen =
        reader.isEmpty()
            ? SetReaders.of(absolute)
            : SetReaders.named(reader)
                .orElseThrow(() ->
                    Problem.badValue(
                        "format",
                        reader,
                        "one of "
                            + String.join(
                                ", ", SetReaders.ALL.stream().map(SetReader::key).toList())));
    String stamp = FileStamp.of(absolute);
    ReadSet read = SetReaders.read(name, chosen, absolute, options);
    OwnSet set =
        new OwnSet(
            name,
            absolute,
            chosen.key(),
            options,
            read.training().channels(),
            read.training().height(),
            read.training().width(),
            read.classNames(),
            new TaskSize(read.training().size(), read.test().size()),
            new OwnSet.Digests(read.training().sha256(), read.test().sha256()),
            read.split(),
            stamp);
    return new Added(set, read);
  }

  /**
   * Remembers an image set as it was read, in place of one of the same name.
   *
   * @throws Problem if the list cannot be written
   */
  public static void remember(OwnSet set) {
    change(entries -> {
      List<JsonNode> others = OwnSetsJson.without(entries, set.key());
      others.add(OwnSetsJson.entry(set));
      return others;
    });
  }

  /** The name of the set that is read from a file or folder, or else a proposed one. */
  public static String nameFor(Path path) {
    Path absolute = path.toAbsolutePath().normalize();
    return all().sets().stream()
        .filter(set -> set.path().equals(absolute))
        .map(OwnSet::key)
        .findFirst()
        .orElseGet(() -> proposedName(absolute));
  }

  /** A name for the set in a file or folder, made from the path; one that is not taken. */
  public static String proposedName(Path path) {
    String file = String.valueOf(path.getFileName());
    int ending = Files.isDirectory(path) ? -1 : file.lastIndexOf('.');
    String letters =
        Normalizer.normalize(ending > 0 ? file.substring(0, ending) : file, Normalizer.Form.NFD)
            .toLowerCase(Locale.ROOT)
            .replaceAll("\\p{M}", "")
            .replaceAll("[^a-z0-9._]+", "-")
            .replaceAll("^[^a-z]+|[-.]+$", "");
    String base =
        letters.isEmpty() ? "images" : letters.substring(0, Math.min(LONG, letters.length()));
    String name = base;
    for (int number = 2; !isName(name) || named(name).isPresent(); number++) {
      name = base + "-" + number;
    }
    return name;
  }

  /**
   * Forgets an image set; its files stay.
   *
   * @throws Problem if there is none of that name, or the list cannot be written
   */
  public static void remove(String name) {
    change(entries -> {
      List<JsonNode> others = OwnSetsJson.without(entries, name);
      if (others.size() == entries.size()) {
        throw new Problem(
            "There is no own image set \"%s\".%s"
                .formatted(
                    name,
                    all().sets().isEmpty()
                        ? ""
                        : " There are "
                            + String.join(", ", all().sets().stream().map(OwnSet::key).toList())
                            + "."));
      }
      return others;
    });
  }

  /** Changes the list while no other process does. */
  private static synchronized void change(UnaryOperator<List<JsonNode>> changing) {
    Path file = file();
    Path lock = file.resolveSibling("." + file.getFileName() + ".lock");
    try {
      Files.createDirectories(UserFolders.lists());
      try (FileChannel channel =
              FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
          FileLock _ = channel.lock()) {
        List<JsonNode> entries = Files.exists(file) ? OwnSetsJson.read(file) : new ArrayList<>();
        List<JsonNode> changed = changing.apply(entries);
        AtomicFile.write(file, out -> out.write(OwnSetsJson.write(changed)));
      }
    } catch (IOException e) {
      throw new Problem("%s cannot be written: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
  }
}
