package palimpsest.bench;

import java.time.Duration;
import java.util.List;
import javafx.animation.PauseTransition;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.StackPane;
import javafx.stage.Stage;
import javafx.stage.WindowEvent;
import palimpsest.archive.Provenance;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.Actions;
import palimpsest.bench.action.KeyList;
import palimpsest.bench.action.Palette;
import palimpsest.bench.compare.CompareExports;
import palimpsest.bench.compare.CompareView;
import palimpsest.bench.compare.NotebookExports;
import palimpsest.bench.export.FigureEditor;
import palimpsest.bench.export.FolderExport;
import palimpsest.bench.export.Pictures;
import palimpsest.bench.figure.ChartActions;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.help.HelpView;
import palimpsest.bench.images.ImagesActions;
import palimpsest.bench.images.ImagesView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.look.FileDrop;
import palimpsest.bench.look.WindowTheme;
import palimpsest.bench.notice.NoticeBar;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.runtable.RunExports;
import palimpsest.bench.runtable.RunsView;
import palimpsest.bench.settings.SettingsCard;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.settings.SettingsKeeper;
import palimpsest.bench.setup.GridDialog;
import palimpsest.bench.setup.SetupForm;
import palimpsest.bench.status.StatusBar;
import palimpsest.bench.tour.Tour;
import palimpsest.bench.work.PeriodicTask;
import palimpsest.export.PrintStyles;

/** The window: puts the pages together, and says what can be done in them. */
public final class BenchWindow {

  /** From one look at what training tells to the next; few enough to look like every frame. */
  private static final Duration NEWS = Duration.ofMillis(50);

  private static final Duration POLL = Duration.ofSeconds(1);

  private static final javafx.util.Duration SOON = javafx.util.Duration.millis(300);

  private final Stage stage;
  private final BenchServices bench;
  private final BenchModel model;
  private final WindowTheme windowTheme = new WindowTheme(false);
  private final Actions actions = new Actions();
  private final Pages pages = new Pages();
  private final Tour tour = new Tour();
  private final StatusBar status;
  private final SettingsKeeper keeper;

  /** Builds the window into a stage, without showing it. To be called on JavaFX's thread. */
  public BenchWindow(Stage stage, BenchServices bench, FileDialogs fileDialogs) {
    this.stage = stage;
    this.bench = bench;
    model = new BenchModel(bench);
    keeper = new SettingsKeeper(bench.settings(), stage, windowTheme);
    Pictures pictures =
        new Pictures(bench.settings(), fileDialogs.picture(), model.notices, model.threads.files());
    FigureEditor editor =
        new FigureEditor(
            stage,
            windowTheme,
            pictures,
            new PrintStyles(bench.archive().folder()),
            model.threads.drawing());
    pictures.editWith(editor::open);
    FolderExport folders = new FolderExport(fileDialogs.target(), model.threads.files());
    LiveView live = new LiveView(model.runs, windowTheme, pictures, model.setup::load);
    FisherView fisher =
        new FisherView(
            model.runs,
            windowTheme,
            pictures,
            bench.settings(),
            model.threads.drawing(),
            Platform::runLater);
    RunsView runsView =
        new RunsView(
            model.table,
            model.edits,
            new RunExports(bench.archive(), pictures, folders, model.notices),
            bench.settings());
    CompareExports exports = new CompareExports(model.comparison, pictures);
    NotebookExports notebook =
        new NotebookExports(
            model.comparison, bench.archive(), folders, model.notices, bench.settings());
    CompareView compare = new CompareView(model.comparison, exports, notebook, windowTheme);
    Runnable chooseData =
        () ->
            fileDialogs
                .folder()
                .apply(model.images.folderProperty().get())
                .ifPresent(model.images::choose);
    new PageContents(
            live,
            fisher,
            runsView,
            compare,
            new ImagesView(model.imageSets, actions, chooseData),
            new HelpView(tour::open, model.notices, model.threads.archive()))
        .addTo(pages);
    model.imageSets.inViewProperty().bind(pages.isShown("images"));
    live.inViewProperty().bind(pages.isShown("live"));
    QueuePanel queue = new QueuePanel(model.runs, this::open, model.undo::undo);
    ClusterViews clusters =
        new ClusterViews(stage, model, queue, runsView, pages, fileDialogs, this::open);
    status = new StatusBar(model.runs);
    status.follow(model.sweeps.summaryProperty(), model.sweeps.doneProperty());
    Palette palette = new Palette(actions);
    KeyList keys = new KeyList(actions);
    SettingsCard card = new SettingsCard(bench.settings(), bench.archive().folder().toString());
    ActionGroup training = new ActionGroup(actions, "Training");
    new TrainingActions(
            model.launcher,
            clusters.control(),
            model.setup,
            new GridDialog(stage, model.grid, model.site.titleProperty(), model.launcher::start),
            queue)
        .addTo(training);
    model.missing.addTo(training, chooseData);
    pages.offer(actions);
    new ArchiveActions(
            model.runs, model.launcher, model.setup, pages, model.edits, runsView, model.comparison)
        .addTo(actions);
    fisher.offer(actions, pages.isShown("fisher"));
    new ImagesActions(model.imageSets, pages.isShown("images"))
        .addTo(
            new ActionGroup(actions, "Images"), fileDialogs.imageFile(), fileDialogs.imageFolder());
    model.whenEnded(ids -> {
      model.comparison.choose(ids);
      pages.show("compare");
    });
    new ChartActions(() -> charts(live, compare))
        .addTo(
            new ActionGroup(actions, "Figures"),
            pages.isShown("live").or(pages.isShown("compare")));
    new FileActions(pages, live, fisher, runsView, model.comparison, exports, notebook)
        .addTo(new ActionGroup(actions, "Files"));
    new WindowActions(
            bench.settings(),
            windowTheme,
            pages,
            live,
            model.undo,
            model.notices,
            palette,
            keys,
            card,
            clusters.device(),
            tour,
            stage::hide)
        .addTo(new ActionGroup(actions, "Window"));
    new PresetActions(model.setup).addTo(new ActionGroup(actions, "Presets"));
    SetupForm form = new SetupForm(model.setup, model.images, chooseData, actions);
    FileDrop.on(
        form,
        paths -> {
          pages.show("images");
          model.imageSets.add(paths);
        });
    new DisabledActionMessages(actions, model.notices, pages)
        .addTo(model.setup, form, clusters.control());
    BorderPane parts = new BorderPane();
    parts.setTop(new Toolbar(actions, model, clusters.control().resumes(), windowTheme));
    parts.setLeft(form);
    BorderPane area = new BorderPane(new StackPane(pages.node(), over(queue)));
    area.setBottom(new NoticeBar(model.notices));
    parts.setCenter(area);
    parts.setBottom(status);
    StackPane root =
        new StackPane(
            parts,
            palette.overlay(),
            keys.overlay(),
            card.overlay(),
            clusters.device().overlay(),
            clusters.site().overlay(),
            tour.overlay());
    root.getStyleClass().add("bench");
    Scene scene = keeper.scene(root);
    windowTheme.apply(scene);
    actions.listen(scene);
    stage.setTitle("Palimpsest " + Provenance.VERSION);
    stage.setScene(scene);
    stage.setOnHidden(event -> {
      // Who closes the archive writes the settings, after the window has gone.
      keeper.rememberPlace();
      status.close();
      model.close();
    });
  }

  /** The panel over the pages, which do not move for it: the queue on the right. */
  private static BorderPane over(QueuePanel queue) {
    BorderPane over = new BorderPane();
    over.setPickOnBounds(false);
    over.setRight(queue);
    return over;
  }

  /** Waits a while for what was begun in the background: files being written, notes to be kept. */
  void finishWork() {
    model.threads.finish();
  }

  /** Shows the window and begins to listen to the training thread. */
  public void show() {
    SettingsFile file = new SettingsFile(bench.archive().folder());
    afterFirstFrame(model.threads::begin);
    // Loading the engine must not hold up the window, nor the first run.
    PauseTransition engine = new PauseTransition(SOON);
    engine.setOnFinished(event -> model.devices.look());
    PeriodicTask news = new PeriodicTask(NEWS, Platform::runLater, this::takeIn);
    PeriodicTask polls =
        new PeriodicTask(
            POLL,
            Platform::runLater,
            () -> {
              model.poll();
              if (bench.archive().isWritable()) {
                keeper.saveChanges(file, model.threads.archive());
              }
            });
    news.start();
    polls.start();
    engine.play();
    model.begin();
    stage.addEventHandler(
        WindowEvent.WINDOW_HIDDEN,
        event -> {
          news.stop();
          polls.stop();
          engine.stop();
        });
    stage.show();
    if (!bench.settings().greetedProperty().get() && !Walkthrough.isWanted()) {
      bench.settings().greetedProperty().set(true);
      tour.open();
    }
  }

  /** Does something as soon as the window has been laid out once; it is painted meanwhile. */
  private void afterFirstFrame(Runnable work) {
    Scene scene = stage.getScene();
    scene.addPostLayoutPulseListener(
        new Runnable() {
          @Override
          public void run() {
            scene.removePostLayoutPulseListener(this);
            Platform.runLater(work);
          }
        });
  }

  /** Takes in what happened since it was last called. */
  private void takeIn() {
    long now = System.nanoTime();
    model.runs.pulse(now);
    model.sweeps.pulse(now);
    status.pulse(now);
  }

  /** Says that something went wrong before it was there, unless the sentence is empty. */
  void showError(String sentence) {
    if (!sentence.isEmpty()) {
      model.notices.showError(sentence);
    }
  }

  /** Trains, shows every page, one a moment, and closes the window. */
  void walkThrough() {
    new Walkthrough(actions, model.runs.runningProperty(), stage).begin();
  }

  /** Everything that can be done in it. */
  Actions actions() {
    return actions;
  }

  private List<ChartPane> charts(LiveView live, CompareView compare) {
    return pages.isShown("compare").get() ? compare.charts() : live.charts();
  }

  private void open(long run) {
    model.runs.show(run);
    pages.show("live");
  }
}
