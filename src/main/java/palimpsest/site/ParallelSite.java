package palimpsest.site;

import java.util.List;
import palimpsest.experiment.Experiment;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/**
 * This machine, on which several runs train at one time, each on one thread. Small networks train
 * faster so: one run can hardly share its work among threads.
 */
public final class ParallelSite implements ExecutionSite {

  /** Runs at one time. */
  public static final Setting<Integer> RUNS =
      Setting.of(
              "runs-at-once",
              "Runs at one time",
              "The runs that train at one time, each on one thread.",
              new Kind.Whole(0, 1024),
              0)
          .zero("one for each processor");

  @Override
  public String key() {
    return "parallel";
  }

  @Override
  public String label() {
    return "Several runs at once";
  }

  @Override
  public String help() {
    return "This machine, on which several runs train at one time, each on one thread. A grid of"
        + " small networks takes less time so. The runs end with this program, keep their states"
        + " and continue when it is opened again.";
  }

  @Override
  public String source() {
    return "";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(RUNS);
  }

  @Override
  public boolean answersTo(String address) {
    return address.equals(key());
  }

  @Override
  public String name() {
    return label();
  }

  @Override
  public Cluster open(String address, SettingValues values) {
    return new Parallel(runs(values), Experiment::run);
  }

  private static int runs(SettingValues values) {
    int told = values.get(RUNS);
    return told == 0 ? Runtime.getRuntime().availableProcessors() : told;
  }
}
