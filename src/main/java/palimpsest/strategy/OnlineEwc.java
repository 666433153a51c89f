package palimpsest.strategy;

import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** EWC with one running sum of Fisher matrices; with K-FAC, online structured Laplace. */
final class OnlineEwc extends NamedStrategy {

  /** γ. */
  static final Setting<Double> DECAY =
      Setting.of(
          "decay",
          "Decay γ",
          "The factor of what the running sum holds when a task joins it; 1 forgets nothing.",
          Kind.Real.from0(1),
          1.0);

  OnlineEwc() {
    super(
        "online-ewc",
        "Online EWC",
        "EWC with one running sum of Fisher matrices, around the latest weights: it takes as much"
            + " memory for ten tasks as for two. With K-FAC: online structured Laplace.",
        "Schwarz et al. (2018), arXiv 1805.06370; Huszár (2018), arXiv 1712.03847; Ritter et al."
            + " (2018), arXiv 1805.07810",
        1.5,
        FisherSettings.REPRESENTATION,
        Ewc.IMPORTANCE,
        DECAY,
        FisherSettings.ESTIMATOR,
        FisherSettings.SAMPLES,
        FisherSettings.BATCH,
        FisherSettings.IMAGES,
        Ewc.HALF);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(
        new OnlineEwcPenalty(
            Ewc.factor(values), values.get(DECAY), new TaskFisher(values, context), context));
  }

  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    TaskFisher.requireFit(values, true);
  }

  @Override
  public StrategyMemory memory(int tasks) {
    return StrategyMemory.NONE.withTerms(3);
  }

  @Override
  public String advice() {
    return " or importance";
  }
}
