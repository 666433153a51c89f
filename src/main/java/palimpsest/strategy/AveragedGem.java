package palimpsest.strategy;

import palimpsest.learning.GradientRule;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A-GEM: gradients that do not oppose that of the memory. */
final class AveragedGem extends RehearsalStrategy {

  private static final Setting<Integer> REPLAYED = BufferSettings.REPLAYED.beginning(128);

  AveragedGem() {
    super(
        "a-gem",
        "A-GEM",
        "Averaged gradient episodic memory: a gradient that opposes that of remembered images loses"
            + " the part that does.",
        "Chaudhry et al. (2019), arXiv 1812.00420",
        2,
        BufferSettings.SIZE,
        REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    // None joins the batch.
    return 0;
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withVectors(0, 3);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    int drawn = BufferSettings.mostDrawn(values, values.get(REPLAYED), batchSize);
    return Math.max(batchSize, Math.min(drawn, GradientRule.CHUNK));
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(new AveragedGradient(memory, values.get(REPLAYED)));
  }
}
