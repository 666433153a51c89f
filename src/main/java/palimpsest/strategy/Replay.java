package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Experience replay: remembered images join the current ones. */
public final class Replay implements Strategy {

  /** The way in which current and replayed images share the loss. */
  static final Setting<ReplayMixing> MIXING =
      Setting.of(
          "mixing",
          "Mixing",
          "How current and replayed images share the loss.",
          Kind.OneOf.named(List.of(ReplayMixing.values())),
          ReplayMixing.JOINED);

  @Override
  public String key() {
    return "replay";
  }

  @Override
  public String label() {
    return "Replay";
  }

  @Override
  public String help() {
    return "Trains on current images and on remembered ones, drawn from a memory.";
  }

  @Override
  public String source() {
    return "Chaudhry et al. (2019), arXiv 1902.10486; Vitter (1985), Algorithm R";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        BufferSettings.SIZE,
        MIXING,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.INSERT_EVERY_STEP,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    return BufferSettings.mostDrawn(values, batchSize);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    // Mixed images are cut into batches.
    return values.get(MIXING) == ReplayMixing.JOINED
        ? batchSize
        : batchSize + mostReplayed(values, batchSize);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    ImageMemory memory = ImageMemory.of(values, false, context);
    return Parts.of(
            new ReplayedImages(
                memory,
                values.get(MIXING),
                values.get(BufferSettings.REPLAYED),
                values.get(BufferSettings.INSERT_EVERY_STEP)))
        .and(BufferSettings.classifier(values, memory));
  }

  @Override
  public double cost(SettingValues values) {
    return 2;
  }
}
