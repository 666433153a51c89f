package palimpsest.learning;

import java.util.List;
import java.util.stream.Stream;

/**
 * The parts that a strategy is made of.
 *
 * @param rehearsal joins images of the past to the current batch
 * @param penalties join the loss, in this order
 * @param rules change the gradient before the optimizer sees it, in this order
 */
public record Parts(Rehearsal rehearsal, List<Penalty> penalties, List<GradientRule> rules) {

  /** No parts: plain training. */
  public static final Parts NONE = new Parts(Rehearsal.NONE, List.of(), List.of());

  /** Copies the lists. */
  public Parts {
    penalties = List.copyOf(penalties);
    rules = List.copyOf(rules);
  }

  /** All of them. */
  List<Part> all() {
    return Stream.of(List.of(rehearsal), penalties, rules).<Part>flatMap(List::stream).toList();
  }
}
