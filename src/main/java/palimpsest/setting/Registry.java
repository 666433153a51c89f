package palimpsest.setting;

import java.util.List;
import java.util.Optional;

/**
 * The components of one kind, and the setting that chooses among them. The list is written out:
 * nothing is searched for.
 *
 * @param <C> kind of component
 * @param choice the setting whose values are the components
 * @param components all of them, in the order in which to offer them
 */
public record Registry<C extends Component>(Setting<C> choice, List<C> components) {

  /** Copies the list. */
  public Registry {
    components = List.copyOf(components);
  }

  /**
   * Some components, the first of which is chosen before anyone changes that.
   *
   * @param key name of the choice in files and on the command line, such as {@code strategy}
   * @param label name of the choice in the window
   * @param help the meaning of the choice, in a sentence
   */
  public static <C extends Component> Registry<C> of(
      String key, String label, String help, List<C> components) {
    return new Registry<>(
        Setting.of(key, label, help, Kind.OneOf.named(components), components.getFirst()),
        components);
  }

  /** The component with a key. */
  public Optional<C> named(String key) {
    return components.stream().filter(one -> one.key().equals(key)).findFirst();
  }

  /** The component that values choose, with its own settings among them. */
  public Chosen<C> chosen(SettingValues values) {
    return new Chosen<>(values.get(choice), values);
  }
}
