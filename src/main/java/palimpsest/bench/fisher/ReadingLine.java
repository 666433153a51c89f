package palimpsest.bench.fisher;

import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Label;

/** The line that reads out what is under the pointer. */
final class ReadingLine extends Label {

  ReadingLine(ObservableStringValue reading) {
    setId("reading");
    getStyleClass().add("reading");
    textProperty()
        .bind(
            Bindings.when(Bindings.isEmpty(reading))
                .then("Point at an entry to read it. Wheel to zoom, drag to move.")
                .otherwise(reading));
  }
}
