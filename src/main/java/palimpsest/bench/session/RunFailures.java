package palimpsest.bench.session;

import palimpsest.archive.Archive;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult.Ending;

/**
 * Says why runs went wrong.
 *
 * @param archive knows what a run is called, and why it diverged
 * @param notices told the sentence
 * @param backgroundExecutor the executor that reads the archive
 */
record RunFailures(Archive archive, Notices notices, BackgroundExecutor backgroundExecutor) {

  /** Takes in an event; only one that says that the run went wrong is told. */
  void onEvent(long run, RunEvent event) {
    switch (event) {
      case RunEvent.Failed(String reason) -> show(run, reason);
      case RunEvent.Ended(var result) when result.ending() == Ending.DIVERGED -> show(run, "");
      default -> {}
    }
  }

  /**
   * Says why a run went wrong.
   *
   * @param reason the reason; if empty, it is read from the archive
   */
  private void show(long run, String reason) {
    backgroundExecutor.ask(
        () -> archive.find(run),
        found ->
            found.ifPresent(row ->
                notices.showError(
                    row.title()
                        + (row.state() == RunState.FAILED ? " failed. " : ": ")
                        + (reason.isEmpty() ? row.reason() : reason))));
  }
}
