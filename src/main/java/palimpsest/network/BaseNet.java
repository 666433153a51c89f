package palimpsest.network;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** The notebook's network: two convolutions with pooling and one hidden layer. */
public final class BaseNet implements NetworkType {

  /** Channels of both convolutions. */
  public static final Setting<Integer> CHANNELS =
      Setting.of(
              "channels",
              "Channels",
              "Channels of both convolutions. The notebook's network has 5.",
              new Kind.Whole(1, 512),
              5)
          .named(channels -> channels == 1 ? "1 channel" : channels + " channels");

  /** Units of the hidden layer. */
  public static final Setting<Integer> HIDDEN_UNITS =
      Setting.of(
              "hidden-units",
              "Hidden units",
              "Units of the hidden linear layer. The notebook's network has 20.",
              new Kind.Whole(1, 10_000),
              20)
          .named(units -> units == 1 ? "1 hidden unit" : units + " hidden units");

  @Override
  public String key() {
    return "base-net";
  }

  @Override
  public String label() {
    return "BaseNet";
  }

  @Override
  public String help() {
    return "Two 5 × 5 convolutions with max pooling, one hidden layer, and a head without bias: the"
        + " notebook's network.";
  }

  @Override
  public String source() {
    return "The reference notebook";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CHANNELS, HIDDEN_UNITS, FirstWeights.SETTING);
  }

  @Override
  public Architecture architecture(SettingValues values, FeatureShape input, int outputs) {
    return Architecture.baseNet(input, values.get(CHANNELS), values.get(HIDDEN_UNITS), outputs)
        .startingFrom(values.get(FirstWeights.SETTING));
  }
}
