package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** DER: remembered images keep the logits that they had. */
final class DarkExperienceReplay extends RehearsalStrategy {

  static final String SOURCE = "Buzzega et al. (2020), arXiv 2004.07211";

  /** α. */
  static final Setting<Double> LOGIT_WEIGHT =
      Setting.of(
          "logit-weight",
          "Logit weight α",
          "Factor of the mean squared difference between current and stored logits of remembered"
              + " images.",
          Kind.Real.from0(1e4).logarithmic(-2, 2),
          0.5);

  DarkExperienceReplay() {
    super(
        "der",
        "DER",
        "Dark experience replay: remembered images are held to the logits that they had when they"
            + " were remembered.",
        SOURCE,
        2,
        BufferSettings.SIZE,
        LOGIT_WEIGHT,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.CLASSIFIER);
  }

  @Override
  boolean keepsLogits() {
    return true;
  }

  @Override
  Parts parts(SettingValues values, RememberedImages memory, StrategyContext context) {
    return Parts.of(
        new DarkReplay(
            context.network().workspace(),
            memory,
            values.get(BufferSettings.REPLAYED),
            values.get(LOGIT_WEIGHT),
            0));
  }
}
