package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/** ER-ACE: replay whose current images compete among few classes. */
final class AsymmetricReplay extends RehearsalStrategy {

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
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(
        new ReplayedImages(memory, ReplayMixing.ADDED, values.get(BufferSettings.REPLAYED), false),
        new AsymmetricClasses(context.network().outputs()));
  }
}
