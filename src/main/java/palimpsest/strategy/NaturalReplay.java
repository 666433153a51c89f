package palimpsest.strategy;

import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Replay along the natural gradient of the combined batch. */
public final class NaturalReplay extends RehearsalStrategy {

  /** λ, added to the Fisher matrix before it is inverted. */
  public static final Setting<Double> DAMPING =
      Setting.of(
          "damping",
          "Damping",
          "λ, added to the Fisher matrix before it is inverted: the larger, the closer to plain SGD.",
          Kind.Real.positive(1e6).logarithmic(-6, 2),
          0.01);

  /** The strategy. */
  public NaturalReplay() {
    super(
        "natural-replay",
        "Natural replay",
        "Replay whose gradient is multiplied by the damped inverse of the combined batch's Fisher"
            + " matrix.",
        "Amari (1998), Neural Computation 10, 251–276; Chaudhry et al. (2019), arXiv 1902.10486",
        5,
        FisherSettings.REPRESENTATION,
        BufferSettings.SIZE,
        DAMPING,
        FisherSettings.KFAC_DAMPING,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.INSERT_EVERY_STEP,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    // Mixed images are cut into batches.
    return batchSize;
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(
        new ReplayedImages(
            memory, ReplayMixing.JOINED, 0, values.get(BufferSettings.INSERT_EVERY_STEP)),
        NaturalGradient.of(values, context));
  }

  @Override
  public boolean preconditions(SettingValues values) {
    return true;
  }

  @Override
  public String advice() {
    return ", or a larger damping,";
  }

  @Override
  public double cost(SettingValues values) {
    return switch (values.get(FisherSettings.REPRESENTATION)) {
      case DIAGONAL, QUASI_DIAGONAL, KFAC, EKFAC -> 5;
      case BLOCK_DIAGONAL -> 30;
      case DENSE -> 60;
    };
  }
}
