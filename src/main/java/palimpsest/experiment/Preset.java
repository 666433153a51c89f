package palimpsest.experiment;

import java.util.List;

/**
 * Runs that are worth having ready.
 *
 * @param key the name on the command line, such as {@code first-light}
 * @param label the name in the form
 * @param help what it shows and how long it takes, in a sentence or two
 * @param runs the runs, in order
 */
public record Preset(String key, String label, String help, List<ExperimentSpec> runs) {

  /** Copies the list of runs. */
  public Preset {
    runs = List.copyOf(runs);
  }
}
