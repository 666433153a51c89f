package palimpsest.bench.settings;

import javafx.application.ColorScheme;
import javafx.application.Platform;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Rectangle2D;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.stage.Screen;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Subscription;
import palimpsest.bench.look.Screens;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.work.BackgroundExecutor;

/** Makes the window as the settings say, and the settings as the window is left. */
public final class SettingsKeeper {

  /** The largest size of a title bar and borders. */
  private static final double FRAME = 48;

  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private final Settings settings;
  private final Stage stage;
  private final ObservableValue<ColorScheme> system =
      Platform.getPreferences().colorSchemeProperty();
  private long saved;

  /** Keeps the settings of a window. To be made on JavaFX's thread. */
  public SettingsKeeper(Settings settings, Stage stage, WindowTheme windowTheme) {
    this.settings = settings;
    this.stage = stage;
    saved = settings.revisionProperty().get();
    applyTheme(windowTheme);
    settings.themeProperty().addListener((observed, was, is) -> applyTheme(windowTheme));
    // The system outlives the window, and would keep it.
    Subscription colors = system.subscribe((was, is) -> applyTheme(windowTheme));
    stage.addEventHandler(WindowEvent.WINDOW_HIDDEN, event -> colors.unsubscribe());
    place();
  }

  /** A scene of the size that the window had last. */
  public Scene scene(Parent root) {
    WindowPosition place = settings.windowProperty().get();
    if (place.isKnown()) {
      return new Scene(root);
    }
    Rectangle2D screen = Screen.getPrimary().getVisualBounds();
    return new Scene(
        root,
        Math.min(WIDTH, screen.getWidth() - FRAME),
        Math.min(HEIGHT, screen.getHeight() - FRAME));
  }

  /** Takes the window's place into the settings. */
  public void rememberPlace() {
    if (stage.getWidth() > 0) {
      WindowPosition last = settings.windowProperty().get();
      boolean large = stage.isMaximized() || stage.isFullScreen();
      settings
          .windowProperty()
          .set(
              large && last.isKnown()
                  ? new WindowPosition(last.x(), last.y(), last.width(), last.height(), true)
                  : new WindowPosition(
                      stage.getX(), stage.getY(), stage.getWidth(), stage.getHeight(), large));
    }
  }

  /** Writes the settings, if anything has changed. */
  public void saveChanges(SettingsFile file, BackgroundExecutor backgroundExecutor) {
    long now = settings.revisionProperty().get();
    if (now != saved) {
      saved = now;
      var texts = settings.write();
      backgroundExecutor.run(() -> file.write(texts));
    }
  }

  private void applyTheme(WindowTheme windowTheme) {
    boolean systemDark = system.getValue() == ColorScheme.DARK;
    windowTheme.darkProperty().set(settings.themeProperty().get().isDark(systemDark));
  }

  /** Puts the window where it was, if there is still a screen there. */
  private void place() {
    stage.setMinWidth(880);
    stage.setMinHeight(560);
    WindowPosition place = settings.windowProperty().get();
    if (!place.isKnown()) {
      return;
    }
    Rectangle2D screen =
        Screens.boundsAt(new Rectangle2D(place.x(), place.y(), place.width(), place.height()));
    double width = Math.min(place.width(), screen.getWidth());
    double height = Math.min(place.height(), screen.getHeight());
    stage.setWidth(width);
    stage.setHeight(height);
    stage.setX(Math.clamp(place.x(), screen.getMinX(), screen.getMaxX() - width));
    stage.setY(Math.clamp(place.y(), screen.getMinY(), screen.getMaxY() - height));
    stage.setMaximized(place.maximised());
  }
}
