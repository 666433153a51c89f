package palimpsest.setting;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Values of settings. Immutable; equal to others that hold equal values of the same settings. */
public final class SettingValues {

  /** No values: every setting has its initial one. */
  public static final SettingValues INITIAL = new SettingValues(new LinkedHashMap<>());

  private final SequencedMap<Setting<?>, Object> values;

  private SettingValues(SequencedMap<Setting<?>, Object> values) {
    this.values = values;
  }

  /** The values that texts stand for; a text that stands for none counts as the initial value. */
  public static SettingValues readable(Map<Setting<?>, String> texts) {
    SequencedMap<Setting<?>, Object> values = new LinkedHashMap<>();
    texts.forEach((setting, text) ->
        setting.kind().read(text).ifPresent(value -> values.put(setting, value)));
    return new SettingValues(values);
  }

  /** The value of a setting; its initial one unless another was set. */
  @SuppressWarnings("unchecked") // with() and readable() only take values of the setting's type
  public <T> T get(Setting<T> setting) {
    Object value = values.get(setting);
    return value == null ? setting.initial() : (T) value;
  }

  /** Whether a value was set. */
  public boolean holds(Setting<?> setting) {
    return values.containsKey(setting);
  }

  /** The same with another value of a setting. */
  public <T> SettingValues with(Setting<T> setting, T value) {
    SequencedMap<Setting<?>, Object> changed = new LinkedHashMap<>(values);
    changed.put(setting, value);
    return new SettingValues(changed);
  }

  /**
   * The same with the value that a text stands for.
   *
   * @throws palimpsest.problem.Problem naming the setting, the text and the range, if it stands for
   *     none
   */
  public <T> SettingValues reading(Setting<T> setting, String text) {
    return with(setting, setting.read(text));
  }

  /** The same without the values of other settings than these, and with theirs in this order. */
  public SettingValues only(SequencedSet<Setting<?>> settings) {
    SequencedMap<Setting<?>, Object> kept = new LinkedHashMap<>();
    settings.forEach(setting -> kept.put(setting, get(setting)));
    return new SettingValues(kept);
  }

  /** The settings whose values were set, in the order in which they were. */
  public Set<Setting<?>> settings() {
    return Collections.unmodifiableSet(new LinkedHashSet<>(values.keySet()));
  }

  /** The value of a setting as text. */
  public <T> String text(Setting<T> setting) {
    return setting.kind().write(get(setting));
  }

  /** The value of a setting as JSON has it. */
  public <T> Object plain(Setting<T> setting) {
    return setting.kind().plain(get(setting));
  }

  /** The value of a setting as it is written in the name of a run. */
  public <T> String phrase(Setting<T> setting) {
    return setting.phrase(get(setting));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SettingValues that && values.equals(that.values);
  }

  @Override
  public int hashCode() {
    return Objects.hashCode(values);
  }

  /** The values by key, as a map is written. */
  @Override
  public String toString() {
    Map<String, String> texts = new LinkedHashMap<>();
    values.keySet().forEach(setting -> texts.put(setting.key(), text(setting)));
    return texts.toString();
  }
}
