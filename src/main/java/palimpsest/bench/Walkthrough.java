package palimpsest.bench;

import java.util.List;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.stage.Stage;
import javafx.util.Duration;
import palimpsest.bench.action.Actions;

/**
 * A walk through the window with nobody there, by which an installer learns what a start needs:
 * every room is entered, one a moment, and the window closes again.
 */
record Walkthrough(Actions actions, Stage stage) {

  private static final Duration MOMENT = Duration.millis(400);
  private static final List<String> STEPS =
      List.of("room-fisher", "room-runs", "room-compare", "room-help", "queue", "palette");

  /** Whether this start is one. */
  static boolean isWanted() {
    return Boolean.getBoolean("palimpsest.walkthrough");
  }

  /** Begins the walk. */
  void begin() {
    Timeline walk = new Timeline();
    Duration when = Duration.ZERO;
    for (String step : STEPS) {
      when = when.add(MOMENT);
      walk.getKeyFrames().add(new KeyFrame(when, event -> actions.perform(actions.get(step))));
    }
    walk.getKeyFrames().add(new KeyFrame(when.add(MOMENT), event -> stage.hide()));
    walk.play();
  }
}
