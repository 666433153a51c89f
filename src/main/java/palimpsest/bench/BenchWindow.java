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
import javafx.scene.layout.StackPane;
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
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.setup.Estimate;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.GridViewModel;
import palimpsest.bench.setup.SetupForm;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.status.StatusBar;
import palimpsest.bench.work.Background;

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
  private final QueuePanel queue;
  private final GridDialog grid;
  private final TabPane rooms = new TabPane();
  private final BooleanBinding canRun;

  /** Builds the window into a stage, without showing it. To be called on JavaFX's thread. */
  public BenchWindow(Stage stage, Bench bench, Questions questions) {
    this.stage = stage;
    look = new Look(bench.dark());
    Notices notices = new Notices();
    ExecutorService asking =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("archive").factory());
    Background archive = new Background(asking, Platform::runLater, notices::complain);
    runs = new RunViewModel(bench.queue(), bench.archive(), notices, archive);
    setup =
        new SetupViewModel(
            bench.start(),
            bench.presets(),
            new Estimate(bench.archive()::estimatedSeconds, archive));
    grid =
        new GridDialog(
            stage, new GridViewModel(bench.archive()::estimatedSeconds, archive), runs::start);
    canRun = setup.hindranceProperty().isEmpty();
    ExecutorService background =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
    Pictures pictures = new Pictures(questions.picture(), notices, background, Platform::runLater);
    live = new LiveView(runs, look, pictures, setup::load);
    fisher = new FisherView(runs, look, pictures, background, Platform::runLater);
    status = new StatusBar(runs);
    BorderPane root = new BorderPane();
    root.getStyleClass().add("bench");
    root.setTop(new VBox(toolbar(), new NoticeBar(notices)));
    root.setLeft(new SetupForm(setup, bench.data(), questions.folder(), this::showGrid));
    queue = new QueuePanel(runs, this::open);
    StackPane.setAlignment(queue, Pos.CENTER_RIGHT);
    root.setCenter(new StackPane(rooms(), queue));
    root.setBottom(status);
    Scene scene = new Scene(root, WIDTH, HEIGHT);
    look.dress(scene);
    addShortcuts(scene);
    stage.setTitle("Palimpsest");
    stage.setMinWidth(880);
    stage.setMinHeight(560);
    stage.setScene(scene);
    stage.setOnHidden(event -> {
      background.shutdown();
      asking.shutdown();
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
    runs.adopt();
    stage.addEventHandler(javafx.stage.WindowEvent.WINDOW_HIDDEN, event -> frames.stop());
    stage.show();
  }

  private HBox toolbar() {
    Button run = new Button("Run", new FontIcon(Feather.PLAY));
    run.setId("run");
    run.getStyleClass().add("accent");
    run.textProperty()
        .bind(Bindings.when(Bindings.isEmpty(runs.queue())).then("Run").otherwise("Add to queue"));
    run.disableProperty().bind(canRun.not());
    run.setOnAction(event -> run());
    // The tooltip hangs on a wrapper: a disabled button shows none, and then the reason is needed.
    HBox wrapped = new HBox(run);
    Tooltip why = Ui.tip("");
    why.textProperty()
        .bind(Bindings.createStringBinding(this::runTip, setup.hindranceProperty(), runs.queue()));
    Tooltip.install(wrapped, why);
    run.accessibleHelpProperty().bind(why.textProperty());
    Button stop = new Button("Stop", new FontIcon(Feather.SQUARE));
    stop.setId("stop");
    stop.disableProperty().bind(Bindings.isEmpty(runs.queue()).or(runs.stoppingProperty()));
    stop.setTooltip(
        Ui.tip("End the run for good after the batch it is in; the next one begins. Ctrl+."));
    stop.setOnAction(event -> runs.stop());
    Button pause = new Button();
    pause.setId("pause");
    pause
        .textProperty()
        .bind(Bindings.when(runs.pausedProperty()).then("Resume").otherwise("Pause"));
    runs.pausedProperty()
        .subscribe(is -> pause.setGraphic(new FontIcon(is ? Feather.PLAY : Feather.PAUSE)));
    pause
        .disableProperty()
        .bind(
            runs.pausedProperty()
                .not()
                .and(runs.runningProperty().not().or(runs.pausingProperty())));
    pause.setTooltip(
        Ui.tip("Pause the run after the batch it is in, or let it go on from there. Ctrl+P"));
    pause.setOnAction(event -> pauseOrResume());
    Button waiting = new Button();
    waiting.setId("queue");
    waiting.getStyleClass().add("flat");
    waiting
        .textProperty()
        .bind(
            Bindings.when(Bindings.isEmpty(runs.queue()))
                .then("Queue")
                .otherwise(Bindings.concat("Queue: ", Bindings.size(runs.queue()))));
    waiting.setTooltip(Ui.tip("The runs under way and waiting. Ctrl+U"));
    waiting.setOnAction(event -> toggleQueue());
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
    HBox bar = new HBox(title, wrapped, pause, stop, waiting, Ui.spacer(), device, theme);
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
    live.inViewProperty().bind(first.selectedProperty());
    rooms.setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
    rooms.setId("rooms");
    return rooms;
  }

  private void addShortcuts(Scene scene) {
    shortcut(scene, KeyCode.ENTER, this::run);
    shortcut(scene, KeyCode.PERIOD, runs::stop);
    shortcut(scene, KeyCode.D, this::toggleTheme);
    shortcut(scene, KeyCode.E, this::export);
    shortcut(scene, KeyCode.P, this::pauseOrResume);
    shortcut(scene, KeyCode.U, this::toggleQueue);
    shortcut(scene, KeyCode.G, this::showGrid);
    shortcut(
        scene,
        KeyCode.L,
        () -> {
          rooms.getSelectionModel().select(0);
          live.searchLog();
        });
    shortcut(scene, KeyCode.DIGIT1, () -> rooms.getSelectionModel().select(0));
    shortcut(scene, KeyCode.DIGIT2, () -> rooms.getSelectionModel().select(1));
  }

  private static void shortcut(Scene scene, KeyCode key, Runnable action) {
    scene.getAccelerators().put(new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN), action);
  }

  private String runTip() {
    String hindrance = setup.hindranceProperty().get();
    if (!hindrance.isEmpty()) {
      return hindrance;
    }
    return runs.queue().isEmpty()
        ? "Start training. Ctrl+Enter"
        : "Put it at the end of the queue. Ctrl+Enter";
  }

  private void run() {
    if (canRun.get()) {
      runs.start(setup.specs());
    }
  }

  private void pauseOrResume() {
    if (runs.pausedProperty().get()) {
      runs.resume();
    } else {
      runs.pause();
    }
  }

  private void toggleQueue() {
    queue.openProperty().set(!queue.openProperty().get());
  }

  private void showGrid() {
    grid.show(setup.draft());
  }

  private void open(long run) {
    runs.show(run);
    rooms.getSelectionModel().select(0);
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
