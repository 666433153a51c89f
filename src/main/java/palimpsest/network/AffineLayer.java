package palimpsest.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import palimpsest.tensor.Kernels;

/**
 * A layer with parameters: a convolution without padding, or, where the kernel is as large as the
 * input, a fully connected layer.
 *
 * <p>Both are one matrix V = [W b] applied to columns ã_t, one for each of T positions: the input's
 * patch at that position, with a 1 appended if there is a bias. A fully connected layer has T = 1.
 *
 * <p>A convolution of stride 1 may be followed by the maxima over windows of s × s positions that
 * do not overlap. The patches of one window lie in a common tile, a patch of side k+s−1, so the s·s
 * results of a window are one product of a wider matrix, {@link Kernels#spread}, with its tile:
 * instead of T columns of C·k² numbers there are T/s² of C·(k+s−1)². Without pooling s is 1, and a
 * tile is a patch.
 *
 * @param name name of the layer
 * @param input shape that comes in
 * @param units channels or units that go out
 * @param kernel side of the kernel; 0 for a fully connected layer
 * @param stride the distance between the patches of a convolution; 1 for a fully connected layer
 * @param bias whether each unit has a bias
 * @param pool s, side of the windows of which maxima go out; it divides height and width of what
 *     the convolution yields
 */
public record AffineLayer(
    String name, FeatureShape input, int units, int kernel, int stride, boolean bias, int pool)
    implements Layer {

  @Override
  public FeatureShape output() {
    return isConvolution()
        ? new FeatureShape(
            units, patchesAlong(input.height()) / pool, patchesAlong(input.width()) / pool)
        : new FeatureShape(units, 1, 1);
  }

  /** Patches that lie side by side in so many rows or columns. */
  private int patchesAlong(int length) {
    return Math.floorDiv(length - kernel, stride) + 1;
  }

  /** Whether the layer has more positions than one by construction. */
  public boolean isConvolution() {
    return kernel > 0;
  }

  /** Weights of one unit. */
  public int inputs() {
    return isConvolution() ? input.channels() * kernel * kernel : input.size();
  }

  /** Columns of V = [W b]: the weights of one unit and its bias, if it has one. */
  public int columns() {
    return bias ? inputs() + 1 : inputs();
  }

  /** Positions T, before pooling. */
  public int positions() {
    return windows() * entries();
  }

  /** Windows T/s² of positions of which a maximum goes out; without pooling, positions. */
  public int windows() {
    return output().height() * output().width();
  }

  /** Positions s² of a window. */
  public int entries() {
    return pool * pool;
  }

  /** Numbers in a tile: those of a patch, if nothing is pooled. */
  public int tileColumns() {
    return tileInputs() + columns() - inputs();
  }

  /** Parameters of the layer. */
  public int size() {
    return Math.multiplyExact(units, columns());
  }

  /**
   * The same layer with the maxima over windows of its positions taken.
   *
   * @param size side of the windows
   */
  AffineLayer pooled(int size) {
    return new AffineLayer(name, input, units, kernel, stride, bias, size);
  }

  /** Whether the layer yields maxima over windows of its positions. */
  boolean isPooled() {
    return pool > 1;
  }

  /** The distance of tiles; without pooling, of patches. */
  int tileStride() {
    return isPooled() ? pool : stride;
  }

  /**
   * A matrix V = [W b] for tiles instead of patches.
   *
   * @param matrix V [units, columns]
   * @return [s²·units, tileColumns], position by position of a window
   */
  NDArray forTiles(Kernels kernels, NDArray matrix) {
    return pool == 1 ? matrix : kernels.spread(matrix, input.channels(), kernel, pool);
  }

  /**
   * A matrix like V from one for tiles: the transpose of {@link #forTiles}.
   *
   * @param matrix [s²·units, tileColumns]
   * @return [units, columns]
   */
  NDArray fromTiles(Kernels kernels, NDArray matrix) {
    return pool == 1 ? matrix : kernels.gather(matrix, input.channels(), kernel, pool);
  }

  /**
   * The sum of ã·ãᵀ over positions from that of tiles.
   *
   * @param products [tileColumns, tileColumns]
   * @return [columns, columns]
   */
  public NDArray productsFromTiles(Kernels kernels, NDArray products) {
    return pool == 1 ? products : kernels.gatherProducts(products, input.channels(), kernel, pool);
  }

  /**
   * The mean of ã over positions and images.
   *
   * @param inputs ã, or tiles [tileColumns, T/s², N]
   * @return [columns]
   */
  public NDArray meanInput(Kernels kernels, NDArray inputs) {
    NDArray tile = inputs.reshape(tileColumns(), -1).mean(new int[] {1}).reshape(1, -1);
    // Every position of a window has a part of the tile as its patch.
    NDArray sum = pool == 1 ? tile : fromTiles(kernels, tile.tile(new long[] {entries(), 1}));
    return sum.div(pool == 1 ? 1 : entries()).reshape(columns());
  }

  /**
   * The tiles.
   *
   * @param x [C, H, W, N]
   * @return [tileColumns, T/s², N]
   */
  NDArray tiles(Kernels kernels, NDArray x) {
    if (isConvolution()) {
      return kernels.patches(x, tileSide(), tileStride(), bias);
    }
    long images = x.getShape().get(3);
    return kernels.patches(x.reshape(inputs(), 1, 1, images), 1, 1, bias);
  }

  /**
   * The forward rule V·ã, or the maxima of it.
   *
   * @param tileMatrix V for tiles [s²·units, tileColumns]
   * @param tiles [tileColumns, T/s², N]
   * @return the output, [units, H', W', N], and with pooling the index of each maximum in its
   *     window, [s², units, T/s², N]
   */
  NDList forward(Kernels kernels, NDArray tileMatrix, NDArray tiles) {
    FeatureShape out = output();
    long images = tiles.getShape().get(2);
    NDArray z = tileMatrix.matMul(tiles.reshape(tileColumns(), -1));
    if (pool == 1) {
      return new NDList(z.reshape(units, out.height(), out.width(), images));
    }
    NDList maxima = kernels.maxima(z.reshape(entries(), units, windows(), images));
    return new NDList(
        maxima.get(0).reshape(units, out.height(), out.width(), images), maxima.get(1));
  }

  @Override
  public Runnable write(PassScript script) {
    return new AffineScript(this, script).write();
  }

  /**
   * The forward rule, with nothing remembered.
   *
   * @param tileMatrix V for tiles [s²·units, tileColumns]
   * @param x [C, H, W, N]
   * @return [units, H', W', N]
   */
  NDArray apply(Kernels kernels, NDArray tileMatrix, NDArray x) {
    FeatureShape out = output();
    NDArray z = tileMatrix.matMul(tiles(kernels, x).reshape(tileColumns(), -1));
    NDArray y = pool == 1 ? z : kernels.largest(z.reshape(entries(), -1));
    return y.reshape(units, out.height(), out.width(), -1);
  }

  /**
   * Cotangents of the input: Wᵀ·g, each column added back where its tile lay.
   *
   * @param tileMatrix V for tiles [s²·units, tileColumns]
   * @param cotangents the gradients of the output, [units, T/s², R, N]
   * @param winners the index of each maximum in its window, [s², units, T/s², N]; ignored without
   *     pooling
   * @return [C, H, W, R, N]
   */
  NDArray pullBack(Kernels kernels, NDArray tileMatrix, NDArray cotangents, NDArray winners) {
    int channels = input.channels();
    int height = input.height();
    int width = input.width();
    if (isConvolution()) {
      return kernels.pullBack(
          tileMatrix,
          cotangents,
          winners,
          channels,
          height,
          width,
          tileSide(),
          tileStride(),
          isPooled());
    }
    long rows = cotangents.getShape().get(2);
    NDArray weight = tileMatrix.get(":, :" + inputs()).transpose();
    return weight.matMul(cotangents.reshape(units, -1)).reshape(channels, height, width, rows, -1);
  }

  /**
   * The gradients of a convolution with respect to V, one for every image and row.
   *
   * @param source the input [C, H, W, N]
   * @param cotangents the gradients of the output [units, T/s², R, N]
   * @param winners the index of each maximum in its window, [s², units, T/s², N]; ignored without
   *     pooling
   * @return [N, units, R, columns]
   */
  NDArray rowGradients(Kernels kernels, NDArray source, NDArray cotangents, NDArray winners) {
    return kernels.rowGradients(
        source, cotangents, winners, kernel, tileStride(), isPooled(), bias);
  }

  /** Side of a tile. */
  int tileSide() {
    return kernel + pool - 1;
  }

  private int tileInputs() {
    return isConvolution() ? input.channels() * tileSide() * tileSide() : inputs();
  }
}
