package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.Arrays;
import java.util.List;
import palimpsest.data.ImageSet;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/**
 * Images and labels of several sets, on the device, as bytes. An image is known by its number: the
 * sets follow each other in the order given.
 */
final class ImageStore implements AutoCloseable {

  private final Workspace workspace;
  private final NDArray pixels;
  private final NDArray labels;
  private final int[] labelsInOrder;
  private final int[] starts;
  private final int height;
  private final int width;

  /**
   * Copies sets to the device.
   *
   * @param sets at least one; all images of one size
   */
  ImageStore(Workspace workspace, List<ImageSet> sets) {
    this.workspace = workspace;
    height = sets.getFirst().height();
    width = sets.getFirst().width();
    starts = new int[sets.size() + 1];
    for (int i = 0; i < sets.size(); i++) {
      starts[i + 1] = Math.addExact(starts[i], sets.get(i).size());
    }
    int[] allLabels = new int[starts[sets.size()]];
    for (int i = 0; i < sets.size(); i++) {
      System.arraycopy(sets.get(i).labels(), 0, allLabels, starts[i], sets.get(i).size());
    }
    pixels =
        workspace.bytes(
            sets.stream().map(ImageSet::pixels).toList(), allLabels.length, (long) height * width);
    labels = workspace.indices(allLabels);
    Workers.shared(List.of(pixels, labels));
    labelsInOrder = allLabels;
  }

  /** Images in all. */
  int size() {
    return starts[starts.length - 1];
  }

  /** Number of sets. */
  int sets() {
    return starts.length - 1;
  }

  /** Images of a set. */
  int sizeOf(int set) {
    return starts[set + 1] - starts[set];
  }

  /** The numbers of a set's images. */
  int[] numbersOf(int set) {
    int[] numbers = new int[sizeOf(set)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = starts[set] + i;
    }
    return numbers;
  }

  /** The labels of a set's images, in the order of {@link #numbersOf}. */
  int[] labelsOf(int set) {
    return Arrays.copyOfRange(labelsInOrder, starts[set], starts[set + 1]);
  }

  /** Images by their numbers, fetched as they are asked for. */
  LabelledImages select(int... numbers) {
    return new LabelledImages() {
      @Override
      public int size() {
        return numbers.length;
      }

      @Override
      public NDArray range(int from, int to) {
        return images(Arrays.copyOfRange(numbers, from, to));
      }

      @Override
      public NDArray at(int... positions) {
        return images(Arrays.stream(positions).map(position -> numbers[position]).toArray());
      }

      @Override
      public NDArray labels(int from, int to) {
        return workspace
            .kernels()
            .choose(labels, 0, workspace.indices(Arrays.copyOfRange(numbers, from, to)));
      }
    };
  }

  /** Images by their numbers: [1, H, W, n], pixels from 0 to 1. */
  private NDArray images(int... some) {
    return workspace
        .kernels()
        .images(pixels, workspace.indices(some), workspace.zeros(1))
        .reshape(1, height, width, some.length);
  }

  @Override
  public void close() {
    pixels.close();
    labels.close();
  }
}
