package palimpsest.bench.look;

import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseButton;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import org.jspecify.annotations.Nullable;

/**
 * A card over the window that takes all keys while it is open. Escape, and a click beside it, close
 * it; the focus goes back to where it was.
 */
public final class Overlay extends StackPane {

  private final ReadOnlyBooleanWrapper open = new ReadOnlyBooleanWrapper(this, "open", false);
  private final Region card;
  private final Node first;
  private @Nullable Node focusBefore;

  /**
   * A card, closed.
   *
   * @param card the content
   * @param first the control that has the focus when it opens
   */
  public Overlay(Region card, Node first) {
    this.card = card;
    this.first = first;
    getStyleClass().add("overlay");
    card.getStyleClass().add("overlay-card");
    card.setMaxHeight(Region.USE_PREF_SIZE);
    card.setMaxWidth(Region.USE_PREF_SIZE);
    setAlignment(card, Pos.TOP_CENTER);
    Ui.shownWhen(this, open);
    addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ESCAPE) {
            close();
          }
          event.consume();
        });
    setOnMousePressed(event -> {
      if (equals(event.getTarget()) && event.getButton() == MouseButton.PRIMARY) {
        close();
      }
      event.consume();
    });
    sceneProperty()
        .subscribe(scene -> {
          if (scene != null) {
            scene.focusOwnerProperty().addListener((observed, was, is) -> focusMoved(is));
          }
        });
  }

  /** Has the card lie at the foot of the window, where what it speaks of stays in sight. */
  public Overlay atFoot() {
    setAlignment(card, Pos.BOTTOM_CENTER);
    getStyleClass().add("overlay-foot");
    return this;
  }

  /** Whether it is open. */
  public ReadOnlyBooleanProperty openProperty() {
    return open.getReadOnlyProperty();
  }

  /** Opens it, if it is not open. */
  public void open() {
    if (!open.get()) {
      focusBefore = getScene() == null ? null : getScene().getFocusOwner();
      // Not before: until then the card costs neither style nor layout.
      getChildren().setAll(card);
      open.set(true);
      applyCss();
      layout();
      first.requestFocus();
    }
  }

  /** Closes it. */
  public void close() {
    if (open.get()) {
      open.set(false);
      if (focusBefore != null) {
        focusBefore.requestFocus();
      }
      focusBefore = null;
    }
  }

  /** Tab does not lead out of an open card. */
  private void focusMoved(@Nullable Node focus) {
    if (open.get() && focus != null && !holds(focus)) {
      first.requestFocus();
    }
  }

  private boolean holds(Node node) {
    for (Node at = node; at != null; at = at.getParent()) {
      if (equals(at)) {
        return true;
      }
    }
    return false;
  }
}
