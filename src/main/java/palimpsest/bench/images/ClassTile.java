package palimpsest.bench.images;

import java.nio.IntBuffer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelBuffer;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.bench.work.Latest;
import palimpsest.data.scenario.TaskExamples;

/** Some images of a class, below its name and the numbers of its images. */
final class ClassTile extends VBox {

  private final GalleryModel model;
  private final Latest<Strip> place;
  private final Label name = new Label();
  private final Label counts = Ui.quiet("");
  private final ImageView picture = new ImageView();
  private final Label none = Ui.quiet("");
  private final StackPane middle = new StackPane(picture);
  private GalleryModel.@Nullable StripKey shown;

  ClassTile(GalleryModel model) {
    this.model = model;
    place = model.place();
    getStyleClass().add("class-tile");
    name.getStyleClass().add("class-name");
    name.setMinWidth(0);
    name.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(name, Priority.ALWAYS);
    counts.getStyleClass().addAll("class-counts", "number");
    counts.setMinWidth(USE_PREF_SIZE);
    HBox caption = new HBox(name, counts);
    caption.getStyleClass().add("class-caption");
    caption.setAlignment(Pos.BASELINE_LEFT);
    // Pixels stay sharp however the screen is scaled.
    picture.setSmooth(false);
    middle.setAlignment(Pos.TOP_LEFT);
    getChildren().addAll(caption, middle);
    Ui.tip(this);
  }

  /** Shows a group of images. */
  void show(TaskExamples.Group group, GalleryModel.StripKey key, TileLook look) {
    name.setText(group.isForeign() ? "from " + group.name() : group.name());
    counts.setText(
        group.isForeign()
            ? "%,d".formatted(group.size().training())
            : "%,d / %,d".formatted(group.size().training(), group.size().test()));
    setAccessibleText(text(group));
    setAccessibleHelp(
        text(group)
            + (group.isForeign() ? "" : " Output %d of the network.".formatted(group.label())));
    int width = look.stripWidth(key.count());
    setMinWidth(width);
    setPrefWidth(width);
    setMaxWidth(width);
    int count = Math.min(key.count(), key.part().of(group.size()));
    middle.setMinHeight(look.stripHeight(key.count()));
    if (count == 0) {
      place.forget();
      shown = null;
      none.setText("No %s images".formatted(key.part().word()));
      middle.getChildren().setAll(none);
      return;
    }
    middle.getChildren().setAll(picture);
    if (shown == null || shown.task() != key.task() || shown.group() != key.group()) {
      // Another class's images must not stand under this name while its own are drawn.
      picture.setImage(null);
    }
    shown = key;
    model.strip(key, look, place, this::draw);
  }

  private static String text(TaskExamples.Group group) {
    return group.isForeign()
        ? "%,d training images of the task %s, which blurred boundaries bring here."
            .formatted(group.size().training(), group.name())
        : "Class %s: %,d training and %,d test images."
            .formatted(group.name(), group.size().training(), group.size().test());
  }

  private void draw(Strip strip) {
    picture.setImage(
        new WritableImage(
            new PixelBuffer<>(
                strip.width(),
                strip.height(),
                IntBuffer.wrap(strip.pixels()),
                PixelFormat.getIntArgbPreInstance())));
  }
}
