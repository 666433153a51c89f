package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Orthogonal weights modification. */
final class Owm extends NamedStrategy {

  /** α. */
  static final Setting<Double> ALPHA =
      Setting.of(
          "projection-damping",
          "Damping α",
          "How strictly directions of earlier inputs are avoided: the smaller, the stricter.",
          Kind.Real.positive(1e6).logarithmic(-4, 2),
          1.0);

  Owm() {
    super(
        "owm",
        "OWM",
        "Orthogonal weights modification: the gradient of each layer keeps away from the directions"
            + " of the mean inputs of earlier batches.",
        "Zeng et al. (2019), arXiv 1810.01256",
        2,
        ALPHA);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new OrthogonalWeights(values.get(ALPHA), context));
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withInputs(1, 5);
  }
}
