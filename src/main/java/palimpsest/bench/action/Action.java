package palimpsest.bench.action;

import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;

/**
 * One thing that a person can do in the window.
 *
 * @param id its name in the program and in tests, such as {@code theme}
 * @param title its label on buttons and in lists
 * @param group its group, a heading in the list of keys
 * @param icon its picture
 * @param help its effect, in a sentence
 * @param shortcut the key that does it, or null
 * @param enabled whether it can be done now
 * @param handler does it
 */
public record Action(
    String id,
    String title,
    String group,
    Feather icon,
    String help,
    @Nullable KeyCombination shortcut,
    ObservableValue<Boolean> enabled,
    Runnable handler) {

  /** An action that can always be done. */
  public Action(
      String id,
      String title,
      String group,
      Feather icon,
      String help,
      @Nullable KeyCombination shortcut,
      Runnable handler) {
    this(id, title, group, icon, help, shortcut, always(), handler);
  }

  /** A key together with the one that commands go by: Ctrl, or ⌘ on a Mac. */
  public static KeyCombination command(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN);
  }

  /** A key together with Shift and the one that commands go by. */
  public static KeyCombination shiftCommand(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHORTCUT_DOWN, KeyCombination.SHIFT_DOWN);
  }

  /** A key together with Shift. */
  public static KeyCombination shift(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.SHIFT_DOWN);
  }

  /** A key together with Alt, which is ⌥ on a Mac. */
  public static KeyCombination alt(KeyCode key) {
    return new KeyCodeCombination(key, KeyCombination.ALT_DOWN);
  }

  /** A key alone. */
  public static KeyCombination key(KeyCode key) {
    return new KeyCodeCombination(key);
  }

  /** Whether it can be done now. */
  public boolean isEnabled() {
    return Boolean.TRUE.equals(enabled.getValue());
  }

  /** The key as it is written for people, such as Ctrl+Enter; empty if there is none. */
  public String keyText() {
    return shortcut == null ? "" : shortcut.getDisplayText();
  }

  /** The tooltip of its button: its effect, and its key. */
  public String tip() {
    return tip(help);
  }

  /** A sentence of another content, with its key. */
  public String tip(String sentence) {
    return shortcut == null ? sentence : sentence + " " + keyText();
  }

  private static ObservableValue<Boolean> always() {
    return new ReadOnlyBooleanWrapper(true).getReadOnlyProperty();
  }
}
