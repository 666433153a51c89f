package palimpsest.experiment;

import java.util.Map;
import palimpsest.setting.SettingValues;

/**
 * The values that decide what a run measures, and what it read: runs of equal configuration differ
 * in nothing but their seed. A setting that the run does not read has no part in it, nor have its
 * name, its device, the shares of a batch and whether a Fisher matrix is shown.
 *
 * @param values the decisive values
 * @param unknown words that this version does not know
 * @param data digest of what was read; empty if it was not recorded
 */
public record Configuration(SettingValues values, Map<String, Object> unknown, String data) {

  /** The configuration of a run. */
  public static Configuration of(TrainedRun run) {
    SettingValues values = run.spec().values();
    return new Configuration(
        values.only(SpecLayout.decisive(values)), run.spec().unknown(), run.data().digest());
  }

  /** Tells it from other configurations, in one text. */
  public String key() {
    return values + " " + unknown + " " + data;
  }
}
