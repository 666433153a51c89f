package palimpsest.bench.setup;

import java.util.ArrayList;
import java.util.List;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.learning.TaskLength;
import palimpsest.setting.Setting;

/** The order in which the form shows the settings of a specification, from the top. */
final class FormOrder {

  /** The settings against forgetting, which are changed most. */
  static final List<Setting<?>> METHOD = SpecLayout.STRATEGY.all();

  /** The settings of training: images, length and steps. */
  static final List<Setting<?>> TRAINING = training();

  /** The settings under "More". */
  static final List<Setting<?>> MORE = more();

  /** All of them. */
  static final List<Setting<?>> ALL = all();

  private FormOrder() {}

  private static List<Setting<?>> training() {
    List<Setting<?>> some =
        new ArrayList<>(
            List.of(
                DataSettings.IMAGES, DataSettings.TASKS, TaskLength.EPOCHS, TaskLength.BATCH_SIZE));
    some.addAll(SpecLayout.OPTIMIZER.all());
    some.add(CommonSettings.SEED);
    return List.copyOf(some);
  }

  private static List<Setting<?>> more() {
    List<Setting<?>> rest = new ArrayList<>(SpecLayout.ALL);
    rest.removeAll(METHOD);
    rest.removeAll(TRAINING);
    return List.copyOf(rest);
  }

  private static List<Setting<?>> all() {
    List<Setting<?>> all = new ArrayList<>(METHOD);
    all.addAll(TRAINING);
    all.addAll(MORE);
    return List.copyOf(all);
  }
}
