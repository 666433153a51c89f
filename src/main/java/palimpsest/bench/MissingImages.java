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
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.setup.DataFolder;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.experiment.ExperimentSpec;

/** Says why the queue waits for images, and gets them. */
final class MissingImages {

  private final RunViewModel runs;
  private final ImagesModel images;
  private final DataFolder data;
  private final Notices notices;
  private final Latest<Boolean> looking;
  private final BackgroundExecutor backgroundExecutor;

  /** Nothing is known to be missing yet. */
  MissingImages(
      RunViewModel runs,
      ImagesModel images,
      DataFolder data,
      Notices notices,
      BackgroundExecutor backgroundExecutor) {
    this.runs = runs;
    this.images = images;
    this.data = data;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
    looking = new Latest<>(backgroundExecutor);
  }

  /**
   * Begins to say it.
   *
   * @param choose asks for another folder of image sets
   */
  void addTo(ActionGroup group, Runnable choose) {
    group.add(
        "fetch-images",
        "Download images",
        Feather.DOWNLOAD_CLOUD,
        "Download the images that the form's runs need, or else MNIST, Fashion-MNIST and"
            + " Kuzushiji-MNIST, to the data folder.",
        Action.shiftCommand(KeyCode.I),
        images.download().underWayProperty().not(),
        images::fetch);
    runs.obstacleProperty().subscribe(() -> showError("", choose));
    showError("", choose);
    images.whenWhole(this::lookAgain);
    // The folder that was chosen may be the right one: the queue looks there at once.
    images.folderProperty().addListener((observed, was, is) -> lookAgain());
    images
        .download()
        .underWayProperty()
        .subscribe((was, busy) -> {
          if (was && !busy) {
            showError(trouble(), choose);
          }
        });
  }

  /** Looks whether what the queue waits for has come by another way, and lets it continue then. */
  void look() {
    if (!runs.obstacleProperty().get().isEmpty() && !runs.queue().isEmpty()) {
      ArchivedRun first = runs.queue().getFirst();
      looking.ask(
          () -> data.obstacle(first.spec()).isEmpty(),
          there -> {
            if (there) {
              lookAgain();
            }
          });
    }
  }

  private void lookAgain() {
    if (!runs.obstacleProperty().get().isEmpty()) {
      runs.resume();
    }
  }

  /** The last failure of the download, to put before the list of missing images. */
  private String trouble() {
    Notice told = notices.currentProperty().get();
    return told == null || !told.failure() || !told.offers().isEmpty() ? "" : told.text() + " ";
  }

  private void showError(String before, Runnable choose) {
    String obstacle = runs.obstacleProperty().get();
    if (!obstacle.isEmpty()) {
      notices.showError(before + obstacle, offers(choose), runs.obstacleProperty().isNotEmpty());
    }
  }

  /**
   * The offers that help: an image set of the user's own is neither on a mirror nor in the data
   * folder.
   */
  private List<Notice.Offer> offers(Runnable choose) {
    boolean published =
        runs.queue().stream()
            .limit(1)
            .flatMap(run -> run.spec().neededSets().stream())
            .anyMatch(PublicSet.class::isInstance);
    return published
        ? List.of(
            new Notice.Offer(
                "Download",
                "Downloads them to the data folder; then the queue continues.",
                this::fetchAndContinue),
            new Notice.Offer(
                "Choose folder…",
                "Reads the images from another folder; then the queue continues.",
                choose))
        : List.of(
            new Notice.Offer(
                "Look again",
                "Looks whether the images are there and right now; then the queue continues.",
                this::lookAgain));
  }

  private void fetchAndContinue() {
    // Many runs need the same: each need is looked up once.
    Collection<ExperimentSpec> needs =
        runs.queue().stream()
            .map(ArchivedRun::spec)
            .collect(Collectors.toMap(ExperimentSpec::neededSets, spec -> spec, (one, same) -> one))
            .values();
    backgroundExecutor.ask(
        () ->
            ImageSetStatus.downloads(
                needs.stream().flatMap(spec -> data.unusable(spec).stream()).toList()),
        sets -> {
          if (sets.isEmpty()) {
            runs.resume();
          } else {
            images.fetch(sets);
          }
        });
  }
}
