package palimpsest.bench.action;

import javafx.scene.control.Button;
import javafx.scene.layout.HBox;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Ui;

/** Buttons that do an action, and are enabled, named and explained as it is. */
public final class Buttons {

  private Buttons() {}

  /** A button with icon and title. */
  public static Button of(Actions actions, Action action) {
    Button button = new Button(action.title(), new FontIcon(action.icon()));
    return bind(button, actions, action);
  }

  /** A button that is only the icon. */
  public static Button icon(Actions actions, Action action) {
    Button button = new Button(null, new FontIcon(action.icon()));
    button.getStyleClass().addAll("button-icon", "flat");
    return bind(button, actions, action);
  }

  /**
   * Wraps a button so that its tooltip shows while it is disabled too: that is when one wants to
   * know why.
   */
  public static HBox explained(Button button) {
    HBox wrapped = new HBox(button);
    wrapped.accessibleHelpProperty().bind(button.accessibleHelpProperty());
    Ui.tip(wrapped);
    return wrapped;
  }

  private static Button bind(Button button, Actions actions, Action action) {
    button.setId(action.id());
    button.setAccessibleText(action.title());
    Ui.tip(button, action.tip());
    button.disableProperty().bind(action.enabled().map(enabled -> !enabled));
    button.setOnAction(event -> actions.perform(action));
    return button;
  }
}
