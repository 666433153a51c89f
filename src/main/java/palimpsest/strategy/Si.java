package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Synaptic intelligence. */
final class Si extends NamedStrategy {

  private static final Setting<Double> STRENGTH = Ewc.IMPORTANCE.beginning(1.0);

  /** ξ. */
  static final Setting<Double> DAMPING =
      Setting.of(
          "si-damping",
          "Damping ξ",
          "Added to the squared change of each weight before dividing by it.",
          Kind.Real.positive(1e6).logarithmic(-4, 1),
          0.1);

  /** Whether negative importances become 0. */
  static final Setting<Boolean> CUT =
      Setting.of(
              "cut-negative",
              "Cut at 0",
              "Sets negative importances to 0, as the authors' code does.",
              new Kind.Truth(),
              false)
          .seldom();

  Si() {
    super(
        "si",
        "SI",
        "Synaptic intelligence: each weight is held in proportion to how much its changes lowered"
            + " the loss.",
        "Zenke et al. (2017), arXiv 1703.04200",
        1.2,
        STRENGTH,
        DAMPING,
        CUT);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(
        new SynapticIntelligence(
            values.get(STRENGTH), values.get(DAMPING), values.get(CUT), context));
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withVectors(4, 4);
  }

  @Override
  public String advice() {
    return " or importance";
  }
}
