package palimpsest.bench.setup;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import palimpsest.bench.action.Action;
import palimpsest.bench.download.DownloadModel;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;

/** The lines below the tasks that say which images are missing, and get them. */
final class ImagesRow extends VBox {

  private static final PseudoClass ARRIVING = PseudoClass.getPseudoClass("arriving");

  ImagesRow(ImagesModel model, Action fetching, Runnable choose) {
    DownloadModel download = model.download();
    getStyleClass().add("images-row");
    Label words = new Label();
    words.setId("images-lack");
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    words
        .textProperty()
        .bind(
            Bindings.when(download.underWayProperty())
                .then(NonBreakingUnits.of(download.arrivingProperty()))
                .otherwise(model.lackProperty()));
    words.getStyleClass().add("error");
    download.underWayProperty().subscribe(busy -> words.pseudoClassStateChanged(ARRIVING, busy));
    Button fetch = button("images-fetch", "Download", model::fetch);
    Ui.named(
        fetch,
        "Download the images",
        fetching.tip("Downloads them to the data folder; existing files are kept."));
    Ui.shownWhen(fetch, download.underWayProperty().not().and(model.publishedProperty()));
    Button folder = button("images-folder", "Choose folder…", choose);
    Ui.named(folder, "Choose the data folder", "Reads them from a folder that has them.");
    Ui.shownWhen(folder, download.underWayProperty().not().and(model.publishedProperty()));
    Button again = button("images-again", "Look again", model::look);
    Ui.named(again, "Look again", "Looks whether the images are where they were read from.");
    Ui.shownWhen(again, download.underWayProperty().not().and(model.publishedProperty().not()));
    Button cancel = button("images-cancel", "Cancel", download::cancel);
    Ui.named(
        cancel,
        "Cancel",
        "Stops the download. Already downloaded data is kept, and the next download"
            + " continues from it.");
    Ui.shownWhen(cancel, download.underWayProperty());
    HBox buttons = new HBox(fetch, folder, again, cancel);
    buttons.getStyleClass().add("images-buttons");
    buttons.setAlignment(Pos.CENTER_RIGHT);
    getChildren().addAll(words, buttons);
    Ui.shownWhen(this, download.underWayProperty().or(model.lackProperty().isNotEmpty()));
  }

  private static Button button(String id, String text, Runnable action) {
    Button button = new Button(text);
    button.setId(id);
    button.setMinWidth(USE_PREF_SIZE);
    button.setOnAction(event -> action.run());
    return button;
  }
}
