package palimpsest.data.scenario;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;

/** A way of making tasks of image sets. */
public interface ScenarioType extends Component {

  /**
   * Cuts sets into tasks.
   *
   * @param values its settings
   * @param sets the image sets; all have images of one shape
   * @param random the random generator of a draw, by a number from 0; a draw depends on no other
   * @return the tasks, in their order
   * @throws palimpsest.problem.Problem if the settings do not fit the sets
   */
  ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random);

  /** The rule by which its tasks are told apart. */
  default Incremental incremental(SettingValues values) {
    return values.get(
        settings().contains(ScenarioSettings.DOMAIN_FIRST)
            ? ScenarioSettings.DOMAIN_FIRST
            : ScenarioSettings.INCREMENTAL);
  }
}
