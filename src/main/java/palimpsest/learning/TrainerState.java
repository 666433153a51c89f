package palimpsest.learning;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * All that a {@link Trainer} remembers, in plain arrays: with it and its settings it trains on to
 * the same bits.
 *
 * @param weights θ [P], flat; a float32 run's weights are float32 numbers
 * @param remembered numbers of the images in the reservoir, in its order
 * @param offered how many images the reservoir was offered so far
 * @param streams state of each random stream, by what it is for; the order's is the one from which
 *     the order of the epoch under way is drawn
 * @param terms what EWC holds on to, one term for each task learned; a term never changes, and may
 *     be large, so it is asked for only where it is needed
 */
public record TrainerState(
    double[] weights,
    int[] remembered,
    long offered,
    Map<RandomStream.Purpose, Long> streams,
    List<Supplier<PenaltyTerm>> terms) {

  /** Copies map and list. */
  public TrainerState {
    streams = Map.copyOf(streams);
    terms = List.copyOf(terms);
  }
}
