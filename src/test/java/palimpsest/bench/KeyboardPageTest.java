package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.action.Action;
import palimpsest.experiment.Presets;

/**
 * The page of keys says what the window's keys are. Where it does not, the test writes the page as
 * it must be into {@code target/keyboard.md}.
 */
class KeyboardPageTest {

  private static final String MARK = "<!-- From here on the page is what the program says. -->\n";

  @TempDir Path folder;

  @Test
  void theListOfKeysIsTheProgramsOwn() throws IOException {
    assumeTrue(
        !System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac"),
        "keys are written otherwise on a Mac");
    FxToolkit.start();
    List<Action> actions;
    try (OpenBench bench = OpenBench.in(folder).presets(Presets.all()).open()) {
      actions = FxToolkit.get(() -> bench.window.actions().all());
    }
    assertThat(actions)
        .extracting(Action::shortcut)
        .as("keys that macOS has for itself")
        .doesNotContain(
            Action.command(KeyCode.H),
            Action.command(KeyCode.M),
            Action.command(KeyCode.TAB),
            Action.command(KeyCode.SPACE),
            Action.command(KeyCode.BACK_QUOTE),
            Action.shiftCommand(KeyCode.Q),
            Action.shiftCommand(KeyCode.DIGIT3),
            Action.shiftCommand(KeyCode.DIGIT4),
            Action.shiftCommand(KeyCode.DIGIT5));
    assertThat(actions).as("every action has a key").allMatch(action -> action.shortcut() != null);
    assertThat(actions)
        .as("help says more than the title")
        .allMatch(action ->
            !action
                .help()
                .replaceAll("\\W", "")
                .equalsIgnoreCase(action.title().replaceAll("\\W", "")));
    String page = Files.readString(Path.of("src", "site", "markdown", "keyboard.md"));
    String wanted = page.substring(0, page.indexOf(MARK) + MARK.length()) + tables(actions);
    Files.writeString(Path.of("target", "keyboard.md"), wanted);
    assertThat(page).as("keyboard.md, against target/keyboard.md").isEqualTo(wanted);
  }

  private static String tables(List<Action> actions) {
    StringBuilder text = new StringBuilder();
    for (String group : actions.stream().map(Action::group).distinct().toList()) {
      text.append("\n## %s\n\n| key | command | what it does |\n|---|---|---|\n".formatted(group));
      for (Action action : actions) {
        if (action.group().equals(group)) {
          text.append(
              "| %s | %s | %s |\n"
                  .formatted(action.keyText(), action.title(), action.help().replace("|", "\\|")));
        }
      }
    }
    return text.toString();
  }
}
