package palimpsest.data;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import palimpsest.problem.Problem;

/**
 * An image set that anyone can download: files to fetch, where they lie below a data root, and how
 * they are read.
 */
public abstract sealed class PublicSet implements SourceSet permits PublicIdx, PublicCifar {

  private final String key;
  private final String label;
  private final List<String> classNames;

  /** A set of that key, name and classes. */
  PublicSet(String key, String label, List<String> classNames) {
    this.key = key;
    this.label = label;
    this.classNames = List.copyOf(classNames);
  }

  @Override
  public final String key() {
    return key;
  }

  @Override
  public final String label() {
    return label;
  }

  @Override
  public final List<String> classNames() {
    return classNames;
  }

  @Override
  public final String toString() {
    return label;
  }

  /** The folder that it is usually given below a data root. */
  public abstract String folderName();

  /** The folder of its files below a data root. */
  public abstract Path folder(Path root);

  /** The publication to cite for it. */
  public abstract String source();

  /** The files that a run reads. */
  abstract List<? extends PublicFile> files();

  /** The one of its files that goes by a name, as people rename them. */
  abstract Optional<PublicFile> file(String name);

  /** Whether a folder with a name is one of its files' folder, within its own. */
  abstract boolean isInnerFolder(String name);

  /** The ways in which a file may be packed, to follow the list of those missing. */
  abstract String packing();

  /** Downloaded files in a data root that a fetch would make use of, in a sentence; mostly none. */
  String brought(Path root) {
    return "";
  }

  /** The files to fetch into a data root. */
  abstract List<? extends Download.Order> orders(Path root);

  /**
   * Reads images of a part.
   *
   * @param choice the choice of images to keep
   * @throws Problem if a file is not right
   */
  abstract ChosenImages read(SetFiles files, boolean training, Idx.Choice choice);

  /**
   * The number of images of a part that a run can read; 0 if a file is missing.
   *
   * @throws Problem if a run would refuse a file
   */
  abstract int check(SetFiles files, boolean training);

  /** The files of a part. */
  abstract List<? extends PublicFile> files(boolean training);

  /** Whether a folder has one of the set's names, however it is written. */
  boolean isNamed(String folder) {
    String letters = letters(folder);
    return letters(folderName()).equals(letters) || letters(label).equals(letters);
  }

  static String letters(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
  }

  /** As a sentence names some: MNIST; MNIST and Fashion-MNIST; or all three with "and". */
  public static String names(Collection<? extends SourceSet> sets) {
    List<String> names = sets.stream().map(SourceSet::label).toList();
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** The command that downloads some sets, in quotation marks. */
  public static String fetchCommand(Collection<PublicSet> sets) {
    return "\"data fetch %s\""
        .formatted(sets.stream().map(SourceSet::key).collect(Collectors.joining(" ")));
  }

  @Override
  public final TaskSize size(Path root) {
    return status(root).size();
  }

  @Override
  public final Optional<ImageSetStatus> unusable(Path root) {
    return Optional.of(status(root)).filter(status -> !status.usable());
  }

  @Override
  public final void requireThere(Path root) {
    requireFiles(root);
  }

  @Override
  public final Part trainingPart(Path root, Idx.Choice choice) {
    return part(read(requireFiles(root), true, choice));
  }

  @Override
  public final Part testPart(Path root, Idx.Choice choice) {
    return part(read(requireFiles(root), false, choice));
  }

  private Part part(ChosenImages chosen) {
    return new Part(chosen.images(), CompletableFuture.supplyAsync(() -> chosen.source(label)));
  }

  /** The state of the set: its files are read as a run reads them. */
  public final ImageSetStatus status(Path root) {
    SetFiles files = SetFiles.find(this, root);
    List<Path> read = new ArrayList<>();
    Set<String> troubles = new LinkedHashSet<>();
    int training = readable(files, true, read, troubles);
    int test = readable(files, false, read, troubles);
    return new ImageSetStatus(
        this,
        files.folder(),
        training,
        test,
        new TaskSize(training, test).equals(publishedSize()),
        read,
        files.missing(),
        files.found().strip(),
        List.copyOf(troubles));
  }

  private int readable(SetFiles files, boolean training, List<Path> read, Set<String> troubles) {
    try {
      for (PublicFile file : files(training)) {
        files.of(file).ifPresent(read::add);
      }
      return check(files, training);
    } catch (Problem problem) {
      troubles.add(problem.getMessage());
      return 0;
    }
  }

  /** Finds its files, and complains if one of them is not there. */
  private SetFiles requireFiles(Path root) {
    SetFiles files = SetFiles.find(this, root);
    String missing = files.missingText();
    if (!missing.isEmpty()) {
      throw new Problem(
          ("%s Fetch it with %s, name another data folder, or choose the image set \"%s\", which"
                  + " needs no files.")
              .formatted(missing, fetchCommand(List.of(this)), Glyphs.ALL));
    }
    return files;
  }
}
