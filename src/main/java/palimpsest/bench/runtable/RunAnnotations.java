package palimpsest.bench.runtable;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import palimpsest.archive.ArchivedRun;

/**
 * A user's annotations of a run.
 *
 * @param notes their notes
 * @param tags single words by which they find it again
 */
record RunAnnotations(String notes, List<String> tags) {

  /** Copies the list. */
  RunAnnotations {
    tags = List.copyOf(tags);
  }

  /** The annotations of a run. */
  static RunAnnotations of(ArchivedRun run) {
    return new RunAnnotations(run.notes(), run.tags());
  }

  /**
   * The single words of a text of tags: in any order, apart by spaces, commas or quotation marks,
   * none twice.
   */
  static List<String> tags(String text) {
    return Arrays.stream(text.split("[\\s,;\"“”„«»]+", -1))
        .map(tag -> tag.startsWith("#") ? tag.substring(1) : tag)
        .filter(tag -> !tag.isEmpty())
        .distinct()
        .toList();
  }

  /** Other notes, and the same tags. */
  RunAnnotations withNotes(String other) {
    return new RunAnnotations(other, tags);
  }

  /** The same notes, and other tags. */
  RunAnnotations withTags(List<String> other) {
    return new RunAnnotations(notes, other);
  }

  /** The same notes, and these tags besides those there are. */
  RunAnnotations tagged(List<String> more) {
    return withTags(Stream.concat(tags.stream(), more.stream()).distinct().toList());
  }

  /** The same notes, without these tags. */
  RunAnnotations untagged(List<String> less) {
    return withTags(tags.stream().filter(tag -> !less.contains(tag)).toList());
  }

  /** The same tags, and a line more of notes. */
  RunAnnotations noted(String line) {
    return withNotes(notes.isEmpty() ? line : notes + " · " + line);
  }
}
