package palimpsest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Component;
import palimpsest.setting.Kind;
import palimpsest.setting.Registry;
import palimpsest.setting.Setting;

/** The help page of all settings follows from their declarations. */
@NullMarked
class SettingsPageTest {

  private static final Path PAGE = Path.of("src/site/markdown/settings.md");

  @Test
  void thePageSaysWhatTheComponentsDeclare() throws IOException {
    String page = page();
    if (System.getProperty("palimpsest.settings", "").equals("write")) {
      Files.writeString(PAGE, page);
    }
    assertThat(Files.readString(PAGE))
        .as("to write it: mvn -q test -Dtest=SettingsPageTest -Dpalimpsest.settings=write")
        .isEqualTo(page);
  }

  private static String page() {
    List<String> lines = new ArrayList<>();
    lines.add("# Settings");
    lines.add("");
    lines.add(
        "Everything that a run can be told, part by part: the name in the form, the name in JSON"
            + " files, in grids and, after two dashes, on the command line, and the values. A run"
            + " only reads the settings of the components that it uses.");
    lines.add("");
    lines.add(
        "The column \"at first\" holds what a specification means that does not name the setting."
            + " The form, and `run` on glyphs, begin with the preset Glyphs instead, which is shorter: "
            + beginning()
            + ".");
    for (SpecLayout.Part part : SpecLayout.PARTS) {
      lines.add("");
      lines.add("## " + part.label());
      registry(part).ifPresent(registry -> addComponents(lines, registry));
      lines.add("");
      lines.add("| setting | key | values | at first | |");
      lines.add("|---|---|---|---|---|");
      part.all().forEach(setting -> lines.add(row(setting)));
    }
    return String.join("\n", lines) + "\n";
  }

  /** The settings in which the form's beginning differs from a specification's. */
  private static String beginning() {
    SpecDraft first = Presets.beginning(DataSettings.IMAGES.initialText());
    return SpecLayout.PARTS.stream()
        .flatMap(part -> part.all().stream())
        .distinct()
        .filter(setting -> !first.text(setting).equals(SpecDraft.initial().text(setting)))
        .map(setting -> "`%s` `%s`".formatted(setting.key(), first.text(setting)))
        .collect(java.util.stream.Collectors.joining(", "));
  }

  private static java.util.Optional<Registry<?>> registry(SpecLayout.Part part) {
    return SpecLayout.REGISTRIES.stream()
        .filter(registry -> part.all().contains(registry.choice()))
        .findFirst();
  }

  private static void addComponents(List<String> lines, Registry<?> registry) {
    lines.add("");
    lines.add("| %s | key | | source |".formatted(lower(registry.choice().label())));
    lines.add("|---|---|---|---|");
    for (Component component : registry.components()) {
      lines.add(
          "| %s | `%s` | %s | %s |"
              .formatted(component.label(), component.key(), component.help(), component.source()));
    }
  }

  private static String row(Setting<?> setting) {
    List<String> owners = SpecLayout.owners(setting);
    return "| %s | `%s` | %s | %s | %s%s |"
        .formatted(
            setting.label(),
            setting.key(),
            values(setting),
            setting.initialText().isEmpty() ? "" : "`" + setting.initialText() + "`",
            setting.help(),
            owners.isEmpty() ? "" : " *For %s.*".formatted(String.join(", ", owners)));
  }

  private static String values(Setting<?> setting) {
    return setting.kind() instanceof Kind.OneOf<?> choice
        ? String.join(
            ", ", choice.options().stream().map(option -> "`" + option.key() + "`").toList())
        : setting.kind().range();
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.UK);
  }
}
