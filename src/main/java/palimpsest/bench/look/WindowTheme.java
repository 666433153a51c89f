package palimpsest.bench.look;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Objects;
import javafx.application.Application;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.ObjectBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.scene.Scene;
import palimpsest.chart.ChartTheme;

/** The theme of the window, light or dark, and everything that follows from it. */
public final class WindowTheme {

  private static final String SHEET = sheet("bench.css");
  private static final String FISHER = sheet("fisher/fisher.css");

  private final BooleanProperty dark;
  private final ObjectBinding<ChartTheme> chartTheme;

  /** A look to begin with. */
  public WindowTheme(boolean startsDark) {
    dark = new SimpleBooleanProperty(this, "dark", startsDark);
    chartTheme =
        Bindings.createObjectBinding(() -> dark.get() ? ChartTheme.DARK : ChartTheme.LIGHT, dark);
  }

  /** Whether it is dark. */
  public BooleanProperty darkProperty() {
    return dark;
  }

  /** The theme of the figures on the screen. */
  public ObjectBinding<ChartTheme> chartTheme() {
    return chartTheme;
  }

  /** Dresses a scene, now and whenever the look changes. */
  public void apply(Scene scene) {
    scene.getStylesheets().addAll(SHEET, FISHER);
    refresh();
    dark.subscribe(this::refresh);
  }

  private static String sheet(String name) {
    return Objects.requireNonNull(
            WindowTheme.class.getResource("/palimpsest/bench/" + name), "no style sheet " + name)
        .toExternalForm();
  }

  private void refresh() {
    Application.setUserAgentStylesheet(
        (dark.get() ? new PrimerDark() : new PrimerLight()).getUserAgentStylesheet());
  }
}
