package palimpsest.speed;

import java.util.List;
import palimpsest.network.Architecture;

/** The size that grows while everything else stays fixed. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum ScalingAxis {
  /** Images of the batch, on the notebook's network. */
  BATCH(
      "batch",
      "images N",
      List.of(
          new Step(64, 64, 5, 20, 30),
          new Step(128, 128, 5, 20, 30),
          new Step(256, 256, 5, 20, 30),
          new Step(512, 512, 5, 20, 30),
          new Step(1024, 1024, 5, 20, 30),
          new Step(2048, 2048, 5, 20, 30))),
  /** Units of the hidden layer, for 256 images. */
  HIDDEN(
      "hidden",
      "hidden units",
      List.of(
          new Step(20, 256, 5, 20, 30),
          new Step(40, 256, 5, 40, 30),
          new Step(80, 256, 5, 80, 30),
          new Step(160, 256, 5, 160, 30),
          new Step(320, 256, 5, 320, 30),
          new Step(640, 256, 5, 640, 30),
          new Step(1280, 256, 5, 1280, 30))),
  /** Outputs, for 256 images. */
  OUTPUTS(
      "outputs",
      "outputs K",
      List.of(
          new Step(10, 256, 5, 20, 10),
          new Step(30, 256, 5, 20, 30),
          new Step(100, 256, 5, 20, 100),
          new Step(300, 256, 5, 20, 300))),
  /** Parameters, channels and hidden units growing together, for 64 images. */
  PARAMETERS(
      "parameters",
      "parameters P",
      List.of(
          new Step(2_980, 64, 5, 20, 30),
          new Step(14_230, 64, 10, 60, 30),
          new Step(66_700, 64, 20, 160, 30),
          new Step(278_810, 64, 30, 500, 30),
          new Step(1_000_610, 64, 40, 1430, 30)));

  private final String key;
  private final String label;
  private final List<Step> steps;

  /**
   * One size.
   *
   * @param size the value of the size that grows
   * @param images images of the batch
   * @param channels channels of both convolutions
   * @param hiddenUnits units of the hidden layer
   * @param outputs logits
   */
  record Step(int size, int images, int channels, int hiddenUnits, int outputs) {

    Architecture architecture() {
      return Architecture.baseNet(channels, hiddenUnits, outputs);
    }
  }

  ScalingAxis(String key, String label, List<Step> steps) {
    this.key = key;
    this.label = label;
    this.steps = steps;
  }

  /** The name in files. */
  public String key() {
    return key;
  }

  /** The label of a figure's axis. */
  public String label() {
    return label;
  }

  /** The sizes, in ascending order. */
  List<Step> steps() {
    return steps;
  }
}
