package palimpsest.bench.look;

import java.util.Locale;
import java.util.function.Function;
import java.util.stream.IntStream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.ListView;
import javafx.scene.control.skin.ComboBoxListViewSkin;
import javafx.scene.input.KeyEvent;

/**
 * Typing in a list of choices: a letter goes to the next choice that begins with it, several
 * letters in a row to the first that begins with them. The list opens at the choice that is made.
 *
 * @param <T> type of the choices
 */
public final class TypedChoice<T> {

  /** Letters typed within so many nanoseconds belong together. */
  private static final long TOGETHER = 1_000_000_000;

  /** Choices that are seen above the chosen one. */
  private static final int ABOVE = 3;

  private final ComboBox<T> box;
  private final Function<T, String> words;
  private String typed = "";
  private long last;

  private TypedChoice(ComboBox<T> box, Function<T, String> words) {
    this.box = box;
    this.words = words;
  }

  /**
   * Adds typing and scrolling to a list.
   *
   * @param words the text of a choice
   */
  public static <T> void in(ComboBox<T> box, Function<T, String> words) {
    TypedChoice<T> choice = new TypedChoice<>(box, words);
    box.addEventHandler(KeyEvent.KEY_TYPED, choice::onTyped);
    box.addEventHandler(ComboBoxBase.ON_SHOWN, _ -> choice.show());
  }

  private void onTyped(KeyEvent event) {
    String letter = event.getCharacter();
    if (event.isControlDown()
        || event.isAltDown()
        || event.isMetaDown()
        || letter.isEmpty()
        || letter.charAt(0) <= ' ') {
      return;
    }
    long now = System.nanoTime();
    typed = (now - last < TOGETHER ? typed : "") + letter.toLowerCase(Locale.ROOT);
    last = now;
    int at = box.getSelectionModel().getSelectedIndex();
    int found = typed.length() > 1 ? find(typed, Math.max(0, at)) : -1;
    if (found < 0) {
      found = find(letter.toLowerCase(Locale.ROOT), at + 1);
    }
    if (found >= 0) {
      box.getSelectionModel().select(found);
      show();
    }
    event.consume();
  }

  /** The first choice that begins so, from one on and around; −1 if none does. */
  private int find(String beginning, int from) {
    int count = box.getItems().size();
    return IntStream.range(0, count)
        .map(i -> (from + i) % count)
        .filter(
            i -> words.apply(box.getItems().get(i)).toLowerCase(Locale.ROOT).startsWith(beginning))
        .findFirst()
        .orElse(-1);
  }

  private void show() {
    int chosen = box.getSelectionModel().getSelectedIndex();
    if (chosen >= 0
        && box.isShowing()
        && box.getSkin() instanceof ComboBoxListViewSkin<?> skin
        && skin.getPopupContent() instanceof ListView<?> list) {
      list.scrollTo(Math.max(0, chosen - ABOVE));
    }
  }
}
