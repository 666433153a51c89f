package palimpsest.bench.setup;

import javafx.beans.binding.Bindings;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import palimpsest.bench.action.Action;
import palimpsest.bench.download.ShownDownload;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.Unbroken;

/** The line below the tasks that says which images are not there, and fetches them. */
final class ImagesRow extends HBox {

  private static final PseudoClass ARRIVING = PseudoClass.getPseudoClass("arriving");

  ImagesRow(ImagesModel model, Action fetching) {
    ShownDownload download = model.download();
    getStyleClass().add("images-row");
    setAlignment(Pos.CENTER_LEFT);
    Label words = new Label();
    words.setId("images-lack");
    words.setWrapText(true);
    words.setMaxWidth(Double.MAX_VALUE);
    words
        .textProperty()
        .bind(
            Bindings.when(download.underWayProperty())
                .then(Unbroken.of(download.arrivingProperty()))
                .otherwise(model.lackProperty()));
    words.getStyleClass().add("complaint");
    download.underWayProperty().subscribe(busy -> words.pseudoClassStateChanged(ARRIVING, busy));
    HBox.setHgrow(words, Priority.ALWAYS);
    Button fetch = button("images-fetch", "Fetch", model::fetch);
    Ui.named(
        fetch,
        "Fetch the images",
        fetching.tip("Downloads them into the data folder; what is there stays."));
    Ui.shownWhen(fetch, download.underWayProperty().not());
    Button cancel = button("images-cancel", "Cancel", download::cancel);
    Ui.named(
        cancel,
        "Cancel",
        "Ends the download; what has come is kept, and the next goes on from it.");
    Ui.shownWhen(cancel, download.underWayProperty());
    getChildren().addAll(words, fetch, cancel);
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
