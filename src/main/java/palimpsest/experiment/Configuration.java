package palimpsest.experiment;

import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/**
 * The values that decide what a run measures, and what it read: runs of equal configuration differ
 * in nothing but their seed. A field that the run does not read has no part in it, nor have its
 * name, its device, the shares of a batch and whether a Fisher matrix is shown.
 *
 * @param values the values of a specification, by field
 * @param data digest of what was read; empty if it was not recorded
 */
public record Configuration(Map<SpecField, Object> values, String data) {

  /** Copies the map. */
  public Configuration {
    values = Map.copyOf(values);
  }

  /** The configuration of a run. */
  public static Configuration of(TrainedRun run) {
    return new Configuration(values(run.spec()), run.data().digest());
  }

  private static Map<SpecField, Object> values(ExperimentSpec spec) {
    SpecDraft draft = SpecDraft.of(spec).with(SpecField.OBSERVE_FISHER, "false");
    Map<SpecField, Object> values = new EnumMap<>(SpecField.class);
    for (SpecField field : SpecField.values()) {
      boolean decides =
          switch (field) {
            case NAME, SEED, DEVICE, SHARES, OBSERVE_FISHER -> false;
            default -> field.isUsedBy(draft);
          };
      if (decides) {
        values.put(field, field.read(draft.text(field)));
      }
    }
    return values;
  }

  /** Tells it from other configurations, in one text. */
  public String key() {
    return new TreeMap<>(values) + " " + data;
  }
}
