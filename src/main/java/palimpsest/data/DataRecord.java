package palimpsest.data;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The images that a run read: two runs saw the same data if the digests of their records are equal,
 * wherever the files lie and whether they are packed or not.
 *
 * @param sources the images read, in the order of learning; empty if not recorded, as in version
 *     0.1.0
 * @param tasks the numbers of images that each task uses, in the order of learning; empty if not
 *     recorded
 * @param classes the number of classes of each task, in the order of learning; empty if not
 *     recorded
 */
public record DataRecord(List<ImageSource> sources, List<TaskSize> tasks, List<Integer> classes) {

  /** The record of a run whose data was not recorded. */
  public static final DataRecord NOT_RECORDED = new DataRecord(List.of());

  private static final int SHORT = 8;

  /** Copies the lists. */
  public DataRecord {
    sources = List.copyOf(sources);
    tasks = List.copyOf(tasks);
    classes = List.copyOf(classes);
  }

  /** A record that does not say how many images and classes each task has. */
  public DataRecord(List<ImageSource> sources) {
    this(sources, List.of(), List.of());
  }

  /** Whether it says anything. */
  public boolean isRecorded() {
    return !sources.isEmpty();
  }

  /** SHA-256 over task, part and digest of every source; empty if nothing was recorded. */
  public String digest() {
    return isRecorded()
        ? Sha256.of(
            sources.stream()
                .map(source -> "%s %s %s".formatted(source.task(), source.part(), source.sha256()))
                .collect(Collectors.joining("\n"))
                .getBytes(StandardCharsets.UTF_8))
        : "";
  }

  /** The short form of the digest in labels: its first digits of the digest. */
  public String label() {
    return isRecorded() ? "data " + digest().substring(0, SHORT) : "data not recorded";
  }

  /** A line for each source: task, part, count, digest and files. */
  public List<String> lines() {
    return isRecorded() ? sources.stream().map(DataRecord::line).toList() : List.of("not recorded");
  }

  private static String line(ImageSource source) {
    return String.format(
        Locale.ROOT,
        "%s, %s: %,d images, SHA-256 %s, %s",
        source.task(),
        source.part(),
        source.images(),
        source.sha256(),
        source.files().isEmpty() ? "drawn by the program" : String.join(" and ", source.files()));
  }
}
