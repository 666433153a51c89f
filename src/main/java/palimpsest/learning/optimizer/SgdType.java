package palimpsest.learning.optimizer;

import java.util.List;
import palimpsest.network.Arithmetic;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Workspace;

/** Stochastic gradient descent. */
public final class SgdType implements OptimizerType {

  /** μ. */
  public static final Setting<Double> MOMENTUM =
      Setting.of(
              "momentum",
              "Momentum",
              "μ, the share of the last step's direction that the next one keeps; 0 for none.",
              new Kind.Real(0, false, 1),
              0.0)
          .named(momentum -> momentum == 0 ? "no momentum" : "momentum %s".formatted(momentum))
          .zero("off");

  /** Whether the momentum is Nesterov's. */
  public static final Setting<Boolean> NESTEROV =
      Setting.of(
              "nesterov",
              "Nesterov",
              "Looks ahead along the momentum, as Nesterov's method does.",
              new Kind.Truth(),
              false)
          .when(values -> values.get(MOMENTUM) > 0)
          .named(nesterov -> nesterov ? "Nesterov" : "without Nesterov");

  @Override
  public String key() {
    return "sgd";
  }

  @Override
  public String label() {
    return "SGD";
  }

  @Override
  public String help() {
    return "Stochastic gradient descent, with momentum if that is above 0.";
  }

  @Override
  public String source() {
    return "PyTorch 2.7, torch.optim.SGD; Sutskever et al. (2013), ICML";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        StepSettings.LEARNING_RATE,
        MOMENTUM,
        NESTEROV,
        StepSettings.WEIGHT_DECAY,
        StepSettings.SCHEDULE,
        StepSettings.CLIPPING,
        StepSettings.CLIPPING_BOUND);
  }

  @Override
  public OptimizerMemory memory(SettingValues values) {
    boolean momentum = values.get(MOMENTUM) > 0;
    int nesterov = momentum && values.get(NESTEROV) ? 1 : 0;
    return new OptimizerMemory(momentum ? 1 : 0, StepSettings.temporaries(values) + nesterov);
  }

  @Override
  public Optimizer create(Workspace workspace, int parameters, SettingValues values) {
    return new Sgd(
        workspace,
        parameters,
        StepSettings.rate(values.get(StepSettings.LEARNING_RATE), values),
        StepSettings.clipping(values),
        values.get(MOMENTUM),
        values.get(MOMENTUM) > 0 && values.get(NESTEROV),
        values.get(StepSettings.WEIGHT_DECAY),
        values.get(Arithmetic.SETTING));
  }
}
