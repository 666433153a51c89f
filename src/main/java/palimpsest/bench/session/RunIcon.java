package palimpsest.bench.session;

import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.RunState;

/** The icon of a run in a list of those that are not over. */
public final class RunIcon {

  private RunIcon() {}

  /** The icon of a state. */
  public static Feather of(RunState state) {
    return switch (state) {
      case RUNNING -> Feather.PLAY;
      case PAUSED -> Feather.PAUSE;
      default -> Feather.CLOCK;
    };
  }
}
