package palimpsest.strategy;

import java.util.List;
import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Named;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** EWC with one running sum of Fisher matrices; with K-FAC, online structured Laplace. */
final class OnlineEwc extends NamedStrategy {

  /** The ways in which the matrices of tasks become one. */
  enum Accumulation implements Named {
    SUM("sum", "Sum", "The sum decays by γ, then the new matrix is added: γ·F̄ + F."),
    AVERAGE(
        "average",
        "Moving average",
        "(1−α)·F̄ + α·F, beginning with the first task's: old tasks fade, and the penalty grows"
            + " no stronger with their number.");

    private final String key;
    private final String label;
    private final String help;

    Accumulation(String key, String label, String help) {
      this.key = key;
      this.label = label;
      this.help = help;
    }

    @Override
    public String key() {
      return key;
    }

    @Override
    public String label() {
      return label;
    }

    @Override
    public String help() {
      return help;
    }
  }

  /** The way in which the matrices of tasks become one. */
  static final Setting<Accumulation> ACCUMULATION =
      Setting.of(
              "accumulation",
              "Accumulation",
              "How the matrices of tasks become one.",
              Kind.OneOf.named(List.of(Accumulation.values())),
              Accumulation.SUM)
          .seldom();

  /** γ. */
  static final Setting<Double> DECAY =
      Setting.of(
              "decay",
              "Decay γ",
              "The factor of what the running sum holds when a task joins it; 1 forgets nothing.",
              Kind.Real.from0(1),
              1.0)
          .when(values -> values.get(ACCUMULATION) == Accumulation.SUM);

  /** α. */
  static final Setting<Double> SHARE =
      Setting.of(
              "newest-share",
              "Newest share α",
              "The share of the newest matrix in the moving average.",
              Kind.Real.from0(1),
              0.5)
          .when(values -> values.get(ACCUMULATION) == Accumulation.AVERAGE);

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
        ACCUMULATION,
        DECAY,
        SHARE,
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
            Ewc.factor(values),
            values.get(ACCUMULATION) == Accumulation.SUM
                ? (sum, newest) -> sum.scaled(values.get(DECAY)).merged(newest)
                : (average, newest) -> average.movedTowards(newest, values.get(SHARE)),
            new TaskFisher(values, context),
            context));
  }

  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    TaskFisher.requireFit(values, true);
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    // Held, measured, scaled and joined; for an average both are scaled.
    return StrategyMemory.NONE
        .withTerms(values.get(ACCUMULATION) == Accumulation.SUM ? 4 : 5)
        .withVectors(0, TaskFisher.pullVectors(values));
  }

  @Override
  public String advice() {
    return " or importance";
  }
}
