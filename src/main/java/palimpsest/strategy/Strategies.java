package palimpsest.strategy;

import java.util.List;
import palimpsest.setting.Registry;

/** The strategies that there are: a line each. */
public final class Strategies {

  /** All of them, in the order in which to offer them. */
  public static final Registry<Strategy> ALL =
      Registry.of(
          "strategy",
          "Strategy",
          "The method that keeps the network from forgetting.",
          List.of(new FineTuning(), new Replay(), new Ewc(), new NaturalReplay()));

  private Strategies() {}
}
