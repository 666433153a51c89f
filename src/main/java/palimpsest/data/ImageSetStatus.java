package palimpsest.data;

import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The state of an image set whose files can be missing or wrong: they were read as a run reads
 * them.
 *
 * @param set the set
 * @param folder the folder of its files, or the folder they were expected in
 * @param trainingImages training images there; 0 if there are none that could be used
 * @param testImages test images there; 0 if there are none that could be used
 * @param official whether it has as many images as its authors published; fewer can be used, too
 * @param files the files that a run reads, as far as they are there
 * @param missing names of files that are not there, neither packed nor plain
 * @param found the other files found there, in a sentence; may be empty
 * @param troubles the faults of files that are there, in whole sentences
 */
public record ImageSetStatus(
    SourceSet set,
    Path folder,
    int trainingImages,
    int testImages,
    boolean official,
    List<Path> files,
    List<String> missing,
    String found,
    List<String> troubles) {

  /** Copies the lists. */
  public ImageSetStatus {
    files = List.copyOf(files);
    missing = List.copyOf(missing);
    troubles = List.copyOf(troubles);
  }

  /** The set's name. */
  public String name() {
    return set.label();
  }

  /** The images that a run can read; where files are missing, those that a download brings. */
  TaskSize size() {
    return troubles.isEmpty() && !missing.isEmpty()
        ? set.publishedSize()
        : usable() ? new TaskSize(trainingImages, testImages) : new TaskSize(0, 0);
  }

  /** Whether a run can use the set. */
  public boolean usable() {
    return missing.isEmpty() && troubles.isEmpty();
  }

  /** The state of the set in a few words, such as "60,000 training and 10,000 test images". */
  public String summary() {
    if (!troubles.isEmpty()) {
      return String.join(" ", troubles);
    }
    if (!missing.isEmpty()) {
      String words =
          files.isEmpty() && set instanceof PublicSet all && missing.size() == all.files().size()
              ? "not there"
              : "incomplete: no " + String.join(", no ", missing);
      return found.isEmpty() ? words : words + ". " + found;
    }
    String counts = "%,d training and %,d test images".formatted(trainingImages, testImages);
    return official ? counts : counts + ", not as many as were published";
  }

  /** The files that a run reads: their folder, and their names, where several are alike. */
  public String places() {
    return files.stream()
        .collect(
            Collectors.groupingBy(
                file -> file.toAbsolutePath().normalize().getParent(),
                LinkedHashMap::new,
                Collectors.mapping(
                    file -> String.valueOf(file.getFileName()), Collectors.joining(", "))))
        .entrySet()
        .stream()
        .map(entry -> "%s: %s".formatted(entry.getKey(), entry.getValue()))
        .collect(Collectors.joining("; "));
  }

  /** Whether nothing at all of the set is there. */
  private boolean isAbsent() {
    return files.isEmpty() && troubles.isEmpty() && found.isEmpty();
  }

  private String obstacle() {
    return usable() || !troubles.isEmpty()
        ? String.join(" ", troubles)
        : "%s in %s is %s%s"
            .formatted(
                name(),
                folder.toAbsolutePath().normalize(),
                summary(),
                summary().endsWith(".") ? "" : ".");
  }

  /**
   * The reasons why a run cannot use some sets, in whole sentences.
   *
   * @param where follows the names of sets of which nothing is there, such as "missing in data"
   * @return empty if nothing does
   */
  public static String obstacles(Collection<ImageSetStatus> sets, String where) {
    List<SourceSet> absent =
        sets.stream().filter(ImageSetStatus::isAbsent).map(ImageSetStatus::set).distinct().toList();
    String missing =
        absent.isEmpty()
            ? ""
            : "The images of %s are %s.".formatted(PublicSet.names(absent), where);
    return Stream.concat(
            Stream.of(missing),
            sets.stream().filter(set -> !set.isAbsent()).map(ImageSetStatus::obstacle).distinct())
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** Those of some sets that a download brings, each once. */
  public static List<PublicSet> downloads(Collection<ImageSetStatus> sets) {
    return sets.stream()
        .map(ImageSetStatus::set)
        .filter(PublicSet.class::isInstance)
        .map(PublicSet.class::cast)
        .distinct()
        .toList();
  }

  /** The same, with the data root named. */
  public static String obstacles(Collection<ImageSetStatus> sets, Path root) {
    return obstacles(sets, "missing in " + root.toAbsolutePath().normalize());
  }
}
