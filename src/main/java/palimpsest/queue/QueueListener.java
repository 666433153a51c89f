package palimpsest.queue;

import palimpsest.experiment.RunEvent;

/** Receives the queue's events on its own threads, several at a time; must return at once. */
public interface QueueListener {

  /** Something happened in a run under way. It is already in the archive. */
  void onEvent(long run, RunEvent event);

  /**
   * Something about a run could not be kept; training continues.
   *
   * @param sentence the message, with the reason
   */
  void onError(long run, String sentence);

  /** Runs were added, removed or moved, or one changed its state. */
  void queueChanged();
}
