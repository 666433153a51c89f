package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.machine.Screen;

/** Terminals and environments as they come. */
class TerminalTest {

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({
    "80,80",
    "' 120 ',120",
    "1,20",
    "54,54",
    "0,100",
    "-5,100",
    "99999999999,100",
    "2147483647,500",
    "abc,100",
    "'',100",
    "٨٠,80"
  })
  void noWidthIsTooStrange(String columns, int width) {
    assertThat(Terminal.width(columns)).isEqualTo(width);
    assertThat(Terminal.width(null)).isEqualTo(100);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 40, 54, 55, 500})
  void everyCommandHelpsInEveryWidth(int width) {
    for (String command : new String[] {"run", "runs", "compare", "data", "doctor", "speed"}) {
      assertThat(run(new PrintWriter(out), width, command, "--help")).isZero();
    }
    assertThat(run(new PrintWriter(out), width, "presets")).isZero();
    assertThat(run(new PrintWriter(out), width, "nonsense")).isEqualTo(2);
  }

  @Test
  void theHelpListsEveryExitCode() {
    run(new PrintWriter(out), 100, "--help");
    assertThat(out.toString()).contains("Exit codes:", "3 ", "diverged", "4 ", "incomplete", "130");
    assertThat(out.toString()).doesNotContain("\u001b");
  }

  @Test
  void outputThatCannotBeWrittenIsAProblem() {
    Writer full =
        new Writer() {
          @Override
          public void write(char[] characters, int offset, int length) throws IOException {
            throw new IOException("No space left on device");
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    assertThat(run(new PrintWriter(full), 100, "presets")).isEqualTo(1);
    assertThat(err.toString()).contains("The output could not be written in full");
  }

  @Test
  void nothingThatIsPrintedActsOnTheTerminal() throws IOException {
    StringWriter shown = new StringWriter();
    try (Writer writer = new EncodableWriter(shown, StandardCharsets.UTF_8.newEncoder())) {
      writer.write("a\u001b]52;c;eA==\u0007 \u009b2J \u202e \t×\u0000\r\n");
      writer.write("\ud83d\ude00");
    }
    assertThat(shown.toString())
        .isEqualTo("a\\u001b]52;c;eA==\\u0007 \\u009b2J \\u202e \t×\\u0000\r\n\ud83d\ude00");
  }

  @Test
  void whatWasTypedIsEchoedInShort() {
    String longName = "x".repeat(100_000);
    for (String[] line :
        new String[][] {
          {longName},
          {"run", "--" + longName},
          {"run", "--importance", longName},
          {"run", "--grid", longName},
          {"run", "--grid", "importance=" + longName},
          {"run", "--seeds", longName},
          {"run", "--preset", longName},
          {"run", "--spec", longName},
          {"run", "--tasks", longName},
          {"runs", "show", longName},
          {"runs", "list", "--last", longName},
          {"compare", "--band", longName},
          {"compare", "--format", longName},
          {"data", longName},
          {"speed", "--only", longName},
          {"device", "use", longName}
        }) {
      err.getBuffer().setLength(0);
      assertThat(run(new PrintWriter(out), 100, line)).as(line[line.length - 1]).isPositive();
      assertThat(err.toString()).as(String.join(" ", line).substring(0, 30)).hasSizeLessThan(2000);
    }
  }

  @Test
  void whatStandsBehindTwoDashesIsNotSuggestedToItself() {
    assertThat(run(new PrintWriter(out), 100, "run", "--", "--epochs")).isEqualTo(2);
    assertThat(err.toString())
        .contains(
            "After \"--\" everything is a plain argument: leave it out for \"--epochs\" to be an option.")
        .doesNotContain("Did you mean");
  }

  private int run(PrintWriter output, int width, String... args) {
    return Commands.run(
        new CliContext(
            new Terminal(output, new PrintWriter(err), false, width),
            (spec, data, control, checkpoints, listener) -> {
              throw new AssertionError("nothing is trained");
            },
            () -> {},
            () -> Screen.PRESENT),
        args);
  }
}
