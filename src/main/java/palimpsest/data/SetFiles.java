package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import palimpsest.problem.Problem;

/**
 * The files of one public set below a data root: in the folder that torchvision gives it, in one of
 * the set's name in whichever spelling, or in the root if it has that name; under any of the names
 * that {@link PublicSet#file} knows.
 *
 * <p>One file may be there several times, as torchvision leaves it packed and plain. If the copies
 * hold the same, any will do; if not, it cannot be known which is meant, and none is taken.
 */
final class SetFiles {

  /** More names of a folder than this are not looked at. */
  private static final int MOST_NAMES = 10_000;

  /** Files named in a message because they are there but are not the expected ones. */
  private static final int MOST_TOLD = 8;

  private final PublicSet set;
  private final Path root;
  private final Map<PublicFile, List<Path>> copies = new LinkedHashMap<>();
  private final Set<String> others = new LinkedHashSet<>();

  /** Files that could be of any set, for they lie directly in a root without a set's name. */
  private final Set<String> strays = new LinkedHashSet<>();

  private SetFiles(PublicSet set, Path root) {
    this.set = set;
    this.root = root;
    set.files().forEach(file -> copies.put(file, new ArrayList<>()));
  }

  /** Looks for a set's files. */
  static SetFiles find(PublicSet set, Path root) {
    SetFiles found = new SetFiles(set, root);
    Set<Path> seen = new LinkedHashSet<>();
    for (Path folder : found.folders()) {
      if (seen.add(real(folder))) {
        found.look(folder);
      }
    }
    if (!seen.contains(real(root))) {
      names(root).stream()
          .filter(entry -> found.file(entry) != null && !Files.isDirectory(entry))
          .forEach(entry -> found.strays.add(name(entry)));
    }
    return found;
  }

  /** The folder of the files, or where torchvision would put them if none is there. */
  Path folder() {
    return copies.values().stream()
        .flatMap(List::stream)
        .findFirst()
        .map(Path::toAbsolutePath)
        .map(Path::getParent)
        .orElse(set.folder(root));
  }

  /**
   * The place of a file; empty if it is not there.
   *
   * @throws Problem naming its copies, if there are several and they differ
   */
  Optional<Path> of(PublicFile file) {
    List<Path> same = copies.getOrDefault(file, List.of());
    for (int i = 1; i < same.size(); i++) {
      requireSame(file, same.getFirst(), same.get(i));
    }
    return same.stream().findFirst();
  }

  /**
   * Every copy of a file, plain ones before packed ones.
   *
   * @throws Problem naming them, if there are several that can be read and differ
   */
  List<Path> copies(PublicFile file) {
    if (copies.getOrDefault(file, List.of()).stream().filter(file::isWhole).count() > 1) {
      var _ = of(file);
    }
    return List.copyOf(copies.getOrDefault(file, List.of()));
  }

  /** The usual names of files that are not there. */
  List<String> missing() {
    return copies.entrySet().stream()
        .filter(entry -> entry.getValue().isEmpty())
        .map(entry -> entry.getKey().name())
        .toList();
  }

  /** The missing files and those there instead, in whole sentences; empty if none is missing. */
  String missingText() {
    List<String> missing = missing();
    if (missing.isEmpty()) {
      return "";
    }
    return "%s is not complete: %s%s %s missing in %s.%s"
        .formatted(
            set.label(),
            String.join(", ", missing),
            set.packing(),
            missing.size() == 1 ? "is" : "are",
            folder().toAbsolutePath().normalize(),
            found());
  }

  /**
   * The contents of the place where the files were looked for, as a sentence with a blank before
   * it, or nothing.
   */
  String found() {
    return (others.isEmpty() ? "" : " Found instead: %s.".formatted(some(others)))
        + (strays.isEmpty()
            ? ""
            : " Found %s directly in %s; put them into its folder %s if they are of %s."
                .formatted(
                    some(strays),
                    root.toAbsolutePath().normalize(),
                    root.relativize(set.folder(root)),
                    set.label()))
        + set.brought(root);
  }

  private static String some(Set<String> names) {
    List<String> sorted = names.stream().sorted().toList();
    int told = Math.min(MOST_TOLD, sorted.size());
    return String.join(", ", sorted.subList(0, told))
        + (told == sorted.size() ? "" : " and %,d more".formatted(sorted.size() - told));
  }

  private static void requireSame(PublicFile file, Path one, Path other) {
    try {
      List<Path> both = List.of(one, other);
      if (Findings.of(both, "same", () -> same(file, one, other) ? 1 : 0) == 1) {
        return;
      }
    } catch (IOException e) {
      throw new Problem("%s cannot be read (%s).".formatted(other, IoErrors.of(e)), e);
    }
    throw new Problem(
        ("%s and %s hold different contents, and either could be meant. Delete the one that is not"
                + " wanted, or move it away.")
            .formatted(one, other));
  }

  private static boolean same(PublicFile file, Path one, Path other) throws IOException {
    try (InputStream left = file.open(one);
        InputStream right = file.open(other)) {
      return same(left, right);
    }
  }

  private static boolean same(InputStream left, InputStream right) throws IOException {
    byte[] buffer = new byte[1 << 16];
    byte[] beside = new byte[buffer.length];
    int read;
    do {
      read = left.readNBytes(buffer, 0, buffer.length);
      int there = right.readNBytes(beside, 0, beside.length);
      if (!Arrays.equals(buffer, 0, read, beside, 0, there)) {
        return false;
      }
    } while (read == buffer.length);
    return true;
  }

  private List<Path> folders() {
    List<Path> folders = new ArrayList<>();
    addWithInner(folders, root.resolve(set.folderName()));
    for (Path entry : names(root)) {
      if (isNamed(entry)) {
        addWithInner(folders, entry);
      }
    }
    Path whole = root.toAbsolutePath().normalize();
    Path above = whole.getParent();
    if (isNamed(whole) || (isInner(whole) && above != null && isNamed(above))) {
      addWithInner(folders, root);
    }
    return folders;
  }

  private void addWithInner(List<Path> folders, Path folder) {
    names(folder).stream().filter(this::isInner).forEach(folders::add);
    folders.add(folder);
  }

  private boolean isInner(Path folder) {
    return set.isInnerFolder(name(folder));
  }

  private boolean isNamed(Path folder) {
    return set.isNamed(name(folder));
  }

  private void look(Path folder) {
    for (Path entry : names(folder)) {
      PublicFile file = file(entry);
      if (file == null) {
        if (!Files.isDirectory(entry)) {
          others.add(name(entry));
        }
      } else if (Files.isDirectory(entry)) {
        // Some archives pack each file into a folder of its name.
        names(entry).stream()
            .filter(inner -> file.equals(file(inner)))
            .forEach(path -> add(file, path));
      } else {
        add(file, entry);
      }
    }
  }

  private void add(PublicFile file, Path path) {
    List<Path> same = copies.computeIfAbsent(file, key -> new ArrayList<>());
    // The plain one is the faster to read.
    if (name(path).toLowerCase(Locale.ROOT).endsWith(".gz")) {
      same.addLast(path);
    } else {
      same.addFirst(path);
    }
  }

  /** The file of the set that goes by a path's name, or null. */
  private @Nullable PublicFile file(Path path) {
    return set.file(name(path)).orElse(null);
  }

  /** The contents of a folder, sorted; nothing if it is none or cannot be listed. */
  private static List<Path> names(Path folder) {
    List<Path> names = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
        for (Path entry : entries) {
          if (names.size() == MOST_NAMES) {
            break;
          }
          names.add(entry);
        }
      } catch (IOException | DirectoryIteratorException e) {
        // Then its files are missing, which is said.
        return List.of();
      }
    }
    names.sort(null);
    return names;
  }

  private static String name(Path path) {
    Path name = path.getFileName();
    return name == null ? "" : name.toString();
  }

  private static Path real(Path folder) {
    try {
      return folder.toRealPath();
    } catch (IOException e) {
      return folder.toAbsolutePath().normalize();
    }
  }
}
