package palimpsest.bench;

import java.util.List;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.run.RunViewModel;
import palimpsest.bench.setup.DataFolder;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.data.PublicSet;

/** Says why the queue waits for images, and fetches them. */
record MissingImages(RunViewModel runs, ImagesModel images, DataFolder data, Notices notices) {

  void addTo(ActionGroup group) {
    group.add(
        "fetch-images",
        "Fetch images",
        Feather.DOWNLOAD_CLOUD,
        "Download what the form's runs lack into the data folder, or else all public image sets.",
        Action.shiftCommand(KeyCode.I),
        images.busyProperty().not(),
        images::fetch);
    runs.obstacleProperty()
        .subscribe(obstacle -> {
          if (!obstacle.isEmpty()) {
            notices.complain(
                obstacle + " Fetch them, or choose the folder that has them, and press Resume.",
                new Notice.Offer(
                    "Fetch and go on",
                    "Downloads them into the data folder; then the queue goes on.",
                    () -> images.fetch(wanted(), runs::resume)),
                runs.obstacleProperty().isNotEmpty());
          }
        });
  }

  private List<PublicSet> wanted() {
    return runs.queue().stream()
        .flatMap(run -> data.lacking(run.spec()).stream())
        .distinct()
        .toList();
  }
}
