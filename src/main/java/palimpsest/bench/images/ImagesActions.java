package palimpsest.bench.images;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanExpression;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.data.catalogue.SetSummary;

/** The actions of the Images page, each on a single letter. */
public final class ImagesActions {

  static final String ADD_FILE = "images-add-file";
  static final String ADD_FOLDER = "images-add-folder";
  static final String ADD_AGAIN = "images-add-again";
  static final String USE = "images-use";
  static final String REMOVE = "images-remove";
  static final String OTHER = "images-other";
  static final String PART = "images-part";
  static final String DOWNLOAD = "images-download";

  private final ImagesPageModel model;
  private final BooleanExpression here;

  /**
   * Actions of a page.
   *
   * @param here whether the page is shown
   */
  public ImagesActions(ImagesPageModel model, BooleanExpression here) {
    this.model = model;
    this.here = here;
  }

  /**
   * Adds them.
   *
   * @param file asks for a file with images
   * @param folder asks for a folder with images
   */
  public void addTo(
      ActionGroup group, Supplier<Optional<Path>> file, Supplier<Optional<Path>> folder) {
    BooleanExpression pictures =
        is(model.gallery().shownProperty().map(Shown.Pictures.class::isInstance));
    group.add(
        ADD_FILE,
        "Add file…",
        Feather.FILE_PLUS,
        "Add a file of images as an image set: NumPy arrays or CSV. Dropping it here does it too.",
        Action.key(KeyCode.A),
        here,
        () -> file.get().map(List::of).ifPresent(model::add));
    group.add(
        ADD_FOLDER,
        "Add folder…",
        Feather.FOLDER_PLUS,
        "Add a folder of images as an image set: a folder for each class, IDX or CIFAR files."
            + " Dropping it here does it too.",
        Action.key(KeyCode.F),
        here,
        () -> folder.get().map(List::of).ifPresent(model::add));
    group.add(
        USE,
        "Use in setup",
        Feather.CORNER_DOWN_LEFT,
        "Let the form use this image set, and show the tasks made of it.",
        Action.key(KeyCode.U),
        here.and(is(model.canUse())),
        model::use);
    group.add(
        OTHER,
        "Other examples",
        Feather.REFRESH_CW,
        "Show the next images of each class.",
        Action.key(KeyCode.O),
        here.and(pictures),
        model.gallery()::otherExamples);
    group.add(
        PART,
        "Training or test images",
        Feather.LAYERS,
        "Show images for tests instead of those for training, or the other way round.",
        Action.key(KeyCode.T),
        here,
        () -> model.gallery().partProperty().set(model.gallery().partProperty().get().other()));
    group.add(
        ADD_AGAIN,
        "Add again…",
        Feather.ROTATE_CW,
        "Add the chosen image set again, as its files are now.",
        Action.key(KeyCode.G),
        here.and(needs(Shown.Remedy.ADD_AGAIN)),
        model::addAgain);
    group.add(
        DOWNLOAD,
        "Download these images",
        Feather.DOWNLOAD_CLOUD,
        "Download what is missing of the chosen images to the data folder.",
        Action.key(KeyCode.L),
        here.and(needs(Shown.Remedy.DOWNLOAD))
            .and(model.files().download().underWayProperty().not()),
        model::download);
    group.add(
        REMOVE,
        "Remove",
        Feather.TRASH_2,
        "Forget this image set of your own; its files and its runs stay. This can be undone.",
        Action.key(KeyCode.R),
        here.and(
            is(
                model
                    .sets()
                    .chosenProperty()
                    .map(entry -> entry instanceof Entry.Known(SetSummary set) && set.isOwn()))),
        model::remove);
  }

  private BooleanExpression needs(Shown.Remedy remedy) {
    return is(
        model
            .gallery()
            .shownProperty()
            .map(shown -> shown instanceof Shown.Refused refused && refused.remedy() == remedy));
  }

  private static BooleanExpression is(ObservableValue<Boolean> value) {
    return Bindings.createBooleanBinding(() -> Boolean.TRUE.equals(value.getValue()), value);
  }
}
