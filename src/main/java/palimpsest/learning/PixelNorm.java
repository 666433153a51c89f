package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.data.PixelScaling;
import palimpsest.tensor.Workers;
import palimpsest.tensor.Workspace;

/** Pixels less their channel's mean, divided by its deviation. */
final class PixelNorm implements AutoCloseable {

  private final NDArray means;
  private final NDArray factors;

  private PixelNorm(NDArray means, NDArray factors) {
    this.means = means;
    this.factors = factors;
  }

  /**
   * Copies a scaling to the device.
   *
   * @param size numbers of an image
   * @return null if it changes nothing
   */
  static @Nullable PixelNorm of(Workspace workspace, PixelScaling scaling, int size) {
    if (scaling.isUnit()) {
      return null;
    }
    int channels = scaling.means().size();
    double[] means = new double[size];
    double[] factors = new double[size];
    for (int i = 0; i < size; i++) {
      int channel = i / (size / channels);
      means[i] = scaling.means().get(channel);
      factors[i] = 1 / scaling.deviations().get(channel);
    }
    PixelNorm norm =
        new PixelNorm(workspace.array(means, size, 1), workspace.array(factors, size, 1));
    Workers.shared(List.of(norm.means, norm.factors));
    return norm;
  }

  /** Images [D, n], scaled. */
  NDArray apply(NDArray x) {
    return x.sub(means).mul(factors);
  }

  @Override
  public void close() {
    means.close();
    factors.close();
  }
}
