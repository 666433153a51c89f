package palimpsest.network;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A multilayer perceptron with rectifiers. */
public final class Mlp implements NetworkType {

  /** Units of each hidden layer. */
  public static final Setting<List<Integer>> WIDTHS =
      Setting.of(
              "widths",
              "Hidden layers",
              "Units of each hidden layer, from the images to the head.",
              new Kind.Wholes(1, 10_000, false, 20, "layer widths", "100,100"),
              List.of(100, 100))
          .named(widths ->
              "layers "
                  + widths.stream().map(String::valueOf).reduce((a, b) -> a + "-" + b).orElse(""));

  /** Whether each logit has a bias. */
  public static final Setting<Boolean> HEAD_BIAS =
      Setting.of(
              "head-bias",
              "Bias of the head",
              "Gives each logit a bias of its own. Hidden units always have one.",
              new Kind.Truth(),
              true)
          .named(bias -> bias ? "head with bias" : "head without bias");

  @Override
  public String key() {
    return "mlp";
  }

  @Override
  public String label() {
    return "MLP";
  }

  @Override
  public String help() {
    return "A multilayer perceptron: fully connected hidden layers with rectifiers.";
  }

  @Override
  public String source() {
    return "Rumelhart, Hinton and Williams (1986), Nature 323, 533–536";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(WIDTHS, HEAD_BIAS, FirstWeights.SETTING);
  }

  @Override
  public Architecture architecture(SettingValues values, FeatureShape input, int outputs) {
    return Architecture.mlp(input, values.get(WIDTHS), outputs, values.get(HEAD_BIAS))
        .startingFrom(values.get(FirstWeights.SETTING));
  }
}
