package palimpsest.learning;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import palimpsest.learning.RandomStream.Purpose;

/** The random streams from which a run draws from start to end, one for each purpose. */
public final class RandomStreams {

  private final Map<Purpose, RandomStream> streams = new EnumMap<>(Purpose.class);

  /** The streams of a seed, at their beginning. */
  public RandomStreams(long seed) {
    for (Purpose purpose : Purpose.values()) {
      if (purpose.goesOn()) {
        streams.put(purpose, RandomStream.of(seed, purpose));
      }
    }
  }

  /** The stream for a purpose. */
  public RandomStream of(Purpose purpose) {
    return Objects.requireNonNull(streams.get(purpose));
  }

  /** The state of every stream, in a map of the caller's own. */
  Map<Purpose, Long> states() {
    Map<Purpose, Long> states = new EnumMap<>(Purpose.class);
    streams.forEach((purpose, stream) -> states.put(purpose, stream.state()));
    return states;
  }

  /** Goes back to what {@link #states} gave. */
  void restore(Map<Purpose, Long> states) {
    states.forEach((purpose, state) -> of(purpose).restore(state));
  }
}
