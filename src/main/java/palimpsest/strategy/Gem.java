package palimpsest.strategy;

import palimpsest.learning.GradientRule;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** GEM: gradients that oppose none of the earlier tasks'. */
final class Gem extends RehearsalStrategy {

  /** γ. */
  static final Setting<Double> MARGIN =
      Setting.of(
          "margin",
          "Margin γ",
          "The least factor of the gradient of each earlier task that is added.",
          Kind.Real.from0(100),
          0.5);

  private static final Setting<MemoryPolicy> POLICY =
      BufferSettings.POLICY.beginning(MemoryPolicy.QUOTA);

  Gem() {
    super(
        "gem",
        "GEM",
        "Gradient episodic memory: a gradient that conflicts with that of an earlier task's"
            + " remembered images is projected until it conflicts with none.",
        "Lopez-Paz and Ranzato (2017), arXiv 1706.08840",
        4,
        BufferSettings.SIZE,
        MARGIN,
        POLICY,
        BufferSettings.CLASSIFIER);
  }

  @Override
  MemoryPolicy policy(SettingValues values) {
    return values.get(POLICY);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    // None joins the batch.
    return 0;
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    // The gradient of each earlier task.
    return StrategyMemory.NONE.withVectors(0, tasks + 1.0);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    return Math.max(batchSize, Math.min(values.get(BufferSettings.SIZE), GradientRule.CHUNK));
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(new EpisodicGradients(memory, context.classes(), values.get(MARGIN)));
  }
}
