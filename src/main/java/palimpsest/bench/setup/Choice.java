package palimpsest.bench.setup;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/**
 * One of the values of a setting that has only a few.
 *
 * @param key the text it puts into a draft
 * @param label its label, for people
 * @param help its meaning; may be empty
 */
record Choice(String key, String label, String help) {

  /** The values of a setting; none if it takes any number or text. */
  static List<Choice> of(Setting<?> setting) {
    return setting.kind() instanceof Kind.OneOf<?> choice
        ? choice.options().stream().map(Choice::of).toList()
        : List.of();
  }

  private static Choice of(Kind.OneOf.Option<?> option) {
    return new Choice(option.key(), option.label(), option.help());
  }
}
