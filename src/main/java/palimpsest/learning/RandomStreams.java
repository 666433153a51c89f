package palimpsest.learning;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The random streams from which a run draws from start to end, one for each purpose. */
public final class RandomStreams {

  private final long seed;
  private final Map<RandomUse, RandomStream> streams = new EnumMap<>(RandomUse.class);

  /** The streams of a seed, at their beginning. */
  public RandomStreams(long seed) {
    this.seed = seed;
    for (RandomUse use : RandomUse.values()) {
      if (use.goesOn()) {
        streams.put(use, RandomStream.of(seed, use));
      }
    }
  }

  /** The stream for a purpose. */
  public RandomStream of(RandomUse use) {
    return Objects.requireNonNull(streams.get(use));
  }

  /** A stream for one part of a purpose, which is drawn from afresh. */
  public RandomStream fresh(RandomUse use, int part) {
    return RandomStream.of(seed, use, part);
  }

  /** The state of every stream, in a map of the caller's own. */
  Map<RandomUse, Long> states() {
    Map<RandomUse, Long> states = new EnumMap<>(RandomUse.class);
    streams.forEach((use, stream) -> states.put(use, stream.state()));
    return states;
  }

  /** Goes back to what {@link #states} gave. */
  void restore(Map<RandomUse, Long> states) {
    states.forEach((use, state) -> of(use).restore(state));
  }
}
