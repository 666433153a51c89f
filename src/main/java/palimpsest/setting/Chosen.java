package palimpsest.setting;

/**
 * A component that was chosen, and values that hold its settings.
 *
 * @param <C> kind of component
 */
public record Chosen<C extends Component>(C component, SettingValues values) {

  /** The value of one of its settings. */
  public <T> T get(Setting<T> setting) {
    return values.get(setting);
  }
}
