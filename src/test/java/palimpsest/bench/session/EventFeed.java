package palimpsest.bench.session;

import palimpsest.queue.QueueListener;

/** Sends events to the window in tests without training. */
public final class EventFeed {

  private EventFeed() {}

  /** The input of a view model's events. */
  public static QueueListener of(RunViewModel runs) {
    return runs.listener();
  }
}
