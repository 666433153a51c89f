package palimpsest.bench.run;

import palimpsest.archive.Archive;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult.Ending;

/**
 * Says why runs went wrong.
 *
 * @param archive knows what a run is called, and why it diverged
 * @param notices told the sentence
 * @param background the executor that reads the archive
 */
record RunFailures(Archive archive, Notices notices, Background background) {

  /** Takes in an event; only one that says that the run went wrong is told. */
  void heard(long run, RunEvent event) {
    switch (event) {
      case RunEvent.Failed(String reason) -> tell(run, reason);
      case RunEvent.Ended(var result) when result.ending() == Ending.DIVERGED -> tell(run, "");
      default -> {}
    }
  }

  /**
   * Says why a run went wrong.
   *
   * @param reason the reason; if empty, it is read from the archive
   */
  private void tell(long run, String reason) {
    background.ask(
        () -> archive.find(run),
        found ->
            found.ifPresent(row ->
                notices.complain(
                    row.title()
                        + (row.state() == RunState.FAILED ? " failed. " : ": ")
                        + (reason.isEmpty() ? row.reason() : reason))));
  }
}
