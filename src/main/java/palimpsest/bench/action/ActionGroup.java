package palimpsest.bench.action;

import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/** Adds actions that belong together, under one heading. */
public final class ActionGroup {

  private final Actions actions;
  private final String title;

  /**
   * A group without members.
   *
   * @param title the heading in the list of keys
   */
  public ActionGroup(Actions actions, String title) {
    this.actions = actions;
    this.title = title;
  }

  /** Adds an action that can always be done. */
  public void add(
      String id,
      String name,
      Feather icon,
      String help,
      @Nullable KeyCombination key,
      Runnable handler) {
    actions.add(new Action(id, name, title, icon, help, key, handler));
  }

  /** Adds an action that can be done only while something holds. */
  public void add(
      String id,
      String name,
      Feather icon,
      String help,
      KeyCombination key,
      ObservableValue<Boolean> enabled,
      Runnable handler) {
    actions.add(new Action(id, name, title, icon, help, key, enabled, handler));
  }
}
