package palimpsest.learning.optimizer;

import ai.djl.ndarray.NDArray;
import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.tensor.Script;
import palimpsest.tensor.Workspace;

/**
 * RMSprop as PyTorch defines it ({@code torch.optim.RMSprop} without momentum): v ← αv + (1−α)g²; θ
 * ← θ − rate·g/(√v + ε), with ε = 10⁻⁸. Weight decay joins the gradient.
 */
public final class RmsProp implements OptimizerType {

  /** Its own rate, as in PyTorch. */
  public static final Setting<Double> LEARNING_RATE = StepSettings.LEARNING_RATE.beginning(0.01);

  /** α. */
  public static final Setting<Double> SMOOTHING =
      Setting.of(
          "smoothing",
          "Smoothing",
          "α, the share of the running mean of the squared gradient that each step keeps.",
          new Kind.Real(0, false, 1),
          0.99);

  private static final double EPSILON = 1e-8;

  private static final String STEP =
      """
      def step(self, theta: Tensor, g: Tensor, v: Tensor, smoothing: float, decay: float, rate: float, epsilon: float) -> Tensor:
          gradient = torch.add(g, theta, alpha=decay) if decay != 0. else g
          v.mul_(smoothing).addcmul_(gradient, gradient, value=1. - smoothing)
          return theta.addcdiv_(gradient, torch.sqrt(v).add_(epsilon), value=torch.neg(rate))
      """;

  @Override
  public String key() {
    return "rmsprop";
  }

  @Override
  public String label() {
    return "RMSprop";
  }

  @Override
  public String help() {
    return "Steps by the gradient over the root of the running mean of its square.";
  }

  @Override
  public String source() {
    return "PyTorch 2.7, torch.optim.RMSprop; Tieleman and Hinton (2012), Coursera, lecture 6e";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        LEARNING_RATE,
        SMOOTHING,
        StepSettings.WEIGHT_DECAY,
        StepSettings.SCHEDULE,
        StepSettings.CLIPPING,
        StepSettings.CLIPPING_BOUND);
  }

  @Override
  public OptimizerMemory memory(SettingValues values) {
    return new OptimizerMemory(1, StepSettings.temporaries(values) + 1);
  }

  @Override
  public Optimizer create(Workspace workspace, int parameters, SettingValues values) {
    return new Steps(workspace, parameters, values);
  }

  /** The optimizer itself. */
  private static final class Steps extends Optimizer {

    private final Script script;
    private final double smoothing;
    private final double weightDecay;

    Steps(Workspace workspace, int parameters, SettingValues values) {
      super(
          workspace,
          parameters,
          StepSettings.rate(values.get(LEARNING_RATE), values),
          StepSettings.clipping(values),
          List.of("square"));
      script = workspace.script(STEP);
      smoothing = values.get(SMOOTHING);
      weightDecay = values.get(StepSettings.WEIGHT_DECAY);
    }

    @Override
    void update(NDArray theta, NDArray direction, double rate) {
      script.call("step", theta, direction, average(0), smoothing, weightDecay, rate, EPSILON);
    }
  }
}
