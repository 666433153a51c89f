package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Operators of PyTorch that DJL does not offer: Cholesky, eigenvectors, triangles, patches of
 * images, pooling.
 *
 * <p>Their source text is {@code kernels.py}. Arrays keep the images in their last axis.
 */
public final class Kernels {

  /** Compiled once in a process: PyTorch keeps some of what it compiles until the process ends. */
  private static final Map<Device, Kernels> COMPILED = new ConcurrentHashMap<>();

  private final TorchScriptModule module;

  private Kernels(Device device) {
    module = new TorchScriptModule("Kernels", source(), device);
  }

  /** The operators of training steps, of the same module. */
  StepKernels ofSteps() {
    return new StepKernels(module);
  }

  /** The operators for a device. */
  static Kernels on(Device device) {
    return COMPILED.computeIfAbsent(device, Kernels::new);
  }

  /** A copy of an array, laid out row by row in memory of its own, however the array lies. */
  public NDArray copy(NDArray x) {
    return module.call("copy", x).singletonOrThrow();
  }

  /**
   * The lower Cholesky factor L with L·Lᵀ = A.
   *
   * @param a [n, n], symmetric and positive definite
   * @throws NotPositiveDefinite if it is not, or holds numbers that are not finite
   */
  public NDArray cholesky(NDArray a) {
    return factored("cholesky", a).singletonOrThrow();
  }

  /** LAPACK's own failures become one that callers can tell from others. */
  private NDList factored(String method, NDArray a) {
    try {
      return module.call(method, a);
    } catch (EngineException e) {
      String message = String.valueOf(e.getMessage());
      if (message.contains("not positive-definite") || message.contains("linalg.eigh")) {
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
   * The solution x of (A + λI)·x = b by conjugate gradients (Hestenes and Stiefel, 1952), to the
   * precision of b's type, or as far as rounding lets it.
   *
   * @param b [n]
   * @param a [n, n], symmetric, with no negative eigenvalue
   * @param damping λ, above 0
   */
  public NDArray conjugateGradients(NDArray b, NDArray a, double damping) {
    return module
        .call("conjugate_gradients", b, a, damping, smallestResidual(b))
        .singletonOrThrow();
  }

  /** The norm of a residual, relative to b, below which rounding in b's type hides the rest. */
  public static double smallestResidual(NDArray b) {
    return b.getDataType() == DataType.FLOAT64 ? 1e-13 : 2e-7;
  }

  /**
   * The factors of a Kronecker product G ⊗ A with damping λ spread over both: G + (√λ/π)·I and A +
   * π√λ·I with π = √((tr A/dim A)/(tr G/dim G)), and π = 1 where a trace is not positive. Nothing
   * leaves the device.
   *
   * @param g G [n, n]
   * @param a A [m, m]
   * @param damping λ, above 0
   * @return both, damped
   */
  public NDList dampedFactors(NDArray g, NDArray a, double damping) {
    return module.call("damped_factors", g, a, Math.sqrt(damping));
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
   * @throws NotPositiveDefinite if it holds numbers that are not finite
   */
  public Eigen eigh(NDArray a) {
    NDList pair = factored("eigh", a);
    return new Eigen(pair.get(0), pair.get(1));
  }

  /**
   * The matrices [W b] of all layers from a flat vector, in which every layer has its weights row
   * by row, then its biases.
   *
   * @param flat [P]
   * @param units of each layer
   * @param inputs of each layer: the weights of one unit
   * @param biases of each layer: 1 if its units have a bias, else 0
   * @return [units, inputs + biases] for each layer
   */
  public NDList matrices(NDArray flat, int[] units, int[] inputs, int[] biases) {
    return module.call("matrices", flat, units, inputs, biases);
  }

  /**
   * A flat vector: the inverse of {@link #matrices}.
   *
   * @param matrices [units, inputs (+1)] for each layer
   * @param inputs of each layer
   * @return [P]
   */
  public NDArray flat(NDList matrices, int[] inputs) {
    return module.call("flat", matrices.head(), matrices, inputs).singletonOrThrow();
  }

  /**
   * Entries along one axis.
   *
   * @param x an array
   * @param axis the axis
   * @param numbers the indices of the entries, [n]
   * @return the array with n entries along that axis
   */
  public NDArray choose(NDArray x, int axis, NDArray numbers) {
    return module.call("choose", x, axis, numbers).singletonOrThrow();
  }

  /**
   * Every k × k patch of the images as a column (im2col).
   *
   * @param x [C, H, W, M]
   * @param kernel k
   * @param stride s, how far patches lie apart
   * @param bias whether a last row of ones is added
   * @return [C·k·k (+1), ((H−k)/s+1)·((W−k)/s+1), M]
   */
  public NDArray patches(NDArray x, int kernel, int stride, boolean bias) {
    return module.call("patches", x, kernel, stride, bias ? 1 : 0).singletonOrThrow();
  }

  /**
   * The gradients of a convolution's input from those of its output.
   *
   * @param matrix [U, C·k·k (+1)], or for tiles [s·s·U, C·k·k (+1)]
   * @param cotangents [U, T, R, M]
   * @param winners the index of each maximum in its window [s·s, U, T, M]; ignored without pooling
   * @param kernel k, the side of a patch or tile
   * @param stride s, how far patches or tiles lie apart
   * @param pooled whether maxima over windows of s × s positions came out
   * @return [C, H, W, R, M]
   */
  public NDArray pullBack(
      NDArray matrix,
      NDArray cotangents,
      NDArray winners,
      int channels,
      int height,
      int width,
      int kernel,
      int stride,
      boolean pooled) {
    return module
        .call(
            "pull_back",
            matrix,
            cotangents,
            winners,
            channels,
            height,
            width,
            kernel,
            stride,
            pooled ? 1 : 0)
        .singletonOrThrow();
  }

  /**
   * A convolution's matrix written for tiles: windows of s × s positions, whose patches together
   * are one patch with a side of k+s−1. What comes out of a tile is what comes out of its s·s
   * positions, so a pooled convolution needs no patch of each position.
   *
   * @param matrix [W b], [U, C·k·k (+1)]
   * @return [s·s·U, C·(k+s−1)² (+1)], position by position
   */
  public NDArray spread(NDArray matrix, int channels, int kernel, int size) {
    return module.call("spread", matrix, channels, kernel, size).singletonOrThrow();
  }

  /**
   * The transpose of {@link #spread}.
   *
   * @param matrix [s·s·U, C·(k+s−1)² (+1)]
   * @return [U, C·k·k (+1)]
   */
  public NDArray gather(NDArray matrix, int channels, int kernel, int size) {
    return module.call("gather", matrix, channels, kernel, size).singletonOrThrow();
  }

  /**
   * The sum of the products of patches from that of the products of tiles, each patch lying in one
   * tile.
   *
   * @param products Σ of tile · tileᵀ, [C·(k+s−1)² (+1), C·(k+s−1)² (+1)]
   * @return Σ of patch · patchᵀ, [C·k·k (+1), C·k·k (+1)]
   */
  public NDArray gatherProducts(NDArray products, int channels, int kernel, int size) {
    return module.call("gather_products", products, channels, kernel, size).singletonOrThrow();
  }

  /**
   * Maxima over the first axis, alone.
   *
   * @param x [E, …]
   * @return […]
   */
  public NDArray largest(NDArray x) {
    return module.call("largest", x).singletonOrThrow();
  }

  /**
   * Maxima over the first axis. The array is used up.
   *
   * @param x [E, …]
   * @return the maxima […], and which entry each one is [E, …], ones and zeros; the first of equals
   *     wins
   */
  public NDList maxima(NDArray x) {
    return module.call("maxima", x);
  }

  /**
   * The transpose of {@link #maxima}: cotangents go where the maxima came from.
   *
   * @param cotangents [U, T, R, N]
   * @param winners [E, U, T, N]
   * @return [E·U, T, R, N]
   */
  public NDArray scatter(NDArray cotangents, NDArray winners) {
    return module.call("scatter", cotangents, winners).singletonOrThrow();
  }

  /**
   * The sum over positions, rows and images of the products of the cotangents that {@link #scatter}
   * makes.
   *
   * @param cotangents [U, T, R, N]
   * @param winners [E, U, T, N]
   * @return [U, U]
   */
  public NDArray scatterProducts(NDArray cotangents, NDArray winners) {
    return module.call("scatter_products", cotangents, winners).singletonOrThrow();
  }

  /**
   * The gradients of a convolution for every image and row. Of a pooled one, only the patches count
   * from which maxima came: they are looked up, and cotangents need not be written to all
   * positions.
   *
   * @param x the input of the convolution [C, H, W, N]
   * @param cotangents the gradients of the output [U, T, R, N]
   * @param winners the index of each maximum in its window [s·s, U, T, N]; ignored without pooling
   * @param stride s, side of the windows if it is pooled, else how far patches lie apart
   * @param pooled whether maxima over windows of s × s positions came out
   * @param bias whether each unit has a bias
   * @return [N, U, R, C·k·k (+1)]
   */
  public NDArray rowGradients(
      NDArray x,
      NDArray cotangents,
      NDArray winners,
      int kernel,
      int stride,
      boolean pooled,
      boolean bias) {
    return module
        .call("row_gradients", x, cotangents, winners, kernel, stride, pooled ? 1 : 0, bias ? 1 : 0)
        .singletonOrThrow();
  }

  /** max(0, x), and its derivative: ones and zeros, 0 at 0. */
  public NDList relu(NDArray x) {
    return module.call("relu", x);
  }

  /**
   * The triangle R of Bᵀ = Q·R for every image, and Q if it is asked for. B·Bᵀ = Rᵀ·R, so the rows
   * of R stand for the columns of B in every sum of products.
   *
   * @param cotangents B [U, K, N]
   * @param live not less than the number of units of any image that have a cotangent unlike 0
   * @param basis whether Q is wanted
   * @return Rᵀ [U, r, N] with r = min(live, K), and Q [K, r, N] or nothing
   */
  public NDList triangle(NDArray cotangents, int live, boolean basis) {
    return module.call("triangle", cotangents, live, basis ? 1 : 0);
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

  /**
   * Means over windows that do not overlap; rows and columns that fill no window are left out.
   *
   * @param x [C, H, W, M]
   * @param height h, of a window
   * @param width w, of a window
   * @return [C, H/h, W/w, M]
   */
  public NDArray meanPool(NDArray x, int height, int width) {
    return module.call("mean_pool", x, height, width).singletonOrThrow();
  }

  /**
   * The transpose of {@link #meanPool}: cotangents are spread evenly over the windows.
   *
   * @param cotangents [C, H/h, W/w, R, N]
   * @param inputHeight H
   * @param inputWidth W
   * @param height h, of a window
   * @param width w, of a window
   * @return [C, H, W, R, N]
   */
  public NDArray meanUnpool(
      NDArray cotangents, int inputHeight, int inputWidth, int height, int width) {
    return module
        .call("mean_unpool", cotangents, inputHeight, inputWidth, height, width)
        .singletonOrThrow();
  }

  /**
   * An array with zeros around it.
   *
   * @param x [C, H, W, …]
   * @param width p, rows and columns on every side
   * @return [C, H + 2p, W + 2p, …]
   */
  public NDArray pad(NDArray x, int width) {
    return module.call("pad", x, width).singletonOrThrow();
  }

  /**
   * The transpose of {@link #pad}: an array without its outermost rows and columns.
   *
   * @param x [C, H, W, …]
   * @param width p, rows and columns on every side
   * @return [C, H − 2p, W − 2p, …]
   */
  public NDArray crop(NDArray x, int width) {
    return module.call("crop", x, width).singletonOrThrow();
  }

  /**
   * Numbers of each column, chosen by the map that belongs to it.
   *
   * @param x [D, N]
   * @param sources the positions to take for each map, [maps, D]
   * @param which the map of each column, [N]
   * @return [D, N]
   */
  public NDArray mapped(NDArray x, NDArray sources, NDArray which) {
    return module.call("mapped", x, sources, which).singletonOrThrow();
  }

  /**
   * A vector no longer than a bound: v · min(1, c/(‖v‖ + 10⁻⁶)), as PyTorch clips gradients.
   *
   * @param v [P]
   * @param bound c, above 0
   */
  public NDArray clippedByNorm(NDArray v, double bound) {
    return module.call("clipped_by_norm", v, bound).singletonOrThrow();
  }

  /**
   * Cross-entropies of the softmax.
   *
   * @param logits [K, N]
   * @param labels [N]
   * @return the losses [N]; 1 where the largest logit is the label's, else 0 [N]; the derivative of
   *     the mean loss [K, N]
   */
  public NDList crossEntropy(NDArray logits, NDArray labels) {
    return module.call("cross_entropy", logits, labels);
  }

  /**
   * The number of columns whose largest logit is their label's.
   *
   * @param logits [K, N]
   * @param labels [N]
   * @return one number
   */
  public NDArray hits(NDArray logits, NDArray labels) {
    return module.call("hits", logits, labels).singletonOrThrow();
  }

  /**
   * Counts, for columns of each label, those with their largest logit in each class, as integers.
   *
   * @param logits [K, N]
   * @param labels [N]
   * @return [K · K], a row for each label
   */
  public NDArray classPairs(NDArray logits, NDArray labels) {
    return module.call("class_pairs", logits, labels).singletonOrThrow();
  }

  /**
   * A root of diag(p) − ppᵀ for the softmax p of every image.
   *
   * @param logits [K, N]
   * @return [K, K−1, N]
   */
  public NDArray hessianRoot(NDArray logits) {
    return module.call("hessian_root", logits).singletonOrThrow();
  }

  static String source() {
    try (InputStream text =
        Objects.requireNonNull(
            Kernels.class.getResourceAsStream("/palimpsest/tensor/kernels.py"), "kernels.py")) {
      return new String(text.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
