package palimpsest.learning.optimizer;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Workspace;

/** Adam, and AdamW, whose weight decay is decoupled from the gradient. */
public final class AdamType implements OptimizerType {

  /** Adam's own rate: what suits SGD is far too large for it. */
  public static final Setting<Double> LEARNING_RATE = StepSettings.LEARNING_RATE.beginning(0.001);

  private static final Setting<Double> DECOUPLED_DECAY = StepSettings.WEIGHT_DECAY.beginning(0.01);

  /** β₁. */
  public static final Setting<Double> BETA1 =
      Setting.of(
          "beta1",
          "β₁",
          "The share of the running mean of the gradient that each step keeps.",
          new Kind.Real(0, false, 0.9999999),
          0.9);

  /** β₂. */
  public static final Setting<Double> BETA2 =
      Setting.of(
          "beta2",
          "β₂",
          "The share of the running mean of the squared gradient that each step keeps.",
          new Kind.Real(0, false, 0.9999999),
          0.999);

  private final boolean decoupled;

  private AdamType(boolean decoupled) {
    this.decoupled = decoupled;
  }

  /** Adam. */
  public static AdamType adam() {
    return new AdamType(false);
  }

  /** AdamW. */
  public static AdamType adamW() {
    return new AdamType(true);
  }

  @Override
  public String key() {
    return decoupled ? "adamw" : "adam";
  }

  @Override
  public String label() {
    return decoupled ? "AdamW" : "Adam";
  }

  @Override
  public String help() {
    return decoupled
        ? "Adam whose weight decay shrinks the weights themselves."
        : "Steps by the running mean of the gradient over the root of that of its square.";
  }

  @Override
  public String source() {
    return decoupled
        ? "Loshchilov and Hutter (2019), arXiv 1711.05101"
        : "Kingma and Ba (2015), arXiv 1412.6980";
  }

  private Setting<Double> decay() {
    return decoupled ? DECOUPLED_DECAY : StepSettings.WEIGHT_DECAY;
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        LEARNING_RATE,
        BETA1,
        BETA2,
        decay(),
        StepSettings.SCHEDULE,
        StepSettings.CLIPPING,
        StepSettings.CLIPPING_BOUND);
  }

  @Override
  public OptimizerMemory memory(SettingValues values) {
    // The shares of both averages and the denominator, besides the step itself.
    return new OptimizerMemory(2, StepSettings.temporaries(values) + 1);
  }

  @Override
  public Optimizer create(Workspace workspace, int parameters, SettingValues values) {
    return new Adam(
        workspace,
        parameters,
        StepSettings.rate(values.get(LEARNING_RATE), values),
        StepSettings.clipping(values),
        values.get(BETA1),
        values.get(BETA2),
        values.get(decay()),
        decoupled);
  }
}
