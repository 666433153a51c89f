package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.stream.IntStream;
import palimpsest.fisher.Images;

/** Images with their labels, fetched piece by piece, by any thread. */
public interface LabelledImages extends Images {

  /**
   * Labels of some of them.
   *
   * @param from the first, from 0
   * @param to behind the last
   * @return [to − from]
   */
  default NDArray labels(int from, int to) {
    return labels(IntStream.range(from, to).toArray());
  }

  @Override
  NDArray labels(int... positions);

  /**
   * The logits of some of them, of which only those of competing classes count.
   *
   * @param logits [K, to − from]
   */
  default NDArray masked(NDArray logits, int from, int to) {
    return masked(logits, IntStream.range(from, to).toArray());
  }
}
