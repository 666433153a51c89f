package palimpsest.strategy;

import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.KfacDamping;
import palimpsest.fisher.Representation;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Online curvature-aware replay. */
final class Ocar extends RehearsalStrategy {

  /** α. */
  static final Setting<Double> SHARE =
      Setting.of(
          "average-share",
          "Average α",
          "The share of a batch's K-FAC matrix in the moving average.",
          Kind.Real.from0(1),
          0.1);

  private static final Setting<Double> DAMPING = NaturalReplay.DAMPING.beginning(0.05);

  /** Its matrix is K-FAC, whatever representation others have. */
  private static final Setting<KfacDamping> FORM = FisherSettings.KFAC_DAMPING.when(_ -> true);

  /** δ. */
  static final Setting<Double> RISE =
      Setting.of(
          "damping-rise",
          "Damping rise δ",
          "Added to the damping at each step.",
          Kind.Real.from0(1e3),
          0.001);

  /** Steps with each batch. */
  static final Setting<Integer> PASSES =
      Setting.of(
          "passes",
          "Passes",
          "Steps that are made with each batch; they share the matrix measured before the first.",
          new Kind.Whole(1, 1000),
          1);

  /** The weight of replayed images. */
  static final Setting<Double> REPLAYED_WEIGHT =
      Setting.of(
              "replayed-weight",
              "Replayed weight",
              "Weight of a replayed image in the matrix, where a current one has 1; 0 for the"
                  + " classes seen over the classes of the task.",
              Kind.Real.from0(1e4),
              0.0)
          .seldom()
          .named(weight ->
              weight == 0 ? "replayed weight by classes" : "replayed weight %.3g".formatted(weight))
          .zero("by classes");

  Ocar() {
    super(
        "ocar",
        "OCAR",
        "Online curvature-aware replay: natural replay along a moving average of K-FAC matrices,"
            + " with a damping that rises with every step.",
        "Urettini and Carta (2025), arXiv 2502.01866",
        5,
        BufferSettings.SIZE,
        DAMPING,
        SHARE,
        RISE,
        FORM,
        PASSES,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.CLASSIFIER,
        REPLAYED_WEIGHT);
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(
        new ReplayedImages(
            memory, ReplayMixing.TOGETHER, values.get(BufferSettings.REPLAYED), false),
        new OnlineCurvature(
            new OnlineCurvature.Options(
                values.get(SHARE),
                values.get(DAMPING),
                values.get(FORM),
                values.get(RISE),
                values.get(PASSES),
                values.get(REPLAYED_WEIGHT)),
            context));
  }

  @Override
  public Representation batchRepresentation(SettingValues values) {
    return Representation.KFAC;
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    // The moving average, as it was and as it becomes.
    return StrategyMemory.NONE.withBatchMatrices(1, 1);
  }

  @Override
  public boolean preconditions(SettingValues values) {
    return true;
  }

  @Override
  public String advice() {
    return ", or a larger damping,";
  }
}
