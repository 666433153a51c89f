package palimpsest.setting;

import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import palimpsest.problem.Problem;

/**
 * A setting that a component declares. Two settings are the same only if they are one object:
 * components that share a setting share its value, too.
 *
 * @param <T> type of its values
 */
public final class Setting<T> {

  private final String key;
  private final String label;
  private final String help;
  private final Kind<T> kind;
  private final T initial;
  private final Predicate<SettingValues> relevant;
  private final boolean decisive;
  private final boolean seldom;
  private final Function<T, String> phrase;
  private final String zero;

  private Setting(
      String key,
      String label,
      String help,
      Kind<T> kind,
      T initial,
      Predicate<SettingValues> relevant,
      boolean decisive,
      boolean seldom,
      Function<T, String> phrase,
      String zero) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.kind = kind;
    this.initial = initial;
    this.relevant = relevant;
    this.decisive = decisive;
    this.seldom = seldom;
    this.phrase = phrase;
    this.zero = zero;
  }

  /**
   * A setting.
   *
   * @param key its name in files and, behind two dashes, on the command line
   * @param label its name in the window
   * @param help its effect, in a sentence or two
   * @param kind its values
   * @param initial its value before anyone changes it
   */
  public static <T> Setting<T> of(String key, String label, String help, Kind<T> kind, T initial) {
    String before =
        kind instanceof Kind.OneOf || kind instanceof Kind.Text
            ? ""
            : label.toLowerCase(Locale.UK) + " ";
    return new Setting<>(
        key,
        label,
        help,
        kind,
        initial,
        values -> true,
        true,
        false,
        value -> before + label(kind, value),
        "");
  }

  private static <T> String label(Kind<T> kind, T value) {
    return kind instanceof Kind.OneOf<T> choice ? choice.option(value).label() : kind.write(value);
  }

  /** The same, read only where other settings of its component have certain values. */
  public Setting<T> when(Predicate<SettingValues> condition) {
    return new Setting<>(
        key, label, help, kind, initial, condition, decisive, seldom, phrase, zero);
  }

  /** The same, without influence on what a run measures. */
  public Setting<T> withoutInfluence() {
    return new Setting<>(key, label, help, kind, initial, relevant, false, seldom, phrase, zero);
  }

  /** The same, changed so seldom that forms fold it away. */
  public Setting<T> seldom() {
    return new Setting<>(key, label, help, kind, initial, relevant, decisive, true, phrase, zero);
  }

  /** The same, whose value is written in a name of a run in other words than usual. */
  public Setting<T> named(Function<T, String> words) {
    return new Setting<>(key, label, help, kind, initial, relevant, decisive, seldom, words, zero);
  }

  /**
   * The same, whose value 0 means something else than none of what is counted.
   *
   * @param words the meaning of 0 in a word or two, such as "all"
   */
  public Setting<T> zero(String words) {
    return new Setting<>(
        key, label, help, kind, initial, relevant, decisive, seldom, phrase, words);
  }

  /** The same with another value before anyone changes it. */
  public Setting<T> beginning(T value) {
    return new Setting<>(key, label, help, kind, value, relevant, decisive, seldom, phrase, zero);
  }

  /** The name in files and, behind two dashes, on the command line. */
  public String key() {
    return key;
  }

  /** The name in the window. */
  public String label() {
    return label;
  }

  /** Its effect, in a sentence or two. */
  public String help() {
    return help;
  }

  /** Its values. */
  public Kind<T> kind() {
    return kind;
  }

  /** The value before anyone changes it. */
  public T initial() {
    return initial;
  }

  /** The initial value as text. */
  public String initialText() {
    return kind.write(initial);
  }

  /** Whether a run with these values reads it. */
  public boolean isRelevant(SettingValues values) {
    return relevant.test(values);
  }

  /** Whether it influences what a run measures. */
  public boolean isDecisive() {
    return decisive;
  }

  /** Whether it is changed so seldom that forms fold it away. */
  public boolean isSeldom() {
    return seldom;
  }

  /** A value as it is written in the name of a run, such as "importance 10". */
  public String phrase(T value) {
    return phrase.apply(value);
  }

  /**
   * The value that a text stands for.
   *
   * @throws Problem naming the setting, the text and the range, if it stands for none
   */
  public T read(String text) {
    Optional<T> value = kind.read(text);
    return value.orElseThrow(() -> kind.problem(key, text));
  }

  /**
   * The meaning of a text where that is not to be seen from it, such as "all" for 0; else empty.
   */
  public String meaning(String text) {
    return kind.read(text)
            .filter(value -> value instanceof Number n && n.doubleValue() == 0)
            .isPresent()
        ? zero
        : "";
  }

  /** Whether 0 has a meaning of its own. */
  public boolean hasZero() {
    return !zero.isEmpty();
  }

  /** The key. */
  @Override
  public String toString() {
    return key;
  }
}
