package palimpsest.learning.optimizer;

import java.util.List;
import palimpsest.tensor.PlainArray;

/**
 * Everything an optimizer remembers between two steps, in plain arrays.
 *
 * @param steps how many steps it has made
 * @param arrays its moving averages [P], in its own order
 */
public record OptimizerState(long steps, List<PlainArray> arrays) {

  /** Copies the list. */
  public OptimizerState {
    arrays = List.copyOf(arrays);
  }
}
