package palimpsest.cli;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgGroupSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The settings of a specification as options, such as {@code --importance 3}. */
final class SpecOptions {

  private SpecOptions() {}

  /** Gives a command an option for each key, under the heading of its part. */
  static void addTo(CommandSpec command) {
    command.usageMessage().abbreviateSynopsis(true);
    SpecDraft ofGlyphs = Presets.beginning(DataSettings.IMAGES.initialText());
    Set<String> added = new LinkedHashSet<>();
    int order = 1;
    for (SpecLayout.Part part : SpecLayout.PARTS) {
      ArgGroupSpec.Builder group =
          ArgGroupSpec.builder()
              .heading("%n" + part.label() + "%n")
              .validate(false)
              .exclusive(false)
              .order(order++);
      int before = added.size();
      for (Setting<?> setting : part.all()) {
        if (added.add(setting.key())) {
          group.addArg(option(setting, ofGlyphs));
        }
      }
      if (added.size() > before) {
        command.addArgGroup(group.build());
      }
    }
  }

  private static OptionSpec option(Setting<?> setting, SpecDraft ofGlyphs) {
    OptionSpec.Builder option =
        OptionSpec.builder("--" + setting.key())
            .type(String.class)
            .paramLabel(label(setting))
            .description(description(setting, ofGlyphs));
    if (setting.kind() instanceof Kind.Truth) {
      option.arity("0..1").fallbackValue("true");
    } else {
      option.arity("1");
    }
    return option.build();
  }

  /**
   * The settings that were given, by key.
   *
   * @throws CommandLine.ParameterException if one is not what it must be
   */
  static Map<String, String> given(CommandLine command) {
    ParseResult parsed = command.getParseResult();
    Map<String, String> given = new LinkedHashMap<>();
    for (String key : SpecLayout.keys()) {
      String option = "--" + key;
      if (parsed.hasMatchedOption(option)) {
        String text = parsed.matchedOptionValue(option, "");
        String error = SpecDraft.initial().with(key, text).error(key);
        if (!error.isEmpty()) {
          throw new CommandLine.ParameterException(command, error);
        }
        given.put(key, text);
      }
    }
    return given;
  }

  /** A specification with another seed. */
  static ExperimentSpec withSeed(ExperimentSpec spec, long seed) {
    return spec.with(CommonSettings.SEED, seed);
  }

  private static String label(Setting<?> setting) {
    return switch (setting.kind()) {
      case Kind.Truth _ -> "true|false";
      case Kind.Whole _, Kind.WideWhole _, Kind.Real _ -> "N";
      case Kind.Wholes _ -> "N,N…";
      default -> setting.key().replace("-", "_").toUpperCase(Locale.ROOT);
    };
  }

  private static String description(Setting<?> setting, SpecDraft ofGlyphs) {
    String range = setting.kind().range();
    String sentence = Character.toUpperCase(range.charAt(0)) + range.substring(1);
    // Percent signs and the like would be read as format specifiers.
    return (setting.help() + " " + sentence + "." + initial(setting, ofGlyphs) + owners(setting))
        .replace("%", "%%");
  }

  /** The components that read it, where it is not for all. */
  private static String owners(Setting<?> setting) {
    List<String> owners =
        SpecLayout.named(setting.key()).stream()
            .flatMap(one -> SpecLayout.owners(one).stream())
            .distinct()
            .toList();
    return owners.isEmpty() ? "" : " For %s.".formatted(String.join(", ", owners));
  }

  /**
   * The initial value for a run without a preset: it depends on the image set, or on the component.
   */
  private static String initial(Setting<?> setting, SpecDraft ofGlyphs) {
    List<Setting<?>> alike = SpecLayout.named(setting.key());
    String glyphs = ofGlyphs.text(setting);
    String others = setting.initialText();
    if (glyphs.isEmpty()) {
      return "";
    }
    String first =
        glyphs.equals(others)
            ? " Default: %s".formatted(others)
            : " Default: %s; with other images than %s %s"
                .formatted(glyphs, DataSettings.IMAGES.initialText(), others);
    StringBuilder all = new StringBuilder(first);
    for (Setting<?> other : alike.subList(1, alike.size())) {
      all.append("; for ")
          .append(String.join(", ", SpecLayout.owners(other)))
          .append(' ')
          .append(other.initialText());
    }
    return all.append('.').toString();
  }
}
