package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** DER++: DER, and replay of labels from a second draw. */
final class DarkExperienceReplayPlus extends RehearsalStrategy {

  /** β. */
  static final Setting<Double> LABEL_WEIGHT =
      Setting.of(
          "label-weight",
          "Label weight β",
          "The factor of the mean cross-entropy over a second draw of remembered images.",
          Kind.Real.from0(1e4).logarithmic(-2, 2),
          0.5);

  DarkExperienceReplayPlus() {
    super(
        "der++",
        "DER++",
        "DER, and the cross-entropy over a second draw of remembered images.",
        DarkExperienceReplay.SOURCE,
        3,
        BufferSettings.SIZE,
        DarkExperienceReplay.LOGIT_WEIGHT,
        LABEL_WEIGHT,
        BufferSettings.REPLAYED,
        BufferSettings.POLICY,
        BufferSettings.DRAW,
        BufferSettings.CLASSIFIER);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    return 2 * super.mostReplayed(values, batchSize);
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
            values.get(DarkExperienceReplay.LOGIT_WEIGHT),
            values.get(LABEL_WEIGHT)));
  }
}
