package palimpsest.bench.setup;

import java.util.List;
import palimpsest.experiment.Seeds;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.problem.Problem;

/** In the form, unlike in a specification, the field of the seed takes several. */
final class SeedTexts {

  private SeedTexts() {}

  /** What is wrong with a field of a draft, in a sentence, or an empty text. */
  static String complaint(SpecDraft draft, SpecField field) {
    try {
      if (field == SpecField.SEED) {
        Seeds.read(label(field), draft.text(field));
      } else if (field == SpecField.TASKS && draft.text(field).isBlank()) {
        throw new Problem("Tasks is empty: choose at least one task.");
      } else if (!draft.complaint(field).isEmpty()) {
        throw Problem.badValue(label(field), draft.text(field), field.range());
      }
      return "";
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }

  /** What a field may be, to follow the words "must be". */
  static String range(SpecField field) {
    return switch (field) {
      case SEED -> Seeds.range();
      case TASKS -> "one or more, learned in the order in which they are ticked";
      default -> field.range();
    };
  }

  /** What the form calls a field. */
  static String label(SpecField field) {
    return field == SpecField.SEED ? "Seeds" : field.label();
  }

  /** What a field means. */
  static String help(SpecField field) {
    return switch (field) {
      case SEED -> field.help() + " Several seeds make one run each.";
      case TASKS -> "The tasks to learn, in the order of their numbers.";
      default -> field.help();
    };
  }

  /** A draft for each seed that a draft names. */
  static List<SpecDraft> split(SpecDraft draft) {
    return Seeds.read(draft.text(SpecField.SEED)).stream()
        .map(seed -> draft.with(SpecField.SEED, Long.toString(seed)))
        .toList();
  }

  /** How many seeds a draft names; 0 if it does not say. */
  static int count(SpecDraft draft) {
    return complaint(draft, SpecField.SEED).isEmpty()
        ? Seeds.read(draft.text(SpecField.SEED)).size()
        : 0;
  }
}
