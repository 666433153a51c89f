package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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
   * Images and their labels.
   *
   * @param images [C, H, W, n]
   * @param labels [n]
   */
  record Fetched(NDArray images, NDArray labels) {}

  /**
   * Some of them with their labels.
   *
   * @param from the first, from 0
   * @param to behind the last
   */
  default Fetched fetch(int from, int to) {
    return new Fetched(range(from, to), labels(from, to));
  }

  /**
   * The logits of some of them, of which only those of competing classes count.
   *
   * @param logits [K, to − from]
   */
  default NDArray masked(NDArray logits, int from, int to) {
    return masked(logits, IntStream.range(from, to).toArray());
  }

  /** Some of them, by their positions. */
  default LabelledImages only(int... chosen) {
    LabelledImages all = this;
    return new LabelledImages() {
      @Override
      public int size() {
        return chosen.length;
      }

      @Override
      public NDArray range(int from, int to) {
        return at(IntStream.range(from, to).toArray());
      }

      @Override
      public NDArray at(int... positions) {
        return all.at(of(positions));
      }

      @Override
      public NDArray labels(int... positions) {
        return all.labels(of(positions));
      }

      @Override
      public @Nullable NDArray logitMask(int... positions) {
        return all.logitMask(of(positions));
      }

      private int[] of(int... positions) {
        return Arrays.stream(positions).map(position -> chosen[position]).toArray();
      }
    };
  }
}
