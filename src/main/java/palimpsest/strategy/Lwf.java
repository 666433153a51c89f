package palimpsest.strategy;

import palimpsest.data.scenario.Incremental;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Learning without forgetting. */
final class Lwf extends NamedStrategy {

  /** α. */
  static final Setting<Double> WEIGHT =
      Setting.of(
          "distillation-weight",
          "Distillation weight α",
          "The factor of the distillation loss.",
          Kind.Real.from0(1e4).logarithmic(-2, 2),
          1.0);

  /** T. */
  static final Setting<Double> TEMPERATURE =
      Setting.of(
          "temperature",
          "Temperature T",
          "Divides logits before the softmax of the distillation loss.",
          Kind.Real.positive(1e3),
          2.0);

  Lwf() {
    super(
        "lwf",
        "LwF",
        "Learning without forgetting: on current images, the outputs for earlier classes are held"
            + " to those of the network that the last task left.",
        "Li and Hoiem (2016), arXiv 1606.09282; Hinton et al. (2015), arXiv 1503.02531",
        1.4,
        WEIGHT,
        TEMPERATURE);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new Distillation(values.get(WEIGHT), values.get(TEMPERATURE), context));
  }

  /** Refuses tasks that share their classes: those of earlier tasks would be the current ones. */
  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    if (rule == Incremental.DOMAIN) {
      throw new Problem(
          "LwF holds the outputs of earlier classes while new ones are learned, but in a"
              + " domain-incremental scenario all tasks have the same classes: choose a class- or"
              + " task-incremental one, or another strategy.");
    }
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withVectors(1, 1);
  }
}
