package palimpsest.bench.images;

import java.util.List;
import java.util.Map;
import javafx.animation.PauseTransition;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.ProgressIndicator;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import javafx.util.Duration;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.download.DownloadModel;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;
import palimpsest.data.scenario.TaskExamples;

/** The images that are shown, by task and class; only rows in sight are drawn. */
final class GalleryView extends StackPane {

  /** The padding of a row and the scroll bar. */
  private static final double MARGINS = 40;

  /** So long, images stay while others are read: most are there by then, and nothing flickers. */
  private static final Duration PATIENCE = Duration.millis(200);

  private final GalleryModel model;
  private final Label arriving = Ui.quiet("");
  private final PauseTransition patience = new PauseTransition(PATIENCE);
  private final ListView<GalleryRow> list = new ListView<>();
  private final Map<Shown.Remedy, List<Button>> remedies;

  /**
   * A gallery.
   *
   * @param download the download of public sets, whose progress is told where images are missing
   * @param remedies the buttons that help where images cannot be shown
   */
  GalleryView(
      GalleryModel model, Map<Shown.Remedy, List<Button>> remedies, DownloadModel download) {
    this.model = model;
    this.remedies = remedies;
    getStyleClass().add("gallery");
    arriving.textProperty().bind(NonBreakingUnits.of(download.arrivingProperty()));
    Ui.shownWhen(arriving, download.underWayProperty());
    list.setId("gallery");
    list.setAccessibleText("Examples by task and class");
    list.setCellFactory(view -> new GalleryCell(model));
    Ui.passEscape(list, () -> false);
    patience.setOnFinished(event -> replace(new Shown.Reading()));
    model.shownProperty().subscribe(this::show);
    model.partProperty().subscribe(part -> list.refresh());
    model.turnProperty().subscribe(turn -> list.refresh());
    list.widthProperty().subscribe(width -> rearrange());
  }

  private void show(Shown shown) {
    if (shown instanceof Shown.Reading && getChildren().contains(list)) {
      patience.playFromStart();
    } else {
      patience.stop();
      replace(shown);
    }
  }

  private void replace(Shown shown) {
    getChildren().setAll(node(shown));
    boolean others = arrange();
    if (shown instanceof Shown.Pictures) {
      list.refresh();
      if (others) {
        list.scrollTo(0);
      }
    }
  }

  private Node node(Shown shown) {
    return switch (shown) {
      case Shown.Nothing _ -> new StackPane();
      case Shown.Reading _ -> {
        ProgressIndicator busy = new ProgressIndicator();
        busy.setMaxSize(36, 36);
        VBox reading = new VBox(busy, Ui.quiet("Reading the images…"));
        reading.getStyleClass().add("empty");
        reading.setAlignment(Pos.CENTER);
        yield reading;
      }
      case Shown.Refused refused -> {
        boolean missing = refused.remedy() == Shown.Remedy.DOWNLOAD;
        VBox advice =
            Ui.empty(
                missing ? Feather.DOWNLOAD_CLOUD : Feather.ALERT_CIRCLE,
                missing ? "These images are not there yet" : "No images to show",
                refused.reason());
        advice.getChildren().getLast().setId("gallery-refusal");
        HBox buttons = new HBox(8);
        buttons.setAlignment(Pos.CENTER);
        buttons.getChildren().setAll(remedies.getOrDefault(refused.remedy(), List.of()));
        advice.getChildren().addAll(buttons, arriving);
        yield advice;
      }
      case Shown.Pictures _ -> list;
    };
  }

  private void rearrange() {
    if (getChildren().contains(list)) {
      arrange();
    }
  }

  /**
   * Lays out what is shown.
   *
   * @return whether there are other rows now
   */
  private boolean arrange() {
    if (!(model.shownProperty().get() instanceof Shown.Pictures(TaskExamples examples, _))) {
      list.getItems().clear();
      return true;
    }
    if (list.getWidth() <= MARGINS) {
      return true;
    }
    List<GalleryRow> rows =
        GalleryRow.of(
            examples.tasks(),
            TileLook.of(examples.shape()),
            examples.tasks().size() > 1,
            list.getWidth() - MARGINS);
    if (rows.equals(list.getItems())) {
      return false;
    }
    list.getItems().setAll(rows);
    return true;
  }
}
