package palimpsest.experiment;

import java.util.List;

/**
 * Runs that are worth having ready.
 *
 * @param key the name on the command line, such as {@code first-light}
 * @param label the name in the form
 * @param help its purpose and duration, in a sentence or two
 * @param drafts the runs, in order, with values for strategies that they do not use as well:
 *     another strategy may be chosen
 */
public record Preset(String key, String label, String help, List<SpecDraft> drafts) {

  /** Copies the list of runs. */
  public Preset {
    drafts = List.copyOf(drafts);
  }

  /** The runs, in order. */
  public List<ExperimentSpec> runs() {
    return drafts.stream().map(SpecDraft::toSpec).toList();
  }
}
