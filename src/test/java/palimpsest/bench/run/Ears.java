package palimpsest.bench.run;

import palimpsest.queue.QueueListener;

/** Lets tests of the window whisper events into it that no training told. */
public final class Ears {

  private Ears() {}

  /** Where a view model hears of events. */
  public static QueueListener of(RunViewModel runs) {
    return runs.ears();
  }
}
