package palimpsest.bench.look;

import java.util.function.BiPredicate;
import javafx.beans.property.Property;
import javafx.scene.control.Toggle;
import javafx.scene.control.ToggleGroup;

/**
 * Ties a group of toggles to a value, however the choice is made: by a click, by the arrow keys,
 * which select without an action, or elsewhere. One of them is always selected.
 */
public final class Toggles {

  private Toggles() {}

  /** Ties a group to a value; the user data of each toggle is the value that it stands for. */
  public static <T> void bind(ToggleGroup group, Property<T> value, Class<T> type) {
    bind(group, value, type, Object::equals);
  }

  /**
   * Ties a group to a value.
   *
   * @param alike tests if a toggle's value, given first, matches the property's
   */
  public static <T> void bind(
      ToggleGroup group, Property<T> value, Class<T> type, BiPredicate<T, T> alike) {
    value.subscribe(now -> {
      for (Toggle toggle : group.getToggles()) {
        if (alike.test(type.cast(toggle.getUserData()), now)) {
          group.selectToggle(toggle);
          return;
        }
      }
      group.selectToggle(null);
    });
    group
        .selectedToggleProperty()
        .subscribe((was, is) -> {
          if (is != null) {
            T chosen = type.cast(is.getUserData());
            if (!alike.test(chosen, value.getValue())) {
              value.setValue(chosen);
            }
          } else if (was != null && alike.test(type.cast(was.getUserData()), value.getValue())) {
            // To press the pressed one again changes nothing.
            group.selectToggle(was);
          }
        });
  }
}
