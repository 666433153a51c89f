package palimpsest.learning.optimizer;

import java.util.List;
import palimpsest.setting.Registry;

/** The optimizers that there are: a line each. */
public final class Optimizers {

  /** All of them, in the order in which to offer them. */
  public static final Registry<OptimizerType> ALL =
      Registry.of(
          "optimizer",
          "Optimizer",
          "Rule that turns a gradient into a step of the weights.",
          List.of(new SgdType(), AdamType.adam(), AdamType.adamW(), new RmsProp()));

  private Optimizers() {}
}
