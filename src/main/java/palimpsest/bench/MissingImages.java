package palimpsest.bench;

import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.setup.DataFolder;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.work.Background;
import palimpsest.data.SetStatus;
import palimpsest.experiment.ExperimentSpec;

/** Says why the queue waits for images, and fetches them. */
record MissingImages(
    RunViewModel runs,
    ImagesModel images,
    DataFolder data,
    Notices notices,
    Background background) {

  void addTo(ActionGroup group) {
    group.add(
        "fetch-images",
        "Fetch images",
        Feather.DOWNLOAD_CLOUD,
        "Download what the form's runs lack into the data folder, or else all public image sets.",
        Action.shiftCommand(KeyCode.I),
        images.download().underWayProperty().not(),
        images::fetch);
    runs.obstacleProperty().subscribe(() -> complain(""));
    complain("");
    images.whenWhole(() -> {
      if (!runs.obstacleProperty().get().isEmpty()) {
        runs.resume();
      }
    });
    images
        .download()
        .underWayProperty()
        .subscribe((was, busy) -> {
          if (was && !busy) {
            complain(trouble());
          }
        });
  }

  /** What has just gone wrong with the fetch, to be told before what is lacking still. */
  private String trouble() {
    Notice told = notices.currentProperty().get();
    return told == null || !told.failure() || told.offer() != null ? "" : told.text() + " ";
  }

  private void complain(String before) {
    String obstacle = runs.obstacleProperty().get();
    if (!obstacle.isEmpty()) {
      notices.complain(
          before + obstacle + " Fetch them, or choose the folder that has them, and press Resume.",
          new Notice.Offer(
              "Fetch and go on",
              "Downloads them into the data folder; then the queue goes on.",
              this::fetchAndGoOn),
          runs.obstacleProperty().isNotEmpty());
    }
  }

  private void fetchAndGoOn() {
    // Many runs need the same: each need is looked up once.
    Collection<ExperimentSpec> needs =
        runs.queue().stream()
            .map(ArchivedRun::spec)
            .collect(
                Collectors.toMap(
                    spec -> List.of(spec.images(), spec.tasks()), spec -> spec, (one, same) -> one))
            .values();
    background.ask(
        () ->
            needs.stream()
                .flatMap(spec -> data.unusable(spec).stream())
                .map(SetStatus::set)
                .distinct()
                .sorted()
                .toList(),
        sets -> {
          if (sets.isEmpty()) {
            runs.resume();
          } else {
            images.fetch(sets);
          }
        });
  }
}
