package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Gradient projection memory. */
final class Gpm extends NamedStrategy {

  /** ε. */
  static final Setting<Double> ENERGY =
      Setting.of(
          "energy",
          "Energy ε",
          "The share of the inputs' squared norm that the kept directions hold: the larger, the"
              + " more directions of earlier tasks are left alone.",
          Kind.Real.from0(1),
          0.97);

  /** Whether the last layer is projected, too. */
  static final Setting<Boolean> HEAD =
      Setting.of(
              "project-head",
              "Project the head",
              "Projects the gradient of the last layer, too.",
              new Kind.Truth(),
              true)
          .seldom();

  Gpm() {
    super(
        "gpm",
        "GPM",
        "Gradient projection memory: the gradient of each layer is projected off the leading"
            + " directions of the inputs of earlier tasks.",
        "Saha et al. (2021), arXiv 2103.09762",
        2,
        ENERGY,
        HEAD);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new GradientProjection(values.get(ENERGY), values.get(HEAD), context));
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withInputs(1, 19);
  }
}
