package palimpsest.cli;

import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The fields of a specification as options, such as {@code --importance 3}. */
final class SpecOptions {

  private SpecOptions() {}

  /** Gives a command an option for each field. */
  static void addTo(CommandSpec command) {
    for (SpecField field : SpecField.values()) {
      OptionSpec.Builder option =
          OptionSpec.builder("--" + field.key())
              .type(String.class)
              .paramLabel(label(field))
              .description(description(field));
      if (isTruth(field)) {
        option.arity("0..1").fallbackValue("true");
      } else {
        option.arity("1");
      }
      command.addOption(option.build());
    }
  }

  /**
   * The fields that were given.
   *
   * @throws CommandLine.ParameterException if one is not what it must be
   */
  static Map<SpecField, String> given(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    Map<SpecField, String> given = new EnumMap<>(SpecField.class);
    for (SpecField field : SpecField.values()) {
      String option = "--" + field.key();
      if (parsed.hasMatchedOption(option)) {
        String text = parsed.matchedOptionValue(option, "");
        String complaint = SpecDraft.initial().with(field, text).complaint(field);
        if (!complaint.isEmpty()) {
          throw new CommandLine.ParameterException(command, complaint);
        }
        given.put(field, text);
      }
    }
    return given;
  }

  /** A specification with some fields changed. */
  static ExperimentSpec changed(ExperimentSpec spec, Map<SpecField, String> changes) {
    SpecDraft draft = SpecDraft.of(spec);
    for (Map.Entry<SpecField, String> change : changes.entrySet()) {
      draft = draft.with(change.getKey(), change.getValue());
    }
    return draft.toSpec();
  }

  /** A specification with another seed. */
  static ExperimentSpec withSeed(ExperimentSpec spec, long seed) {
    return changed(spec, Map.of(SpecField.SEED, Long.toString(seed)));
  }

  private static String label(SpecField field) {
    String initial = field.initial();
    return isTruth(field)
        ? "true|false"
        : initial.matches("[0-9.]+") ? "N" : field.key().replace("-", "_").toUpperCase(Locale.ROOT);
  }

  private static boolean isTruth(SpecField field) {
    return field.range().equals("true or false");
  }

  private static String description(SpecField field) {
    String range = Character.toUpperCase(field.range().charAt(0)) + field.range().substring(1);
    // Percent signs and the like would be read as format specifiers.
    return (field.help() + " " + range + "." + initial(field)).replace("%", "%%");
  }

  /** What a run without a preset begins with: it depends on the image set. */
  private static String initial(SpecField field) {
    String glyphs = Presets.beginning(SpecField.IMAGES.initial()).text(field);
    String others = field.initial();
    if (glyphs.isEmpty()) {
      return "";
    }
    return glyphs.equals(others)
        ? " Default: %s.".formatted(others)
        : " Default: %s; with other images than %s %s."
            .formatted(glyphs, SpecField.IMAGES.initial(), others);
  }
}
