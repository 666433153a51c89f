package palimpsest.bench;

import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import javafx.application.Platform;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.image.Image;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.Provenance;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.SettingsKeeper;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.problem.Problem;

/**
 * The window as JavaFX starts it: it appears at once, and the archive is opened meanwhile. With the
 * system property {@code palimpsest.walkthrough} it trains the first preset, is walked through and
 * closes again, by which an installer learns what a start needs.
 */
public final class BenchApplication extends Application {

  private static final String ICON = "/palimpsest/bench/icon.png";

  /** The services for the one instance that JavaFX creates by itself. */
  private static final AtomicReference<@Nullable ArchiveOpener> NEXT = new AtomicReference<>();

  private final Settings settings = new Settings();
  private String error = "";

  /** Made by JavaFX. */
  public BenchApplication() {}

  /** Opens the window on an archive, and returns when it has been closed. Once in a process. */
  public static void launch(ArchiveOpener opening) {
    opening.begin();
    NEXT.set(opening);
    try {
      Application.launch(BenchApplication.class);
    } catch (UnsupportedOperationException | UnsatisfiedLinkError e) {
      throw new Problem(
          "The window cannot open (%s). \"doctor\" looks for what is missing; \"run\" trains in the terminal."
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Reads the settings, on a thread that is not the window's, for size and theme. */
  @Override
  public void init() {
    try {
      settings.read(new SettingsFile(opening().folder()).read());
    } catch (Problem problem) {
      error = problem.getMessage();
    }
  }

  @Override
  public void start(Stage stage) {
    begin(stage, opening(), settings, error);
  }

  /** Shows a stage at once and the bench in it as soon as the archive is open. */
  static void begin(Stage stage, ArchiveOpener opening, Settings settings, String error) {
    WindowTheme windowTheme = new WindowTheme(false);
    SettingsKeeper keeper = new SettingsKeeper(settings, stage, windowTheme);
    stage.setTitle("Palimpsest " + Provenance.VERSION);
    stage.getIcons().add(new Image(BenchApplication.class.getResourceAsStream(ICON)));
    show(stage, keeper, windowTheme, Ui.quiet("Opening the archive…"));
    stage.show();
    open(stage, opening, settings, error, UncaughtErrors.install(), keeper, windowTheme);
  }

  private static void open(
      Stage stage,
      ArchiveOpener opening,
      Settings settings,
      String error,
      UncaughtErrors errors,
      SettingsKeeper keeper,
      WindowTheme windowTheme) {
    Thread.ofPlatform()
        .daemon()
        .name("opening")
        .start(() -> {
          try {
            BenchServices bench = opening.open(settings);
            Platform.runLater(() -> {
              if (stage.isShowing()) {
                BenchWindow window =
                    new BenchWindow(stage, bench, FileDialogs.inDialogs(stage, settings));
                errors.tell(window::showError);
                opening.beforeClosing(window::finishWork);
                window.show();
                window.showError(error);
                if (Walkthrough.isWanted()) {
                  window.walkThrough();
                }
              }
            });
          } catch (RuntimeException | Error e) {
            String why = BackgroundExecutor.sentence(e);
            Platform.runLater(() ->
                show(
                    stage,
                    keeper,
                    windowTheme,
                    failure(
                        why,
                        () -> {
                          show(stage, keeper, windowTheme, Ui.quiet("Opening the archive…"));
                          open(stage, opening, settings, error, errors, keeper, windowTheme);
                        })));
          }
        });
  }

  private static void show(
      Stage stage, SettingsKeeper keeper, WindowTheme windowTheme, Parent content) {
    StackPane root = new StackPane(content);
    root.getStyleClass().add("bench");
    if (stage.getScene() == null) {
      stage.setScene(keeper.scene(root));
      windowTheme.apply(stage.getScene());
    } else {
      stage.getScene().setRoot(root);
    }
  }

  /** The page that says why the archive cannot be opened. */
  private static VBox failure(String why, Runnable again) {
    VBox page = Ui.empty(Feather.ALERT_TRIANGLE, "The archive cannot be opened", why);
    page.setId("archive-failure");
    Button retry = new Button("Try again");
    retry.setId("archive-retry");
    retry.getStyleClass().add("accent");
    retry.setOnAction(event -> again.run());
    HBox buttons = new HBox(retry);
    buttons.setAlignment(Pos.CENTER);
    page.getChildren().add(buttons);
    return page;
  }

  private static ArchiveOpener opening() {
    ArchiveOpener opening = NEXT.get();
    if (opening == null) {
      throw new IllegalStateException("the window is opened by launch");
    }
    return opening;
  }
}
