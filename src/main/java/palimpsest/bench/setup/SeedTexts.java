package palimpsest.bench.setup;

import java.util.List;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Seeds;
import palimpsest.experiment.SpecDraft;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;

/** In the form, unlike in a specification, the field of the seed takes several. */
final class SeedTexts {

  private SeedTexts() {}

  /** The error in a field of a draft, in a sentence; may be empty. */
  static String error(SpecDraft draft, Setting<?> field) {
    try {
      if (field == CommonSettings.SEED) {
        Seeds.read(label(field), draft.text(field));
      } else if (field == ScenarioSettings.JOINED_TASKS && draft.text(field).isBlank()) {
        throw new Problem("Tasks is empty: choose at least one task.");
      } else if (field == DataSettings.IMAGES && !draft.error(field).isEmpty()) {
        throw new Problem(
            ("The image set \"%s\" is not there any more: choose another, or add it again on the"
                    + " page Images.")
                .formatted(draft.text(field)));
      } else if (!draft.error(field).isEmpty()) {
        throw field.kind().problem(label(field), draft.text(field));
      }
      return "";
    } catch (Problem problem) {
      return problem.getMessage();
    }
  }

  /** The range of a field, to follow the words "must be". */
  static String range(Setting<?> field) {
    if (field == CommonSettings.SEED) {
      return Seeds.range();
    }
    return field == ScenarioSettings.JOINED_TASKS
        ? "one or more, learned in the order in which they are ticked"
        : field.kind().range();
  }

  /** The label of a field in the form. */
  static String label(Setting<?> field) {
    return field == CommonSettings.SEED ? "Seeds" : field.label();
  }

  /** The meaning of a field. */
  static String help(Setting<?> field) {
    if (field == CommonSettings.SEED) {
      return field.help() + " Several seeds make one run each.";
    }
    return field == ScenarioSettings.JOINED_TASKS
        ? "The tasks to learn, in the order of their numbers."
        : field.help();
  }

  /** A draft for each seed that a draft names. */
  static List<SpecDraft> split(SpecDraft draft) {
    return Seeds.read(draft.text(CommonSettings.SEED)).stream()
        .map(seed -> draft.with(CommonSettings.SEED, Long.toString(seed)))
        .toList();
  }

  /** The number of seeds in a draft; 0 if they cannot be read. */
  static int count(SpecDraft draft) {
    return error(draft, CommonSettings.SEED).isEmpty()
        ? Seeds.read(draft.text(CommonSettings.SEED)).size()
        : 0;
  }
}
