package palimpsest.strategy;

import java.util.List;
import palimpsest.setting.Registry;

/** The strategies that there are: a line each. */
public final class Strategies {

  public static final Strategy FINE_TUNING = new FineTuning();
  public static final Strategy REPLAY = new Replay();
  public static final Strategy EWC = new Ewc();
  public static final Strategy NATURAL_REPLAY = new NaturalReplay();

  /** All of them, in the order in which to offer them. */
  public static final Registry<Strategy> ALL =
      Registry.of(
          "strategy",
          "Strategy",
          "The method that keeps the network from forgetting.",
          List.of(
              FINE_TUNING,
              new Joint(),
              new Cumulative(),
              REPLAY,
              new DarkExperienceReplay(),
              new DarkExperienceReplayPlus(),
              new AsymmetricReplay(),
              new AveragedGem(),
              new Gem(),
              new GDumb(),
              EWC,
              new OnlineEwc(),
              new Si(),
              new Mas(),
              new Lwf(),
              NATURAL_REPLAY,
              new Ocar(),
              new Ncl(),
              new Owm(),
              new Gpm(),
              new Combination()));

  private Strategies() {}
}
