package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Draw;
import palimpsest.learning.Recall;

/** Replay: remembered images join the current ones. */
final class ReplayedImages extends Rehearsing {

  private final ReplayMixing mixing;
  private final int replayed;

  /**
   * Replay from a memory.
   *
   * @param replayed images drawn for a batch; 0 for as many as the batch has
   */
  ReplayedImages(RememberedImages memory, ReplayMixing mixing, int replayed, boolean everyStep) {
    super(memory, everyStep);
    this.mixing = mixing;
    this.replayed = replayed;
  }

  @Override
  public Recall recall(int task, int batchSize) {
    if (mixing == ReplayMixing.BALANCED && task == 0) {
      return Recall.NOTHING;
    }
    int[] images = images(memory().draw(BufferSettings.drawn(replayed, batchSize)));
    if (images.length == 0 && mixing != ReplayMixing.JOINED) {
      return Recall.NOTHING;
    }
    return switch (mixing) {
      case JOINED -> new Recall.Mixed(images);
      case TOGETHER -> {
        double share = (double) images.length / (batchSize + images.length);
        yield weighted(1 - share, share, images);
      }
      case ADDED -> weighted(1, 1, images);
      case BALANCED -> weighted(1.0 / (task + 1), 1 - 1.0 / (task + 1), images);
    };
  }

  private static Recall weighted(double current, double replayed, int... images) {
    return new Recall.Apart(current, List.of(Draw.of(replayed, images)));
  }
}
