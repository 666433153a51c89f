package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Draw;
import palimpsest.learning.Recall;

/** Replay: remembered images join the current ones, as many as those are. */
final class ReplayedImages extends Rehearsing {

  private final ReplayMixing mixing;

  /** Replay from a memory. */
  ReplayedImages(Memory memory, ReplayMixing mixing, boolean everyStep) {
    super(memory, everyStep);
    this.mixing = mixing;
  }

  @Override
  public Recall recall(int task, int batchSize) {
    if (mixing == ReplayMixing.BALANCED && task == 0) {
      return Recall.NOTHING;
    }
    int[] images = images(memory().draw(batchSize));
    if (mixing == ReplayMixing.JOINED) {
      return new Recall.Mixed(images);
    }
    if (images.length == 0) {
      return Recall.NOTHING;
    }
    double current = mixing == ReplayMixing.ADDED ? 1 : 1.0 / (task + 1);
    double replayed = mixing == ReplayMixing.ADDED ? 1 : 1 - current;
    return new Recall.Apart(current, List.of(Draw.of(replayed, images)));
  }
}
