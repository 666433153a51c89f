package palimpsest.bench;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TabPane.TabClosingPolicy;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Ui;
import palimpsest.bench.notice.NoticeBar;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.setup.SetupForm;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.status.StatusBar;

/** The window: puts the rooms together and gives every action its key. */
public final class BenchWindow {

  private static final double WIDTH = 1280;
  private static final double HEIGHT = 800;

  private final Stage stage;
  private final Look look;
  private final RunViewModel runs;
  private final SetupViewModel setup;
  private final LiveView live;
  private final FisherView fisher;
  private final StatusBar status;
  private final TabPane rooms = new TabPane();
  private final BooleanBinding canRun;

  /** Builds the window into a stage, without showing it. To be called on JavaFX's thread. */
  public BenchWindow(Stage stage, Bench bench, Questions questions) {
    this.stage = stage;
    look = new Look(bench.dark());
    Notices notices = new Notices();
    runs = new RunViewModel(bench.runner(), notices);
    setup = new SetupViewModel(bench.start(), bench.presets());
    canRun = setup.hindranceProperty().isEmpty().and(runs.runningProperty().not());
    ExecutorService background =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
    Pictures pictures = new Pictures(questions.picture(), notices, background, Platform::runLater);
    live = new LiveView(runs, look, pictures, setup::load);
    fisher = new FisherView(runs, look, pictures, background, Platform::runLater);
    status = new StatusBar(runs);
    BorderPane root = new BorderPane();
    root.getStyleClass().add("bench");
    root.setTop(new VBox(toolbar(), new NoticeBar(notices)));
    root.setLeft(new SetupForm(setup, bench.data(), questions.folder()));
    root.setCenter(rooms());
    root.setBottom(status);
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    look.dress(scene);
    addShortcuts(scene);
    stage.setTitle("Palimpsest");
    stage.setMinWidth(880);
    stage.setMinHeight(560);
    stage.setScene(scene);
    stage.setOnHidden(event -> {
      runs.stop();
      background.shutdown();
    });
  }

  /** Shows the window and begins to listen to the training thread. */
  public void show() {
    AnimationTimer frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            runs.pulse();
            status.pulse(now);
          }
        };
    frames.start();
    stage.addEventHandler(javafx.stage.WindowEvent.WINDOW_HIDDEN, event -> frames.stop());
    stage.show();
  }

  private HBox toolbar() {
    Button run = new Button("Run", new FontIcon(Feather.PLAY));
    run.setId("run");
    run.getStyleClass().add("accent");
    run.disableProperty().bind(canRun.not());
    run.setOnAction(event -> run());
    // The tooltip hangs on a wrapper: a disabled button shows none, and then the reason is needed.
    HBox wrapped = new HBox(run);
    Tooltip why = Ui.tip("");
    why.textProperty()
        .bind(
            Bindings.createStringBinding(
                this::runTip, setup.hindranceProperty(), runs.runningProperty()));
    Tooltip.install(wrapped, why);
    run.accessibleHelpProperty().bind(why.textProperty());
    Button stop = new Button("Stop", new FontIcon(Feather.SQUARE));
    stop.setId("stop");
    stop.disableProperty().bind(runs.runningProperty().not().or(runs.stoppingProperty()));
    stop.setTooltip(
        Ui.tip(
            "End the run after the batch it is in, and start none of those that wait. Esc or Ctrl+."));
    stop.setOnAction(event -> runs.stop());
    Label waiting = Ui.quiet("");
    waiting.setId("waiting");
    waiting
        .textProperty()
        .bind(
            Bindings.when(runs.waitingProperty().greaterThan(0))
                .then(Bindings.concat(runs.waitingProperty(), " waiting"))
                .otherwise(""));
    Label device = Ui.quiet("");
    device.setId("device");
    runs.shownProperty()
        .flatMap(shown -> shown.revisionProperty().map(n -> shown.device()))
        .orElse("")
        .subscribe(device::setText);
    Button theme = Ui.iconButton(Feather.MOON, "Light or dark", "Light or dark. Ctrl+D");
    theme.setId("theme");
    look.darkProperty()
        .subscribe(dark -> theme.setGraphic(new FontIcon(dark ? Feather.SUN : Feather.MOON)));
    theme.setOnAction(event -> toggleTheme());
    Label title = new Label("Palimpsest");
    title.getStyleClass().add("app-title");
    HBox bar = new HBox(title, wrapped, stop, waiting, Ui.spacer(), device, theme);
    bar.getStyleClass().add("toolbar");
    bar.setAlignment(Pos.CENTER_LEFT);
    return bar;
  }

  private TabPane rooms() {
    Tab first = new Tab("Live", live);
    first.setTooltip(Ui.tip("Accuracy and loss while they are measured. Ctrl+1"));
    Tab second = new Tab("Fisher", fisher);
    second.setTooltip(Ui.tip("The Fisher matrices of the run. Ctrl+2"));
    rooms.getTabs().setAll(first, second);
    rooms.setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
    rooms.setId("rooms");
    return rooms;
  }

  private void addShortcuts(Scene scene) {
    shortcut(scene, KeyCode.ENTER, this::run);
    shortcut(scene, KeyCode.PERIOD, runs::stop);
    shortcut(scene, KeyCode.D, this::toggleTheme);
    shortcut(scene, KeyCode.E, this::export);
    shortcut(scene, KeyCode.DIGIT1, () -> rooms.getSelectionModel().select(0));
    shortcut(scene, KeyCode.DIGIT2, () -> rooms.getSelectionModel().select(1));
    scene.getAccelerators().put(new KeyCodeCombination(KeyCode.ESCAPE), runs::stop);
  }

  private static void shortcut(Scene scene, KeyCode key, Runnable action) {
    scene.getAccelerators().put(new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN), action);
  }

  private String runTip() {
    if (runs.runningProperty().get()) {
      return "A run is under way. Stop it first, or wait for its end.";
    }
    String hindrance = setup.hindranceProperty().get();
    return hindrance.isEmpty() ? "Start training. Ctrl+Enter" : hindrance;
  }

  private void run() {
    if (canRun.get()) {
      runs.start(setup.specs());
    }
  }

  private void export() {
    if (rooms.getSelectionModel().getSelectedIndex() == 1) {
      fisher.export();
    } else {
      live.export();
    }
  }

  private void toggleTheme() {
    look.darkProperty().set(!look.darkProperty().get());
  }
}
