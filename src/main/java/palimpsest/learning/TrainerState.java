package palimpsest.learning;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SequencedMap;
import palimpsest.learning.state.SavedState;

/**
 * All that a {@link Trainer} remembers, in plain arrays: with it and its settings it trains on to
 * the same bits.
 *
 * @param weights θ [P], flat; a float32 run's weights are float32 numbers
 * @param streams state of each random stream, by what it is for; the order's is the one from which
 *     the order of the epoch under way is drawn
 * @param parts the states of the optimizer and of the strategy's parts, by name
 */
public record TrainerState(
    double[] weights, Map<RandomUse, Long> streams, SequencedMap<String, SavedState> parts) {

  /** Copies the maps. */
  public TrainerState {
    streams = Map.copyOf(streams);
    parts = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(parts));
  }
}
