package palimpsest.network;

import java.util.List;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A single linear layer: multinomial logistic regression, whose loss is convex. */
final class LinearNet implements NetworkType {

  @Override
  public String key() {
    return "linear";
  }

  @Override
  public String label() {
    return "Linear";
  }

  @Override
  public String help() {
    return "One linear layer from the pixels to the logits: multinomial logistic regression, the"
        + " case that theory knows best.";
  }

  @Override
  public String source() {
    return "Bishop (2006), Pattern Recognition and Machine Learning, section 4.3.4";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(Mlp.HEAD_BIAS, FirstWeights.SETTING);
  }

  @Override
  public Architecture architecture(SettingValues values, FeatureShape input, int outputs) {
    return Architecture.mlp(input, List.of(), outputs, values.get(Mlp.HEAD_BIAS))
        .startingFrom(values.get(FirstWeights.SETTING));
  }
}
