package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.TaskScore;
import palimpsest.network.ParameterLayout;

class ProgressDisplayTest {

  private static final long SECOND = 1_000_000_000L;

  private final StringWriter out = new StringWriter();
  private final AtomicLong clock = new AtomicLong();

  @Test
  void aPersonSeesOneLineDrawnOverAtMostTenTimesASecond() {
    ProgressDisplay display = new ProgressDisplay(terminal(true, 120), "Replay", false, clock::get);
    for (int batch = 1; batch <= 100; batch++) {
      clock.addAndGet(SECOND / 100);
      display.show(progress(batch, 100, 75));
    }
    display.clear();
    assertThat(out.toString().split("\r")).hasSizeBetween(9, 13);
    assertThat(out.toString())
        .contains("Replay · task 2/3 · epoch 1/5 · batch 50/100 ████████████░░░░░░░░░░░░  50 %")
        .contains("1:15 left  3,410 img/s")
        .doesNotContain("\n");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    ProgressDisplay display = new ProgressDisplay(terminal(true, 40), "Replay", false, clock::get);
    clock.addAndGet(SECOND);
    display.show(progress(1, 2, 75));
    assertThat(out.toString()).hasSize(1 + 39);
  }

  @Test
  void aFileGetsALineNowAndThen() {
    ProgressDisplay display =
        new ProgressDisplay(terminal(false, 100), "Replay", false, clock::get);
    for (int batch = 1; batch <= 100; batch++) {
      clock.addAndGet(SECOND);
      display.show(progress(batch, 100, Double.NaN));
    }
    assertThat(out.toString().lines()).hasSize(10);
    assertThat(out.toString()).doesNotContain("\r", "NaN", "█");
  }

  @Test
  void aTaskThatWasNotEvaluatedIsADash() {
    ProgressDisplay display = new ProgressDisplay(terminal(true, 120), "EWC", false, clock::get);
    display.show(
        new RunEvent.Started(
            MadeUpRuns.spec(1),
            List.of("digits", "letters", "kana"),
            new ParameterLayout(
                List.of(new ParameterLayout.Tensor("fc1", "weight", List.of(2, 1), 0))),
            "CPU, 2 threads",
            2,
            MadeUpRuns.DATA,
            List.of()));
    display.show(ended(new TaskScore(1, 0.5), TaskScore.NOT_EVALUATED));
    display.show(ended(TaskScore.NOT_EVALUATED, TaskScore.NOT_EVALUATED));
    assertThat(out.toString())
        .contains("training loss 1.000, test accuracy 50.0 / – %, 2.0 s")
        .contains("training loss 1.000, not evaluated, 2.0 s")
        .doesNotContain("NaN");
  }

  private static RunEvent ended(TaskScore... tests) {
    return new RunEvent.EpochEnded(new EpochScores(0, 0, 1, 1, Double.NaN, List.of(tests), 2));
  }

  @Test
  void hoursAreShownAsHours() {
    ProgressDisplay display = new ProgressDisplay(terminal(true, 120), "Replay", false, clock::get);
    clock.addAndGet(SECOND);
    display.show(progress(1, 2, 3 * 3600 + 62));
    assertThat(out.toString()).contains("3:01:02 left");
  }

  @Test
  void aDownloadHasALineForEachFile() {
    DownloadDisplay display = new DownloadDisplay(terminal(true, 100), clock::get);
    display.at("a.gz", 0, OptionalLong.of(2_000_000));
    clock.addAndGet(SECOND);
    display.at("a.gz", 1_000_000, OptionalLong.of(2_000_000));
    display.at("b.gz", 5_000, OptionalLong.empty());
    display.end();
    assertThat(out.toString().lines().filter(line -> !line.isEmpty())).isNotEmpty();
    assertThat(out.toString()).contains(" 50 % of 2 MiB", "b.gz", "5 KiB");
    assertThat(out.toString().chars().filter(sign -> sign == '\n').count()).isEqualTo(2);
  }

  @Test
  void signsATerminalLacksAreSpelledOut() {
    StringWriter plain = new StringWriter();
    PrintWriter writer =
        new PrintWriter(new EncodableWriter(plain, StandardCharsets.US_ASCII.newEncoder()));
    writer.print("✓ 28 × 28 … 30.0 ± 0.1");
    writer.flush();
    assertThat(plain.toString()).isEqualTo("ok 28 x 28 ... 30.0 +- 0.1");
  }

  private Terminal terminal(boolean interactive, int width) {
    return new Terminal(new PrintWriter(out), new PrintWriter(out), interactive, width);
  }

  private static RunEvent progress(int batch, int batches, double secondsLeft) {
    return new RunEvent.Progress(
        1, 3, 0, 5, batch, batches, (double) batch / batches, 3410, secondsLeft, 0.5);
  }
}
