package palimpsest.strategy;

import java.util.List;
import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Elastic weight consolidation, with a term for each earlier task. */
public final class Ewc implements Strategy {

  /** Factor before the penalty. */
  public static final Setting<Double> IMPORTANCE =
      Setting.of(
          "importance",
          "Importance",
          "The factor before the penalty: the larger, the less the weights of earlier tasks move.",
          Kind.Real.from0(1e15).logarithmic(-2, 6),
          10.0);

  /** Whether the penalty has the factor ½ of a quadratic approximation. */
  static final Setting<Boolean> HALF =
      Setting.of(
              "half",
              "With ½",
              "Halves the penalty, as the quadratic approximation of a log-likelihood has it;"
                  + " without it, as in the notebook, the same importance holds twice as hard.",
              new Kind.Truth(),
              false)
          .seldom()
          .named(half -> half ? "with ½" : "without ½");

  /** The factor before the penalty. */
  static double factor(SettingValues values) {
    return values.get(IMPORTANCE) * (values.get(HALF) ? 0.5 : 1);
  }

  @Override
  public String key() {
    return "ewc";
  }

  @Override
  public String label() {
    return "EWC";
  }

  @Override
  public String help() {
    return "Elastic weight consolidation: a quadratic penalty, shaped by the Fisher matrix of each"
        + " earlier task, holds the weights that the task needs.";
  }

  @Override
  public String source() {
    return "Kirkpatrick et al. (2017), arXiv 1612.00796";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        FisherSettings.REPRESENTATION,
        IMPORTANCE,
        FisherSettings.ESTIMATOR,
        FisherSettings.SAMPLES,
        FisherSettings.BATCH,
        FisherSettings.IMAGES,
        HALF);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new EwcPenalty(factor(values), values, context));
  }

  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    TaskFisher.requireFit(values, false);
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE
        .withTerms(tasks - 1.0)
        .withVectors(0, (tasks - 1.0) * TaskFisher.pullVectors(values));
  }

  @Override
  public String advice() {
    return " or importance";
  }

  @Override
  public double cost(SettingValues values) {
    return switch (values.get(FisherSettings.REPRESENTATION)) {
      case DIAGONAL, QUASI_DIAGONAL, KFAC, EKFAC -> 1.5;
      case BLOCK_DIAGONAL -> 2;
      case DENSE -> 4;
    };
  }
}
