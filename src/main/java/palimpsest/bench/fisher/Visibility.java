package palimpsest.bench.fisher;

import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.stage.Window;

/** Checks if a node is visible: in a window on the screen, with everything around it visible. */
final class Visibility {

  private Visibility() {}

  /** True while a node can be seen. */
  static ObservableValue<Boolean> of(Node node) {
    return node.sceneProperty()
        .flatMap(Scene::windowProperty)
        .flatMap(Window::showingProperty)
        .flatMap(showing -> showing ? visible(node) : new SimpleBooleanProperty(false))
        .orElse(false);
  }

  private static ObservableValue<Boolean> visible(Node node) {
    return node.visibleProperty()
        .flatMap(itself -> itself ? around(node) : new SimpleBooleanProperty(false));
  }

  private static ObservableValue<Boolean> around(Node node) {
    return node.parentProperty().flatMap(Visibility::visible).orElse(true);
  }
}
