package palimpsest.bench;

import java.util.List;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.ListChangeListener;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.device.DeviceViewModel;
import palimpsest.bench.images.ImagesPageModel;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.runtable.RunEdits;
import palimpsest.bench.runtable.RunStore;
import palimpsest.bench.runtable.RunsViewModel;
import palimpsest.bench.session.EndedRuns;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.Estimate;
import palimpsest.bench.setup.GridViewModel;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.site.SiteViewModel;
import palimpsest.bench.site.SweepLauncher;
import palimpsest.bench.site.SweepsViewModel;
import palimpsest.bench.undo.Step;
import palimpsest.bench.undo.UndoStack;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;

/**
 * The model of the window, without any control: the view models behind its pages, and the
 * connections between them. Used on the window's thread.
 */
final class BenchModel implements AutoCloseable {

  final Notices notices = new Notices();
  final UndoStack undo = new UndoStack(notices);
  final WindowThreads threads = new WindowThreads(notices::showError);
  final RunViewModel runs;
  final SetupViewModel setup;
  final ImagesModel images;
  final ImagesPageModel imageSets;
  final MissingImages missing;
  final GridViewModel grid;
  final RunsViewModel table;
  final RunEdits edits;
  final CompareViewModel comparison;
  final DeviceViewModel devices;
  final SiteViewModel site;
  final SweepsViewModel sweeps;
  final SweepLauncher launcher;
  private final BenchServices bench;
  private final EndedRuns ended = new EndedRuns(this::ended);
  private final EndedRuns endedThere = new EndedRuns(this::ended);

  /** The run of a sweep that is shown unasked; 0 if none is. */
  private long shownThere;

  private List<ArchivedRun> archived = List.of();

  private Consumer<List<Long>> offerToCompare = ids -> {};
  private final StringProperty limitation = new SimpleStringProperty(this, "limitation", "");

  BenchModel(BenchServices bench) {
    this.bench = bench;
    runs = new RunViewModel(bench.queue(), bench.archive(), notices, threads.archive());
    setup =
        new SetupViewModel(
            bench.start(),
            bench.presets(),
            new Estimate(this::estimatedSeconds, threads.archive()));
    images = new ImagesModel(setup, bench.data(), notices, threads.archive(), Platform::runLater);
    imageSets = new ImagesPageModel(setup, images, notices, undo, Platform::runLater);
    missing = new MissingImages(runs, images, bench.data(), notices, threads.archive());
    grid = new GridViewModel(this::estimatedSeconds, threads.archive());
    RunStore store = new RunStore(bench.archive(), bench.queue());
    table = new RunsViewModel(store, threads.archive());
    edits = new RunEdits(table, store, threads.archive(), notices, undo);
    comparison = new CompareViewModel(bench.archive()::scores, threads.archive());
    remember(bench.settings());
    devices =
        new DeviceViewModel(
            bench.deviceAccess(),
            setup.field(CommonSettings.DEVICE),
            bench.settings(),
            Platform::runLater);
    site = new SiteViewModel(bench.sweeps(), bench.settings(), threads.clusters());
    sweeps =
        new SweepsViewModel(
            bench.sweeps(),
            runs::onClusterEvent,
            this::clustersChanged,
            notices,
            threads.clusters(),
            threads.archive());
    site.titleProperty().subscribe(this::trainOnSite);
    site.errorProperty().subscribe(this::trainOnSite);
    trainOnSite();
    runs.resumeOnClusters(sweeps::goOn);
    launcher =
        new SweepLauncher(
            bench.sweeps(),
            site,
            bench.data(),
            runs::start,
            this::submitted,
            notices,
            threads.clusters());
    runs.queue().addListener((ListChangeListener<ArchivedRun>) c -> ended.queueIs(runs.queue()));
    table.whenRead(all -> {
      ended.archiveRead(all);
      sweeps.archiveRead(all);
      archived = all;
      lookForEndThere();
      comparison.setRuns(all);
      runs.archiveRead(all);
      setup.runsOver(all.stream().filter(run -> run.state().isOver()).count());
    });
    rememberRemovals();
  }

  private double estimatedSeconds(List<ExperimentSpec> specs) {
    int beside = Math.clamp(specs.size(), 1, bench.settings().runsAtOnceProperty().get());
    return bench.archive().estimatedSeconds(specs, bench.data().get()) / beside;
  }

  private void remember(Settings settings) {
    settings
        .runsAtOnceProperty()
        .subscribe(count -> {
          runs.trainAtOnce(count);
          setup.trainAtOnce(count);
        });
    setup.recall(settings.formProperty().get());
    setup.memoryProperty().addListener((o, was, is) -> settings.formProperty().set(is));
    images
        .folderProperty()
        .addListener((o, was, is) -> {
          settings.dataFolderProperty().set(is.toAbsolutePath().normalize().toString());
          setup.estimateAgain();
        });
    comparison.bandProperty().bindBidirectional(settings.bandProperty());
    comparison.choices().recall(settings.comparedRunsProperty().get());
    comparison
        .choices()
        .revisionProperty()
        .subscribe((was, is) -> settings.comparedRunsProperty().set(comparison.choices().memory()));
  }

  private void trainOnSite() {
    String name = site.titleProperty().get();
    setup.trainOn(name, site.errorProperty().get());
    grid.trainElsewhere(!name.isEmpty());
  }

  /** A sweep's curves are shown from its first run on, unless a run trains here. */
  private void submitted(long first) {
    if (runs.queue().isEmpty()) {
      shownThere = first;
      runs.show(first);
    }
    table.poll();
  }

  /** News of the last run's end may come from the archive first, or from its cluster. */
  private void lookForEndThere() {
    endedThere.queueIs(archived.stream().filter(run -> sweeps.holds(run.id())).toList());
    endedThere.archiveRead(archived);
  }

  /** Shows the next run of a sweep that trains, once the one shown unasked has ended. */
  private void clustersChanged() {
    runs.clustersChanged();
    lookForEndThere();
    RunModel shown = runs.shownProperty().get();
    boolean over = shown != null && shown.id() == shownThere && !sweeps.holds(shownThere);
    if (over && runs.queue().isEmpty()) {
      sweeps
          .training()
          .ifPresent(next -> {
            shownThere = next;
            runs.show(next);
          });
    }
  }

  /** Sets the offer to compare runs that were queued together and have ended. */
  void whenEnded(Consumer<List<Long>> compare) {
    offerToCompare = compare;
  }

  private void ended(List<Long> ids) {
    // A failure is the more important message.
    Notice shown = notices.currentProperty().get();
    if (shown == null || !shown.failure()) {
      notices.show(
          "%,d runs have ended.".formatted(ids.size()),
          new Notice.Offer(
              "Compare",
              "Draws the curves of these runs in one figure.",
              () -> {
                notices.dismiss();
                offerToCompare.accept(ids);
              }));
    }
  }

  /** Adds removals from the queue to the undo stack of the window. */
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

  /** Takes over what was left behind, and reads all for the first time. */
  void begin() {
    table.poll();
    complainOfLimitation();
    if (!bench.data().unopened().isEmpty()) {
      notices.showError(bench.data().unopened());
    }
    runs.adopt();
    sweeps.adopt();
  }

  /**
   * Looks again at what is not announced: other processes' runs, files, what the archive can do.
   */
  void poll() {
    table.poll();
    images.look();
    missing.look();
    imageSets.poll();
    complainOfLimitation();
  }

  /** Says what the archive cannot do, once, whenever that changes. */
  private void complainOfLimitation() {
    String now = bench.archive().limitation().orElse("");
    if (!now.equals(limitation.get())) {
      limitation.set(now);
      if (!now.isEmpty()) {
        notices.showError(now, limitation.isEqualTo(now));
      }
    }
  }

  @Override
  public void close() {
    devices.close();
    imageSets.close();
    images.close();
    threads.close();
  }
}
