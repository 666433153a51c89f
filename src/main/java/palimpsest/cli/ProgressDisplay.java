package palimpsest.cli;

import java.util.List;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import palimpsest.experiment.Durations;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunLength;
import palimpsest.text.NumberText;

/**
 * Shows how a run gets on: one line drawn over and over for a person at a terminal, and a line now
 * and then where the output goes into a file.
 */
final class ProgressDisplay {

  private static final long REDRAW_NANOS = 100_000_000L;
  private static final long NEW_LINE_NANOS = 10_000_000_000L;
  private static final int BAR = 24;

  private final Terminal terminal;
  private final DrawnLine line;
  private final String title;
  private final String brief;
  private final boolean quiet;
  private final LongSupplier clock;
  private long lastShown;
  private List<String> taskNames = List.of();
  private RunLength length = new RunLength(List.of());

  /**
   * A display of one run that has the terminal for itself.
   *
   * @param terminal the terminal it is shown on
   * @param title the title of the run
   * @param quiet whether to show nothing at all
   * @param clock nanoseconds from some fixed moment
   */
  ProgressDisplay(Terminal terminal, String title, boolean quiet, LongSupplier clock) {
    this(terminal, new DrawnLine(terminal), title, title, quiet, clock);
  }

  /**
   * A display of one run among others.
   *
   * @param line the line that it shares with them
   * @param brief the title of the run in a word
   */
  ProgressDisplay(
      Terminal terminal,
      DrawnLine line,
      String title,
      String brief,
      boolean quiet,
      LongSupplier clock) {
    this.terminal = terminal;
    this.line = line;
    this.title = title;
    this.brief = brief;
    this.quiet = quiet;
    this.clock = clock;
    lastShown = clock.getAsLong();
  }

  /** Shows what an event says. */
  void show(RunEvent event) {
    if (quiet) {
      return;
    }
    switch (event) {
      case RunEvent.Started started -> {
        taskNames = started.taskNames();
        length = RunLength.of(started.spec(), started.data());
        line(
            "%s: seed %d, %,d parameters, %s"
                .formatted(
                    title, started.spec().seed(), started.layout().size(), started.device()));
      }
      case RunEvent.Resumed resumed ->
          line(
              "%s: resumes with task %d, epoch %d, batch %d"
                  .formatted(
                      title,
                      resumed.position().task() + 1,
                      resumed.position().epoch() + 1,
                      resumed.position().batch() + 1));
      case RunEvent.Progress progress -> progress(progress);
      case RunEvent.Evaluated _ -> {}
      case RunEvent.EpochEnded ended -> epoch(ended.scores());
      case RunEvent.LogMessage message -> line(title + ": " + message.text());
      case RunEvent.FisherMeasured measured -> {}
      case RunEvent.Ended ended -> clear();
      case RunEvent.Failed failed -> clear();
    }
  }

  /** Says nothing more. */
  void clear() {
    line.forget(this);
  }

  /** Says that the results of the run are being written, where a line can be drawn over. */
  void writing() {
    if (!quiet && terminal.redraws()) {
      line.show(this, title + " · writing the results", brief + " writing the results");
    }
  }

  private void progress(RunEvent.Progress progress) {
    long now = clock.getAsLong();
    if (now - lastShown < (terminal.redraws() ? REDRAW_NANOS : NEW_LINE_NANOS)) {
      return;
    }
    lastShown = now;
    if (terminal.redraws()) {
      line.show(this, text(progress, true), "%s %.0f %%".formatted(brief, 100 * progress.done()));
    } else {
      line(text(progress, false));
    }
  }

  private String text(RunEvent.Progress progress, boolean bar) {
    int filled = (int) Math.round(progress.done() * BAR);
    return "%s · task %d/%d · epoch %d/%d · batch %d/%d %s%3.0f %%%s  %,.0f img/s"
        .formatted(
            title,
            progress.task() + 1,
            progress.tasks(),
            progress.epoch() + 1,
            progress.epochs(),
            progress.batch(),
            progress.batches(),
            bar ? "█".repeat(filled) + "░".repeat(BAR - filled) + " " : "",
            100 * progress.done(),
            left(progress.secondsLeft()),
            progress.imagesPerSecond());
  }

  private void epoch(EpochScores scores) {
    line(
        "%s: task %d/%d %s, epoch %d/%d: training loss %.3f, %s, %.1f s"
            .formatted(
                title,
                scores.task() + 1,
                taskNames.size(),
                scores.task() < taskNames.size() ? taskNames.get(scores.task()) : "",
                scores.epoch() + 1,
                length.epochs(scores.task()),
                scores.trainingLoss(),
                accuracies(scores),
                scores.seconds()));
  }

  private static String accuracies(EpochScores scores) {
    return scores.evaluated().isEmpty()
        ? "not evaluated"
        : scores.tests().stream()
            .map(score -> NumberText.fixed(100 * score.accuracy(), 1))
            .collect(Collectors.joining(" / ", "test accuracy ", " %"));
  }

  private void line(String text) {
    line.print(text);
    lastShown = clock.getAsLong();
  }

  private static String left(double seconds) {
    if (!Double.isFinite(seconds)) {
      return "";
    }
    return "  %s left".formatted(Durations.text(seconds));
  }
}
