package palimpsest.archive;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import palimpsest.problem.Problem;
import palimpsest.text.VisibleText;

/** The rules for notes and tags, which flow into tables, files and terminals. */
public final class Annotation {

  private static final int MOST_NOTES = 20_000;
  private static final int MOST_TAG = 80;
  private static final int MOST_TAGS = 100;

  private Annotation() {}

  /**
   * Checks what people write about a run.
   *
   * @throws Problem naming what cannot be stored and why
   */
  public static void check(String notes, List<String> tags) {
    int length = notes.codePointCount(0, notes.length());
    if (length > MOST_NOTES) {
      throw new Problem(
          String.format(
              Locale.ROOT,
              "The notes have %,d characters, but at most %,d can be kept.",
              length,
              MOST_NOTES));
    }
    VisibleText.faultInLines(notes)
        .ifPresent(fault -> {
          throw refused("The notes", fault);
        });
    if (tags.size() > MOST_TAGS) {
      throw new Problem(
          "There are %d tags, but a run may have %d at most.".formatted(tags.size(), MOST_TAGS));
    }
    for (String tag : tags) {
      if (tag.isBlank() || tag.codePointCount(0, tag.length()) > MOST_TAG) {
        throw Problem.badValue("tag", tag, "a word of 1 to %d characters".formatted(MOST_TAG));
      }
      Optional<String> fault = VisibleText.fault(tag);
      if (fault.isPresent()) {
        throw refused("The tag \"%s\"".formatted(VisibleText.clipped(tag, MOST_TAG)), fault.get());
      }
    }
  }

  private static Problem refused(String what, String fault) {
    return new Problem(
        "%s cannot be kept: a control character, or one that hides or reorders text, is in it (%s)."
            .formatted(what, fault));
  }
}
