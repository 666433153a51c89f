package palimpsest.bench.setup;

import java.util.List;
import java.util.function.Predicate;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;

/** Drafts without the faults that do not matter for what they are asked. */
final class Mended {

  /** What says which images a run needs. */
  static final List<SpecField> IMAGE_FIELDS = List.of(SpecField.IMAGES, SpecField.TASKS);

  private Mended() {}

  /** A field that the strategy does not use must not keep the run from starting. */
  static SpecDraft toRun(SpecDraft draft) {
    return mend(draft, field -> !field.isUsedBy(draft));
  }

  /** Nothing but what says which images a run needs must keep them from being looked for. */
  static SpecDraft toFindImages(SpecDraft draft) {
    return mend(draft, field -> !IMAGE_FIELDS.contains(field));
  }

  /** What is wrong in some fields becomes what it is at first. */
  private static SpecDraft mend(SpecDraft draft, Predicate<SpecField> fields) {
    SpecDraft mended = draft;
    for (SpecField field : SpecField.values()) {
      if (fields.test(field) && !draft.complaint(field).isEmpty()) {
        mended = mended.with(field, field.initial());
      }
    }
    return mended;
  }
}
