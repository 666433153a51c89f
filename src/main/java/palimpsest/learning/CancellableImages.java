package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import org.jspecify.annotations.Nullable;

/**
 * Images that a measurement fetches, until the run is to leave.
 *
 * @param images the images
 * @param observer says when
 */
record CancellableImages(LabelledImages images, FisherObserver observer) implements LabelledImages {

  @Override
  public int size() {
    return images.size();
  }

  @Override
  public NDArray range(int from, int to) {
    requireGoingOn();
    return images.range(from, to);
  }

  @Override
  public NDArray at(int... positions) {
    requireGoingOn();
    return images.at(positions);
  }

  @Override
  public NDArray labels(int... positions) {
    return images.labels(positions);
  }

  @Override
  public @Nullable NDArray logitMask(int... positions) {
    return images.logitMask(positions);
  }

  private void requireGoingOn() {
    if (observer.cancelsMeasurement()) {
      throw new MeasurementCancelled();
    }
  }
}
