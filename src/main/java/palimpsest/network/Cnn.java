package palimpsest.network;

import java.util.ArrayList;
import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A convolutional network of any depth. */
public final class Cnn implements NetworkType {

  /** The pooling after each convolution. */
  public enum Pooling {
    NONE,
    MAX,
    AVERAGE
  }

  /** Channels of each convolution. */
  public static final Setting<List<Integer>> CONVOLUTIONS =
      Setting.of(
              "convolutions",
              "Convolutions",
              "Channels of each convolution, from the images on.",
              new Kind.Wholes(1, 2_048, false, 20, "numbers of channels", "16,32"),
              List.of(16, 32))
          .named(channels -> "convolutions " + joined(channels));

  /** Side of the kernels. */
  public static final Setting<Integer> KERNEL =
      Setting.of("kernel", "Kernel", "Side of each convolution's kernel.", new Kind.Whole(1, 15), 3)
          .named(side -> "kernel %d × %1$d".formatted(side));

  /** Rows and columns of zeros around what comes into a convolution. */
  public static final Setting<Integer> PADDING =
      Setting.of(
              "padding",
              "Padding",
              "Rows and columns of zeros on every side of what comes into each convolution.",
              new Kind.Whole(0, 7),
              1)
          .named(padding -> "padding " + padding);

  /** Distance between the patches of a convolution. */
  public static final Setting<Integer> STRIDE =
      Setting.of(
              "stride",
              "Stride",
              "Distance between the patches of each convolution.",
              new Kind.Whole(1, 8),
              1)
          .named(stride -> "stride " + stride);

  /** The pooling after each convolution's rectifier. */
  public static final Setting<Pooling> POOLING =
      Setting.of(
              "pooling",
              "Pooling",
              "What becomes of each 2 × 2 window after a convolution and its rectifier.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          Pooling.MAX, "max", "Max", "The largest value of each window."),
                      new Kind.OneOf.Option<>(
                          Pooling.AVERAGE, "average", "Average", "The mean of each window."),
                      new Kind.OneOf.Option<>(Pooling.NONE, "none", "None", "Every value stays."))),
              Pooling.MAX)
          .named(pooling ->
              switch (pooling) {
                case NONE -> "no pooling";
                case MAX -> "max pooling";
                case AVERAGE -> "average pooling";
              });

  /** Units of each hidden layer between the convolutions and the head. */
  public static final Setting<List<Integer>> DENSE =
      Setting.of(
              "dense-widths",
              "Dense layers",
              "Units of each fully connected layer between convolutions and head; none for a head"
                  + " alone.",
              new Kind.Wholes(1, 10_000, false, 20, "layer widths", "100", "none"),
              List.of(100))
          .named(widths -> widths.isEmpty() ? "head alone" : "dense " + joined(widths));

  private static final int WINDOW = 2;

  private static String joined(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).reduce((a, b) -> a + "-" + b).orElse("");
  }

  @Override
  public String key() {
    return "cnn";
  }

  @Override
  public String label() {
    return "CNN";
  }

  @Override
  public String help() {
    return "A convolutional network of any depth: convolutions with rectifiers and pooling, then"
        + " fully connected layers.";
  }

  @Override
  public String source() {
    return "LeCun, Bottou, Bengio and Haffner (1998), Proceedings of the IEEE 86, 2278–2324";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        CONVOLUTIONS, KERNEL, PADDING, STRIDE, POOLING, DENSE, Mlp.HEAD_BIAS, FirstWeights.SETTING);
  }

  @Override
  public Architecture architecture(SettingValues values, FeatureShape input, int outputs) {
    List<LayerSpec> layers = new ArrayList<>();
    List<Integer> channels = values.get(CONVOLUTIONS);
    for (int i = 0; i < channels.size(); i++) {
      layers.add(
          new LayerSpec.Convolution(
              "conv" + (i + 1),
              channels.get(i),
              values.get(KERNEL),
              values.get(STRIDE),
              values.get(PADDING),
              true));
      // The order of rectifier and maximum makes no difference to what comes out.
      switch (values.get(POOLING)) {
        case NONE -> layers.add(new LayerSpec.Relu());
        case MAX -> {
          layers.add(new LayerSpec.MaxPooling(WINDOW));
          layers.add(new LayerSpec.Relu());
        }
        case AVERAGE -> {
          layers.add(new LayerSpec.Relu());
          layers.add(new LayerSpec.AveragePooling(WINDOW));
        }
      }
    }
    int next = 1;
    for (int width : values.get(DENSE)) {
      layers.add(new LayerSpec.Linear("fc" + next++, width, true));
      layers.add(new LayerSpec.Relu());
    }
    layers.add(new LayerSpec.Linear("fc" + next, outputs, values.get(Mlp.HEAD_BIAS)));
    return new Architecture(input, layers, values.get(FirstWeights.SETTING));
  }
}
