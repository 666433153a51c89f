package palimpsest.strategy;

import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Natural continual learning. */
final class Ncl extends NamedStrategy {

  private static final Setting<Double> DAMPING = NaturalReplay.DAMPING.beginning(0.05);

  /** The factor of θ−θ*. */
  static final Setting<Double> PULL =
      Setting.of(
          "pull",
          "Pull",
          "Strength of the pull back to the weights at the end of the last task.",
          Kind.Real.from0(1e4),
          0.1);

  Ncl() {
    super(
        "ncl",
        "NCL",
        "Natural continual learning: steps follow the gradient multiplied by the damped inverse of"
            + " the earlier tasks' Fisher matrices.",
        "Kao et al. (2021), arXiv 2106.08085",
        2,
        FisherSettings.REPRESENTATION,
        DAMPING,
        PULL,
        FisherSettings.KFAC_DAMPING,
        FisherSettings.ESTIMATOR,
        FisherSettings.SAMPLES,
        FisherSettings.BATCH,
        FisherSettings.IMAGES);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(
        new NaturalContinual(
            new TaskFisher(values, context),
            values.get(DAMPING),
            values.get(FisherSettings.KFAC_DAMPING),
            values.get(PULL),
            context));
  }

  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    TaskFisher.requireFit(values, true);
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withTerms(4);
  }

  @Override
  public String advice() {
    return ", or a larger damping,";
  }
}
