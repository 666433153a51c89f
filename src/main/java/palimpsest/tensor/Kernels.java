package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * Operators of PyTorch that DJL does not offer: Cholesky, eigenvectors, patches of images, pooling.
 *
 * <p>Their source text is {@code kernels.py}. Arrays keep the images in their last axis.
 */
public final class Kernels implements AutoCloseable {

  private final TorchScriptModule module;

  Kernels(Device device) {
    module = new TorchScriptModule("Kernels", source(), device);
  }

  /**
   * The lower Cholesky factor L with L·Lᵀ = A.
   *
   * @param a [n, n], symmetric and positive definite
   * @throws NotPositiveDefinite if it is not, or holds numbers that are not finite
   */
  public NDArray cholesky(NDArray a) {
    try {
      return module.call("cholesky", a).singletonOrThrow();
    } catch (EngineException e) {
      if (String.valueOf(e.getMessage()).contains("not positive-definite")) {
        throw new NotPositiveDefinite(e);
      }
      throw e;
    }
  }

  /**
   * The solution X of L·Lᵀ·X = B.
   *
   * @param b [n, m]
   * @param factor [n, n], a lower Cholesky factor
   */
  public NDArray choleskySolve(NDArray b, NDArray factor) {
    return module.call("cholesky_solve", b, factor).singletonOrThrow();
  }

  /**
   * Eigenvalues and eigenvectors of a symmetric matrix.
   *
   * @param values [n], in ascending order
   * @param vectors [n, n], in columns
   */
  public record Eigen(NDArray values, NDArray vectors) {}

  /**
   * The eigenvalues and eigenvectors.
   *
   * @param a [n, n], symmetric
   */
  public Eigen eigh(NDArray a) {
    NDList pair = module.call("eigh", a);
    return new Eigen(pair.get(0), pair.get(1));
  }

  /**
   * Every k × k patch of the images as a column (im2col).
   *
   * @param x [C, H, W, M]
   * @param kernel k
   * @param bias whether a last row of ones is added
   * @return [C·k·k (+1), (H−k+1)·(W−k+1), M]
   */
  public NDArray patches(NDArray x, int kernel, boolean bias) {
    return module.call("patches", x, kernel, bias ? 1 : 0).singletonOrThrow();
  }

  /**
   * The transpose of {@link #patches} (col2im): columns are added where their patches lay.
   *
   * @param columns [C·k·k, (H−k+1)·(W−k+1), M]
   * @return [C, H, W, M]
   */
  public NDArray unpatch(NDArray columns, int channels, int height, int width, int kernel) {
    return module.call("unpatch", columns, channels, height, width, kernel).singletonOrThrow();
  }

  /**
   * Maxima over windows that do not overlap.
   *
   * @param x [C, H, W, M]
   * @param size s, the side of a window
   * @return the maxima [C, H/s, W/s, M], and which entry of its window each one is [s·s, C, H/s,
   *     W/s, M], ones and zeros
   */
  public NDList maxPool(NDArray x, int size) {
    return module.call("max_pool", x, size);
  }

  /**
   * The transpose of {@link #maxPool}: cotangents go where the maxima came from.
   *
   * @param cotangents [C, H/s, W/s, R, N]
   * @param winners [s·s, C, H/s, W/s, N]
   * @return [C, H, W, R, N]
   */
  public NDArray maxUnpool(NDArray cotangents, NDArray winners, int height, int width, int size) {
    return module.call("max_unpool", cotangents, winners, height, width, size).singletonOrThrow();
  }

  @Override
  public void close() {
    module.close();
  }

  private static String source() {
    try (InputStream text =
        Objects.requireNonNull(
            Kernels.class.getResourceAsStream("/palimpsest/tensor/kernels.py"), "kernels.py")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
