package palimpsest.network;

import java.util.ArrayList;
import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A residual network without normalisation: identity skips, and a global mean before the head. */
public final class ResidualNet implements NetworkType {

  /** Channels of all convolutions. */
  public static final Setting<Integer> CHANNELS =
      Setting.of(
              "residual-channels",
              "Channels",
              "Channels of every convolution.",
              new Kind.Whole(1, 2_048),
              16)
          .named(channels -> channels == 1 ? "1 channel" : channels + " channels");

  /** Number of residual blocks. */
  public static final Setting<Integer> BLOCKS =
      Setting.of(
              "blocks",
              "Blocks",
              "Residual blocks, each of two 3 × 3 convolutions beside an identity skip.",
              new Kind.Whole(0, 50),
              2)
          .named(blocks -> blocks == 1 ? "1 block" : blocks + " blocks");

  /** Distance between the patches of the first convolution. */
  public static final Setting<Integer> STRIDE =
      Setting.of(
              "first-stride",
              "First stride",
              "Distance between the patches of the first convolution: 2 halves the height and width"
                  + " of all that follows.",
              new Kind.Whole(1, 8),
              1)
          .named(stride -> "first stride " + stride);

  private static final int KERNEL = 3;

  @Override
  public String key() {
    return "residual";
  }

  @Override
  public String label() {
    return "Residual network";
  }

  @Override
  public String help() {
    return "Residual blocks without normalisation: two 3 × 3 convolutions beside an identity skip,"
        + " and the mean over all positions before the head.";
  }

  @Override
  public String source() {
    return "He, Zhang, Ren and Sun (2016), CVPR, arXiv 1512.03385";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(CHANNELS, BLOCKS, STRIDE, Mlp.HEAD_BIAS, FirstWeights.SETTING);
  }

  @Override
  public Architecture architecture(SettingValues values, FeatureShape input, int outputs) {
    List<LayerSpec> layers = new ArrayList<>();
    layers.add(convolution(values, 1, values.get(STRIDE)));
    layers.add(new LayerSpec.Relu());
    for (int block = 0; block < values.get(BLOCKS); block++) {
      layers.add(
          new LayerSpec.Residual(
              List.of(
                  convolution(values, 2 * block + 2, 1),
                  new LayerSpec.Relu(),
                  convolution(values, 2 * block + 3, 1))));
      layers.add(new LayerSpec.Relu());
    }
    layers.add(new LayerSpec.GlobalAveragePooling());
    layers.add(new LayerSpec.Linear("fc1", outputs, values.get(Mlp.HEAD_BIAS)));
    return new Architecture(input, layers, values.get(FirstWeights.SETTING));
  }

  private static LayerSpec.Convolution convolution(SettingValues values, int number, int stride) {
    return new LayerSpec.Convolution(
        "conv" + number, values.get(CHANNELS), KERNEL, stride, 1, true);
  }
}
