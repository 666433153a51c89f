package palimpsest.bench.action;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Spinner;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.jspecify.annotations.Nullable;

/**
 * All that can be done in a window. Keys, buttons, tooltips, the palette and the list of keys
 * follow from it, so that none of them can say anything else. Used on the window's thread.
 */
public final class Actions {

  /** On a Mac many signs, such as brackets, are written with the key that is Alt elsewhere. */
  private static final boolean OPTION_WRITES = System.getProperty("os.name").startsWith("Mac");

  private final Map<String, Action> byId = new LinkedHashMap<>();
  private final List<Action> recent = new ArrayList<>();
  private final Map<String, Runnable> instead = new HashMap<>();

  /**
   * Takes an action in.
   *
   * @throws IllegalArgumentException if another one has its id or its key
   */
  public void add(Action action) {
    if (byId.containsKey(action.id())) {
      throw new IllegalArgumentException("two actions are called " + action.id());
    }
    // What is written for people is what is pressed: Ctrl+D and Shortcut+D are one key here.
    for (Action other : byId.values()) {
      if (action.shortcut() != null && other.keyText().equals(action.keyText())) {
        throw new IllegalArgumentException(
            "%s is the key of both %s and %s".formatted(action.keyText(), other.id(), action.id()));
      }
    }
    byId.put(action.id(), action);
  }

  /** The action of a name. */
  public Action get(String id) {
    Action action = byId.get(id);
    if (action == null) {
      throw new IllegalArgumentException("no action is called " + id);
    }
    return action;
  }

  /** All of them, in the order in which they were added. */
  public List<Action> all() {
    return List.copyOf(byId.values());
  }

  /** Those that were done in this window, the last one first. */
  public List<Action> recent() {
    return List.copyOf(recent);
  }

  /** Says why an action cannot be done, when someone asks for it while it cannot. */
  public void otherwise(String id, Runnable why) {
    instead.put(get(id).id(), why);
  }

  /** Does an action if it can be done now; else says why not, if anyone knows. */
  public void perform(Action action) {
    if (action.isEnabled()) {
      recent.remove(action);
      recent.addFirst(action);
      action.handler().run();
    } else {
      instead.getOrDefault(action.id(), () -> {}).run();
    }
  }

  /** Listens to the keys that nothing else in a scene has taken. */
  public void listen(Scene scene) {
    scene.addEventHandler(KeyEvent.KEY_PRESSED, event -> pressed(event, scene.getFocusOwner()));
  }

  private void pressed(KeyEvent event, @Nullable Node focus) {
    Optional<Action> meant =
        byId.values().stream()
            .filter(action -> action.shortcut() != null && matches(action.shortcut(), event))
            .findFirst();
    if (meant.isPresent() && !(isText(focus) && isTyping(event))) {
      event.consume();
      perform(meant.get());
    }
  }

  /**
   * Whether an event is of a key, wherever the keyboard has its sign: on many + is Shift and =, and
   * the number pad has codes of its own.
   */
  private static boolean matches(KeyCombination shortcut, KeyEvent event) {
    if (shortcut.match(event)) {
      return true;
    }
    KeyCode usual =
        switch (event.getCode()) {
          case EQUALS, ADD -> KeyCode.PLUS;
          case SUBTRACT -> KeyCode.MINUS;
          case NUMPAD0 -> KeyCode.DIGIT0;
          default -> event.getCode();
        };
    boolean shift = event.isShiftDown() && event.getCode() != KeyCode.EQUALS;
    return usual != event.getCode()
        && shortcut.match(
            new KeyEvent(
                event.getEventType(),
                event.getCharacter(),
                event.getText(),
                usual,
                shift,
                event.isControlDown(),
                event.isAltDown(),
                event.isMetaDown()));
  }

  /** Whether a key without a commanding one is part of a text that is being written. */
  private static boolean isTyping(KeyEvent event) {
    KeyCode key = event.getCode();
    return !event.isShortcutDown()
        && !event.isControlDown()
        && !event.isMetaDown()
        && (!event.isAltDown() || OPTION_WRITES)
        && !key.isFunctionKey()
        && key != KeyCode.ESCAPE;
  }

  private static boolean isText(@Nullable Node focus) {
    return switch (focus) {
      case TextInputControl text -> text.isEditable();
      // Letters go to the choice that begins with them.
      case ComboBox<?> _ -> true;
      case Spinner<?> spinner -> spinner.isEditable();
      case null, default -> false;
    };
  }
}
