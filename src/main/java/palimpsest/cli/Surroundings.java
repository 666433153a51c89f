package palimpsest.cli;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.Training;

/**
 * What commands use of the world outside them.
 *
 * @param terminal where they print
 * @param training how they train
 * @param window opens the window and returns when it is closed
 * @param screen whether there is a screen to open it on
 */
public record Surroundings(Terminal terminal, Training training, Runnable window, boolean screen) {

  /**
   * The real ones.
   *
   * @param window opens the window and returns when it is closed
   */
  public static Surroundings real(Runnable window) {
    return new Surroundings(
        Terminal.system(),
        Experiment::run,
        window,
        hasScreen(
            System.getProperty("os.name"), System.getenv(), System.getProperty("glass.platform")));
  }

  /**
   * Whether there is a screen. Asking the toolkit would load it, and fail without one.
   *
   * @param system name of the operating system
   * @param environment environment variables
   * @param platform JavaFX's platform, if one was chosen; the headless one brings its own screen
   */
  static boolean hasScreen(
      String system, Map<String, String> environment, @Nullable String platform) {
    return !system.startsWith("Linux")
        || "Headless".equalsIgnoreCase(platform)
        || !environment.getOrDefault("DISPLAY", "").isBlank()
        || !environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank();
  }
}
