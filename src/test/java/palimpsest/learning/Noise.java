package palimpsest.learning;

import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import palimpsest.data.ImageSet;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.fisher.MatrixEntries;

/** Something to train on of which nothing is to be learned. */
final class Noise {

  private Noise() {}

  /** One task of 64 images of noise, in ten classes. */
  static Scenario scenario() {
    Random random = new Random(1);
    byte[] pixels = new byte[64 * 28 * 28];
    random.nextBytes(pixels);
    ImageSet images = new ImageSet("noise", 28, 28, pixels, random.ints(64, 0, 10).toArray());
    return new Scenario("noise", List.of(new Task("noise", images, images)), 30);
  }

  /** Looks at no matrix, and abandons none. */
  static final class Unwatched implements FisherObserver {

    @Override
    public boolean abandonsMeasuring() {
      return false;
    }

    @Override
    public boolean wantsBatchMatrix() {
      return false;
    }

    @Override
    public void batchMeasured(Supplier<MatrixEntries> entries, int images) {}
  }
}
