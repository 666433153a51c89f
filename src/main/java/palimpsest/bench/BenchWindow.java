package palimpsest.bench;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javafx.animation.Animation;
import javafx.animation.AnimationTimer;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.Environment;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.KeyList;
import palimpsest.bench.action.Palette;
import palimpsest.bench.compare.CompareExports;
import palimpsest.bench.compare.CompareView;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.compare.NotebookExports;
import palimpsest.bench.device.DeviceCard;
import palimpsest.bench.device.DeviceViewModel;
import palimpsest.bench.export.FolderExport;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.help.HelpView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.Look;
import palimpsest.bench.notice.NoticeBar;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.runs.RunExports;
import palimpsest.bench.runs.RunStore;
import palimpsest.bench.runs.RunsView;
import palimpsest.bench.runs.RunsViewModel;
import palimpsest.bench.settings.SettingsCard;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.SettingsKeeper;
import palimpsest.bench.setup.Estimate;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.GridViewModel;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.setup.SetupForm;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.status.StatusBar;
import palimpsest.bench.tour.Tour;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.Background;
import palimpsest.experiment.SpecField;

/** The window: puts the rooms together, and says what can be done in them. */
public final class BenchWindow {

  private static final Logger LOG = System.getLogger(BenchWindow.class.getName());
  private static final Duration POLL = Duration.seconds(1);
  private static final Duration MOMENT = Duration.millis(400);
  private static final int PATIENCE_SECONDS = 20;

  private final Stage stage;
  private final Bench bench;
  private final Look look;
  private final Notices notices = new Notices();
  private final UndoStack undo = new UndoStack(notices);
  private final Actions actions = new Actions();
  private final RunViewModel runs;
  private final RunsViewModel table;
  private final StatusBar status;
  private final SettingsKeeper keeper;
  private final SettingsFile file;
  private final Background background;
  private final Rooms rooms = new Rooms();
  private final ImagesModel images;
  private final List<ExecutorService> work;
  private final StringProperty limitation = new SimpleStringProperty(this, "limitation", "");

  /** Builds the window into a stage, without showing it. To be called on JavaFX's thread. */
  public BenchWindow(Stage stage, Bench bench, Questions questions) {
    this.stage = stage;
    this.bench = bench;
    look = new Look(false);
    file = new SettingsFile(bench.archive().folder());
    keeper = new SettingsKeeper(bench.settings(), stage, look);
    ExecutorService asking =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("archive").factory());
    background = new Background(asking, Platform::runLater, notices::complain);
    ExecutorService drawing =
        Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("pictures").factory());
    work = List.of(asking, drawing);
    Background files = new Background(drawing, Platform::runLater, notices::complain);
    Pictures pictures = new Pictures(bench.settings(), questions.picture(), notices, files);
    FolderExport folders = new FolderExport(questions.target(), files);
    runs = new RunViewModel(bench.queue(), bench.archive(), notices, background);
    SetupViewModel setup =
        new SetupViewModel(
            bench.start(),
            bench.presets(),
            new Estimate(bench.archive()::estimatedSeconds, background));
    setup.recall(bench.settings().formProperty().get());
    setup.memoryProperty().addListener((o, was, is) -> bench.settings().formProperty().set(is));
    images = new ImagesModel(setup, bench.data(), notices, background, Platform::runLater);
    GridDialog grid =
        new GridDialog(
            stage, new GridViewModel(bench.archive()::estimatedSeconds, background), runs::start);
    LiveView live = new LiveView(runs, look, pictures, setup::load);
    FisherView fisher =
        new FisherView(
            runs,
            look,
            pictures,
            bench.settings().fisherRefreshProperty(),
            drawing,
            Platform::runLater);
    table =
        new RunsViewModel(new RunStore(bench.archive(), bench.queue()), background, notices, undo);
    RunsView runsView =
        new RunsView(
            table, new RunExports(bench.archive(), pictures, folders, notices), bench.settings());
    CompareViewModel comparison = new CompareViewModel(bench.archive()::scores, background);
    comparison.bandProperty().bindBidirectional(bench.settings().bandProperty());
    table.whenRead(all -> {
      comparison.setRuns(all);
      runs.archiveRead(all);
      setup.runsOver(all.stream().filter(run -> run.state().isOver()).count());
    });
    CompareExports exports = new CompareExports(comparison, pictures);
    NotebookExports notebook = new NotebookExports(comparison, bench.archive(), folders, notices);
    CompareView compare = new CompareView(comparison, exports, notebook, look);
    addRooms(live, fisher, runsView, compare);
    Tour tour = new Tour();
    addHelp(tour);
    live.inViewProperty().bind(rooms.isShown("live"));
    QueuePanel queue = new QueuePanel(runs, this::open, undo::undo);
    status = new StatusBar(runs);
    Palette palette = new Palette(actions);
    KeyList keys = new KeyList(actions);
    SettingsCard card = new SettingsCard(bench.settings(), bench.archive().folder().toString());
    DeviceViewModel devices =
        new DeviceViewModel(
            bench.machinery(), setup.field(SpecField.DEVICE), bench.settings(), Platform::runLater);
    DeviceCard device = new DeviceCard(devices, questions.folder(), stage::hide);
    new TrainingActions(runs, setup, grid, queue).addTo(new ActionGroup(actions, "Training"));
    new MissingImages(runs, images, bench.data(), notices, background)
        .addTo(new ActionGroup(actions, "Training"));
    rooms.offer(actions);
    new ArchiveActions(runs, setup, rooms, table, runsView, comparison).addTo(actions);
    fisher.offer(actions, rooms.isShown("fisher"));
    new FileActions(rooms, live, fisher, runsView, comparison, exports, notebook)
        .addTo(new ActionGroup(actions, "Files"));
    new WindowActions(bench.settings(), look, rooms, live, undo, palette, keys, card, device, tour)
        .addTo(new ActionGroup(actions, "Window"));
    new PresetActions(setup).addTo(new ActionGroup(actions, "Presets"));
    BorderPane parts = new BorderPane();
    parts.setTop(new Toolbar(actions, runs, setup.hindranceProperty(), look));
    SetupForm form =
        new SetupForm(
            setup,
            images,
            bench.data(),
            questions.folder(),
            () -> actions.perform(actions.get("grid")));
    parts.setLeft(form);
    new Refusals(actions, notices, rooms).addTo(setup, form);
    StackPane.setAlignment(queue, Pos.CENTER_RIGHT);
    parts.setCenter(new StackPane(rooms.node(), queue));
    // A line of its own that the rooms make way for: over them it would cover the ends of lists.
    parts.setBottom(new VBox(new NoticeBar(notices), status));
    StackPane root =
        new StackPane(
            parts,
            palette.overlay(),
            keys.overlay(),
            card.overlay(),
            device.overlay(),
            tour.overlay());
    root.getStyleClass().add("bench");
    Scene scene = keeper.scene(root);
    look.dress(scene);
    actions.listen(scene);
    stage.setTitle("Palimpsest " + Environment.VERSION);
    stage.setScene(scene);
    rememberRemovals();
    stage.setOnHidden(event -> {
      // Who closes the archive writes the settings, after the window has gone.
      keeper.rememberPlace();
      devices.close();
      images.close();
      status.close();
      work.forEach(ExecutorService::shutdown);
    });
  }

  /** Waits a while for what was begun in the background: files being written, notes to be kept. */
  void finishWork() {
    for (ExecutorService executor : work) {
      executor.shutdown();
      try {
        if (!executor.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
          LOG.log(Level.WARNING, "Not everything that was begun could be finished.");
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Shows the window and begins to listen to the training thread. */
  public void show() {
    AnimationTimer frames =
        new AnimationTimer() {
          @Override
          public void handle(long now) {
            runs.pulse(now);
            status.pulse(now);
          }
        };
    Timeline polls =
        new Timeline(
            new KeyFrame(
                POLL,
                event -> {
                  table.poll();
                  images.look();
                  complainOfLimitation();
                  keeper.saveChanges(file, background);
                }));
    polls.setCycleCount(Animation.INDEFINITE);
    frames.start();
    table.poll();
    polls.play();
    complainOfLimitation();
    runs.adopt();
    stage.addEventHandler(
        WindowEvent.WINDOW_HIDDEN,
        event -> {
          frames.stop();
          polls.stop();
        });
    stage.show();
    if (!bench.settings().greetedProperty().get() && !isRehearsal()) {
      bench.settings().greetedProperty().set(true);
      actions.get("tour").handler().run();
    }
  }

  /** Says what the archive cannot do, once, whenever that changes. */
  private void complainOfLimitation() {
    String now = bench.archive().limitation().orElse("");
    if (!now.equals(limitation.get())) {
      limitation.set(now);
      if (!now.isEmpty()) {
        notices.complain(now, limitation.isEqualTo(now));
      }
    }
  }

  /** Says that something went wrong before it was there, unless the sentence is empty. */
  void complain(String sentence) {
    if (!sentence.isEmpty()) {
      notices.complain(sentence);
    }
  }

  /** Whether nobody is there to be greeted. */
  static boolean isRehearsal() {
    return Boolean.getBoolean("palimpsest.rehearsal");
  }

  /** Enters every room, one a moment, and closes the window. */
  void rehearse() {
    Timeline walk = new Timeline();
    Duration when = Duration.ZERO;
    for (String step :
        List.of("room-fisher", "room-runs", "room-compare", "room-help", "queue", "palette")) {
      when = when.add(MOMENT);
      walk.getKeyFrames().add(new KeyFrame(when, event -> actions.perform(actions.get(step))));
    }
    walk.getKeyFrames().add(new KeyFrame(when.add(MOMENT), event -> stage.hide()));
    walk.play();
  }

  /** Everything that can be done in it. */
  Actions actions() {
    return actions;
  }

  private void addRooms(LiveView live, FisherView fisher, RunsView runsView, CompareView compare) {
    rooms.add(
        "live",
        "Live",
        Feather.ACTIVITY,
        "Accuracy and loss while they are measured.",
        live,
        () -> rooms.node().requestFocus());
    rooms.add(
        "fisher", "Fisher", Feather.GRID, "The Fisher matrices of the run.", fisher, fisher::focus);
    rooms.add(
        "runs",
        "Runs",
        Feather.ARCHIVE,
        "Every run that was ever made.",
        runsView,
        runsView::focus);
    rooms.add(
        "compare",
        "Compare",
        Feather.TRENDING_UP,
        "Chosen runs laid over each other, with means over seeds.",
        compare,
        compare::focus);
  }

  private void addHelp(Tour tour) {
    HelpView help = new HelpView(tour::open, notices, background);
    rooms.add(
        "help",
        "Help",
        Feather.HELP_CIRCLE,
        "The documents: how to begin, what each setting means, what to do when something fails.",
        Action.key(KeyCode.F1),
        help,
        help::focus);
  }

  private void open(long run) {
    runs.show(run);
    rooms.show("live");
  }

  /** What is removed from the queue can be put back from anywhere in the window. */
  private void rememberRemovals() {
    runs.removedProperty()
        .addListener((observed, before, removed) -> {
          if (removed != null) {
            undo.remember(
                new Step(
                    "Remove run %d from the queue".formatted(removed.id()),
                    "Removed run %d from the queue".formatted(removed.id()),
                    () -> runs.putBack(removed.id()),
                    () -> runs.removeAgain(removed.id())));
          }
        });
  }
}
