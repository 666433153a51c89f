package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Experience replay: remembered images join the current ones. */
public final class Replay extends RehearsalStrategy {

  /** The way in which current and replayed images share the loss. */
  static final Setting<ReplayMixing> MIXING =
      Setting.of(
          "mixing",
          "Mixing",
          "How current and replayed images share the loss.",
          Kind.OneOf.named(List.of(ReplayMixing.values())),
          ReplayMixing.JOINED);

  /** The strategy. */
  public Replay() {
    super(
        "replay",
        "Replay",
        "Trains on current images and on remembered ones, drawn from a memory.",
        "Chaudhry et al. (2019), arXiv 1902.10486; Vitter (1985), Algorithm R",
        2,
        BufferSettings.SIZE,
        MIXING,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.INSERT_EVERY_STEP,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    // Mixed images are cut into batches.
    return values.get(MIXING) == ReplayMixing.JOINED
        ? batchSize
        : batchSize + mostReplayed(values, batchSize);
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(
        new ReplayedImages(
            memory,
            values.get(MIXING),
            values.get(BufferSettings.REPLAYED),
            values.get(BufferSettings.INSERT_EVERY_STEP)));
  }
}
