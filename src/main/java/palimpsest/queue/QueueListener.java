package palimpsest.queue;

import palimpsest.experiment.RunEvent;

/** Hears of the queue on its own threads; must return at once. */
public interface QueueListener {

  /** Something happened in the run under way. It is already in the archive. */
  void heard(long run, RunEvent event);

  /** Runs were added, removed or moved, or one changed its state. */
  void queueChanged();
}
