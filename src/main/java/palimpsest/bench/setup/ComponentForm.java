package palimpsest.bench.setup;

import java.util.List;
import javafx.beans.property.SimpleStringProperty;
import javafx.scene.layout.VBox;
import palimpsest.bench.look.StyleSheets;

/** The settings of a component that is no part of a run, a line a setting as in the form. */
public final class ComponentForm extends VBox {

  /** A form with these fields, in their order. */
  public ComponentForm(List<FieldModel> fields) {
    StyleSheets.apply(this, "setup");
    getStyleClass().addAll("setup", "component-form");
    for (FieldModel field : fields) {
      FieldRow row = new FieldRow(field, new SimpleStringProperty(""));
      row.label(field.field().label(), false);
      getChildren().add(row);
    }
  }

  /** Leads to the first field that is wrong, or else to the first. */
  public void focusFirst() {
    List<FieldRow> rows = getChildren().stream().map(FieldRow.class::cast).toList();
    rows.stream()
        .filter(row -> !row.model().errorProperty().get().isEmpty())
        .findFirst()
        .or(() -> rows.stream().findFirst())
        .ifPresent(row -> row.target().requestFocus());
  }
}
