package palimpsest.learning.optimizer;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Settings that all optimizers share: learning rate, its schedule, clipping and weight decay. */
public final class StepSettings {

  /** Factor before the step. */
  public static final Setting<Double> LEARNING_RATE =
      Setting.of(
          "learning-rate",
          "Learning rate",
          "The factor before each step.",
          Kind.Real.positive(1000).logarithmic(-6, 1),
          0.002);

  /** Ways to change the learning rate. */
  public enum Schedule {
    CONSTANT,
    COSINE
  }

  /** The change of the learning rate during a task. */
  public static final Setting<Schedule> SCHEDULE =
      Setting.of(
          "schedule",
          "Schedule",
          "Change of the learning rate during a task.",
          new Kind.OneOf<>(
              List.of(
                  new Kind.OneOf.Option<>(
                      Schedule.CONSTANT, "constant", "Constant", "The same rate at every step."),
                  new Kind.OneOf.Option<>(
                      Schedule.COSINE,
                      "cosine",
                      "Cosine",
                      "Half a cosine wave from the rate down to 0 over the steps of each task."))),
          Schedule.CONSTANT);

  /** Factor before θ in the gradient, or before θ itself in AdamW. */
  public static final Setting<Double> WEIGHT_DECAY =
      Setting.of(
              "weight-decay",
              "Weight decay",
              "Decay of the weights towards 0 at each step; 0 for none.",
              Kind.Real.from0(1000).logarithmic(-6, 0),
              0.0)
          .named(decay -> decay == 0 ? "no weight decay" : "weight decay %s".formatted(decay))
          .zero("off");

  /** Bounds on the gradient. */
  public enum Bound {
    NONE,
    NORM,
    VALUE
  }

  /** The bound of the gradient, if any. */
  public static final Setting<Bound> CLIPPING =
      Setting.of(
          "clipping",
          "Clipping",
          "Bound of the gradient before the step.",
          new Kind.OneOf<>(
              List.of(
                  new Kind.OneOf.Option<>(Bound.NONE, "none", "None", "No bound."),
                  new Kind.OneOf.Option<>(
                      Bound.NORM, "norm", "By norm", "Bounds the length of the gradient."),
                  new Kind.OneOf.Option<>(
                      Bound.VALUE, "value", "By value", "Bounds every entry of the gradient."))),
          Bound.NONE);

  /** The bound of the clipping. */
  public static final Setting<Double> CLIPPING_BOUND =
      Setting.of(
              "clipping-bound",
              "Clipping bound",
              "The largest norm, or magnitude of an entry, that the gradient may have.",
              Kind.Real.positive(1e6).logarithmic(-3, 3),
              1.0)
          .when(values -> values.get(CLIPPING) != Bound.NONE);

  private StepSettings() {}

  static LearningRate rate(double rate, SettingValues values) {
    return values.get(SCHEDULE) == Schedule.COSINE
        ? LearningRate.cosine(rate)
        : LearningRate.constant(rate);
  }

  /** Arrays [P] that clipping and weight decay make in a step. */
  static int temporaries(SettingValues values) {
    return (values.get(CLIPPING) == Bound.NONE ? 0 : 1) + (values.get(WEIGHT_DECAY) == 0 ? 0 : 2);
  }

  static Clipping clipping(SettingValues values) {
    return switch (values.get(CLIPPING)) {
      case NONE -> Clipping.NONE;
      case NORM -> new Clipping.ByNorm(values.get(CLIPPING_BOUND));
      case VALUE -> new Clipping.ByValue(values.get(CLIPPING_BOUND));
    };
  }
}
