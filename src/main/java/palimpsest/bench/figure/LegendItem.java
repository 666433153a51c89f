package palimpsest.bench.figure;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.AccessibleRole;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.CurveSample;
import palimpsest.chart.LegendEntry;

/** An entry of a legend: a piece of the curve and its name, which can be edited in place. */
final class LegendItem extends HBox {

  private static final PseudoClass HIDDEN = PseudoClass.getPseudoClass("hidden");
  private static final PseudoClass CURRENT = PseudoClass.getPseudoClass("current");

  private final FigureModel model;
  private final CurveSample sample = new CurveSample();
  private final Label name = new Label();
  private final String key;
  private String bareName = "";

  LegendItem(FigureModel model, String key) {
    this.model = model;
    this.key = key;
    getStyleClass().add("legend-item");
    setAlignment(Pos.CENTER_LEFT);
    setAccessibleRole(AccessibleRole.TOGGLE_BUTTON);
    name.setWrapText(true);
    name.setMinWidth(0);
    HBox.setHgrow(name, Priority.ALWAYS);
    getChildren().addAll(sample, name);
  }

  String key() {
    return key;
  }

  /** The list asks without a width; at the figure's side an entry has one, and a name may wrap. */
  @Override
  protected double computePrefHeight(double width) {
    return super.computePrefHeight(width < 0 && getPrefWidth() > 0 ? getPrefWidth() : width);
  }

  void show(LegendEntry entry, ChartTheme theme, boolean current) {
    sample.show(entry.colour(), entry.dash(), theme);
    name.setText(entry.label());
    bareName = entry.name();
    pseudoClassStateChanged(HIDDEN, entry.hidden());
    pseudoClassStateChanged(CURRENT, current);
    setFocusTraversable(current);
    setAccessibleText(entry.label() + (entry.hidden() ? ", hidden" : ", shown"));
  }

  /** Lets the name be written again: Enter takes it, Escape leaves it as it was. */
  void edit() {
    TextField field = new TextField(bareName);
    field.getStyleClass().add("legend-field");
    field.setAccessibleText("Name of the curve");
    field.setPrefWidth(Math.max(140, name.getWidth() + 30));
    getChildren().set(1, field);
    field.addEventFilter(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.ESCAPE) {
            event.consume();
            close(field, event.getCode() == KeyCode.ENTER);
            requestFocus();
          }
        });
    field
        .focusedProperty()
        .subscribe((was, is) -> {
          if (!is) {
            close(field, true);
          }
        });
    field.requestFocus();
    field.selectAll();
  }

  private void close(TextField field, boolean take) {
    if (getChildren().contains(field)) {
      getChildren().set(1, name);
      if (take && !field.getText().strip().equals(bareName)) {
        model.rename(key, field.getText());
      }
    }
  }

  boolean isEdited() {
    return !getChildren().contains(name);
  }
}
