package palimpsest.bench;

import java.util.List;
import java.util.function.LongConsumer;
import java.util.stream.Stream;
import javafx.stage.Stage;
import palimpsest.bench.device.DeviceCard;
import palimpsest.bench.queue.QueuePanel;
import palimpsest.bench.runtable.RunRow;
import palimpsest.bench.runtable.RunsView;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.site.ScriptDialog;
import palimpsest.bench.site.SiteCard;
import palimpsest.bench.site.SiteChoices;
import palimpsest.bench.site.SweepList;

/** The parts of the window in which one chooses where runs train, and sees those on clusters. */
final class ClusterViews {

  private final PauseAndStop control;
  private final SiteCard site;
  private final DeviceCard device;

  /**
   * Parts of a window.
   *
   * @param stage the window
   * @param queue gets the list of sweeps
   * @param runs gets the statuses of jobs
   * @param opener shows a run, by its number, in the pages
   */
  ClusterViews(
      Stage stage,
      BenchModel model,
      QueuePanel queue,
      RunsView runs,
      Pages pages,
      FileDialogs fileDialogs,
      LongConsumer opener) {
    SweepList sweeps = new SweepList(model.sweeps, opener);
    queue.below(sweeps);
    runs.jobs(model.sweeps::status, model.sweeps.revisionProperty());
    control =
        new PauseAndStop(
            model.runs,
            model.sweeps,
            () -> queue.openProperty().get() ? sweeps.chosen() : List.of(),
            () ->
                pages.isShown("runs").get()
                    ? runs.selection().stream().map(RunRow::id).toList()
                    : List.of(),
            () ->
                pages.isShown("live").get()
                    ? Stream.ofNullable(model.runs.shownProperty().get()).map(RunModel::id).toList()
                    : List.of(),
            List.of(
                sweeps.chosenLines(),
                queue.openProperty(),
                runs.selection(),
                pages.isShown("runs"),
                model.runs.shownProperty(),
                pages.isShown("live")));
    site = new SiteCard(model.site);
    device =
        new DeviceCard(
            model.devices,
            fileDialogs.folder(),
            stage::hide,
            new SiteChoices(model.site, this::openSite));
    new ScriptDialog(stage, model.launcher);
  }

  private void openSite() {
    device.close();
    site.open();
  }

  /** The requests to pause and to stop. */
  PauseAndStop control() {
    return control;
  }

  /** The card with the settings of a cluster. */
  SiteCard site() {
    return site;
  }

  /** The card on which one chooses a site and a device. */
  DeviceCard device() {
    return device;
  }
}
