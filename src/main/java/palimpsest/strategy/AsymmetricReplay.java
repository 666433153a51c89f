package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/** ER-ACE: replay whose current images compete among few classes. */
final class AsymmetricReplay extends NamedStrategy {

  AsymmetricReplay() {
    super(
        "er-ace",
        "ER-ACE",
        "Replay in which current images compete among the classes of their batch and those not shown"
            + " yet, so that they do not push earlier classes away.",
        "Caccia et al. (2022), arXiv 2104.05025",
        2,
        BufferSettings.SIZE,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    return BufferSettings.mostDrawn(values, batchSize);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    ImageMemory memory = ImageMemory.of(values, false, context);
    return Parts.of(
            new ReplayedImages(
                memory, ReplayMixing.ADDED, values.get(BufferSettings.REPLAYED), false),
            new AsymmetricClasses(context.network().outputs()))
        .and(BufferSettings.classifier(values, memory));
  }
}
