package palimpsest.bench.setup;

import java.util.List;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Seeds;
import palimpsest.experiment.SpecDraft;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;

/** In the form, unlike in a specification, the field of the seed takes several. */
final class SeedTexts {

  private SeedTexts() {}

  /** What is wrong with a field of a draft, in a sentence, or an empty text. */
  static String complaint(SpecDraft draft, Setting<?> field) {
    try {
      if (field == CommonSettings.SEED) {
        Seeds.read(label(field), draft.text(field));
      } else if (field == DataSettings.TASKS && draft.text(field).isBlank()) {
        throw new Problem("Tasks is empty: choose at least one task.");
      } else if (!draft.complaint(field).isEmpty()) {
        throw Problem.badValue(label(field), draft.text(field), field.kind().range());
      }
      return "";
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }

  /** What a field may be, to follow the words "must be". */
  static String range(Setting<?> field) {
    if (field == CommonSettings.SEED) {
      return Seeds.range();
    }
    return field == DataSettings.TASKS
        ? "one or more, learned in the order in which they are ticked"
        : field.kind().range();
  }

  /** What the form calls a field. */
  static String label(Setting<?> field) {
    return field == CommonSettings.SEED ? "Seeds" : field.label();
  }

  /** What a field means. */
  static String help(Setting<?> field) {
    if (field == CommonSettings.SEED) {
      return field.help() + " Several seeds make one run each.";
    }
    return field == DataSettings.TASKS
        ? "The tasks to learn, in the order of their numbers."
        : field.help();
  }

  /** A draft for each seed that a draft names. */
  static List<SpecDraft> split(SpecDraft draft) {
    return Seeds.read(draft.text(CommonSettings.SEED)).stream()
        .map(seed -> draft.with(CommonSettings.SEED, Long.toString(seed)))
        .toList();
  }

  /** How many seeds a draft names; 0 if it does not say. */
  static int count(SpecDraft draft) {
    return complaint(draft, CommonSettings.SEED).isEmpty()
        ? Seeds.read(draft.text(CommonSettings.SEED)).size()
        : 0;
  }
}
