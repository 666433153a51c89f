package palimpsest.bench.look;

import java.util.List;
import java.util.function.Function;
import javafx.beans.property.Property;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.ToggleGroup;
import javafx.scene.layout.HBox;

/** A row of joined buttons of which one is always pressed, for a value with few choices. */
public final class Segments<T> extends HBox {

  private final ToggleGroup group = new ToggleGroup();

  /**
   * Buttons for a value.
   *
   * @param values the choices, in their order
   * @param text the label of a button
   * @param help the meaning of a choice, in a sentence for the button's tooltip
   * @param value the value, which the buttons follow and set
   */
  public Segments(
      Class<T> type,
      List<T> values,
      Function<T, String> text,
      Function<T, String> help,
      Property<T> value) {
    getStyleClass().add("segments");
    setAlignment(Pos.CENTER_LEFT);
    for (int i = 0; i < values.size(); i++) {
      ToggleButton button = new ToggleButton(text.apply(values.get(i)));
      button
          .getStyleClass()
          .add(i == 0 ? "left-pill" : i == values.size() - 1 ? "right-pill" : "center-pill");
      button.setUserData(values.get(i));
      button.setToggleGroup(group);
      button.setMinWidth(USE_PREF_SIZE);
      Ui.named(button, button.getText(), help.apply(values.get(i)));
      getChildren().add(button);
    }
    Toggles.bind(group, value, type);
  }

  /** The button of a choice, by its place. */
  public ToggleButton button(int place) {
    return (ToggleButton) getChildren().get(place);
  }

  /** Moves the focus to the pressed button. */
  public void focusSelected() {
    if (group.getSelectedToggle() instanceof Node pressed) {
      pressed.requestFocus();
    }
  }
}
