package palimpsest.fisher;

import static java.util.Comparator.comparingInt;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import palimpsest.network.AffineLayer;
import palimpsest.network.ForwardPass;
import palimpsest.network.LayerGradientFactors;
import palimpsest.network.Network;
import palimpsest.network.RootGradients;
import palimpsest.network.SoftmaxCrossEntropy;
import palimpsest.tensor.Scope;
import palimpsest.tensor.Workspace;

/**
 * The sample that a Fisher matrix is measured on: a network at its weights, and images.
 *
 * @param network the network
 * @param theta θ [P]
 * @param images the images
 * @param estimator the way in which rows are drawn
 */
public record FisherSample(Network network, NDArray theta, Images images, Estimator estimator) {

  /** Numbers that the largest array of a chunk may hold: few enough to stay in a cache. */
  private static final long CHUNK = 1 << 23;

  private static final int MOST_IMAGES = 1024;

  /** Images that go forward together when nothing is remembered. */
  private static final int FORWARD = 256;

  /** A sample to be measured exactly: the expectation over the model's own labels. */
  public FisherSample(Network network, NDArray theta, Images images) {
    this(network, theta, images, Estimator.EXACT);
  }

  /**
   * Means over all images, or over all batches, of whatever is formed from gradients.
   *
   * @param coupled whether products of different layers will be asked for
   * @param terms the terms that one chunk of images, or one batch, adds to the sums; the arrays
   *     have the same shapes each time
   * @return one mean for each term, in the caller's scope
   */
  List<NDArray> gradientMeans(boolean coupled, Function<GradientMoments, List<NDArray>> terms) {
    return switch (estimator) {
      case Estimator.ByImage rows ->
          means(rows, coupled, stacked -> terms.apply(GradientMoments.of(stacked)));
      case Estimator.Batched(int size) ->
          meansOver(
              Math.ceilDiv(images.size(), size),
              (matrices, from, to) -> batchSums(matrices, size, terms, from, to));
    };
  }

  /**
   * Means over all images of whatever is formed from gradient factors in which every image carries
   * all its rows. Images go through in chunks, each stacked into one backward pass.
   *
   * @param terms the terms that one chunk adds to the sums over images; the arrays have the same
   *     shapes for every chunk
   * @return one mean for each term, in the caller's scope
   * @throws IllegalStateException if rows belong to batches
   */
  List<NDArray> means(Function<RootGradients, List<NDArray>> terms) {
    if (estimator instanceof Estimator.ByImage rows) {
      return means(rows, false, terms);
    }
    throw new IllegalStateException("a gradient of a batch has no factors");
  }

  private List<NDArray> means(
      Estimator.ByImage rows, boolean coupled, Function<RootGradients, List<NDArray>> terms) {
    return meansOver(
        images.size(),
        (matrices, from, to) ->
            sums(rows, coupled, terms, matrices, chunks(rows, matrices, from, to)));
  }

  /** The sums of some of what is averaged. */
  @FunctionalInterface
  private interface Sums {
    List<NDArray> of(List<NDArray> matrices, int from, int to);
  }

  private List<NDArray> meansOver(int count, Sums sums) {
    try (Scope scope = new Scope()) {
      List<NDArray> matrices = network.tileMatrices(theta);
      List<List<NDArray>> shares =
          network.workspace().workers().divide(count, (from, to) -> sums.of(matrices, from, to));
      List<NDArray> means = shares.getFirst();
      for (int i = 0; i < means.size(); i++) {
        for (List<NDArray> share : shares.subList(1, shares.size())) {
          means.get(i).addi(share.get(i));
        }
        means.get(i).divi(count);
      }
      return scope.keep(means);
    }
  }

  private List<NDArray> sums(
      Estimator.ByImage rows,
      boolean coupled,
      Function<RootGradients, List<NDArray>> terms,
      List<NDArray> matrices,
      List<int[]> chunks) {
    List<NDArray> sums = new ArrayList<>();
    for (int[] chunk : chunks) {
      try (Scope scope = new Scope()) {
        ForwardPass pass = network.forward(matrices, images.at(chunk));
        NDArray root =
            rows.rows(network.workspace(), images, images.masked(pass.logits(), chunk), chunk);
        add(terms.apply(pass.backwardRoot(root, coupled)), sums, scope);
      }
    }
    return sums;
  }

  /** Adds terms to sums that outlive a scope. */
  private static void add(List<NDArray> terms, List<NDArray> sums, Scope scope) {
    if (sums.isEmpty()) {
      terms.forEach(term -> sums.add(scope.keep(term.duplicate())));
    } else {
      for (int i = 0; i < terms.size(); i++) {
        sums.get(i).addi(terms.get(i));
      }
    }
  }

  /** The sums over some batches. */
  private List<NDArray> batchSums(
      List<NDArray> matrices,
      int size,
      Function<GradientMoments, List<NDArray>> terms,
      int from,
      int to) {
    List<NDArray> sums = new ArrayList<>();
    for (int batch = from; batch < to; batch++) {
      int[] positions =
          IntStream.range(batch * size, Math.min((batch + 1) * size, images.size())).toArray();
      try (Scope scope = new Scope()) {
        ForwardPass pass = network.forward(matrices, images.at(positions));
        NDArray cotangents =
            SoftmaxCrossEntropy.of(
                    network.workspace(),
                    images.masked(pass.logits(), positions),
                    images.labels(positions))
                .cotangents();
        List<NDArray> gradients =
            pass.backward(cotangents).stream().map(LayerGradientFactors::gradient).toList();
        add(terms.apply(GradientMoments.of(network.affineLayers(), gradients)), sums, scope);
      }
    }
    return sums;
  }

  /**
   * Some of the images in chunks. Those of one chunk have to carry as many rows as the one of them
   * that needs most, so images that need about the same go together.
   */
  private List<int[]> chunks(Estimator.ByImage rows, List<NDArray> matrices, int from, int to) {
    int size = chunkSize(network.affineLayers(), network.outputs());
    IntStream positions = IntStream.range(from, to);
    if (network.hasLiveUnits() && !rows.isSingle() && to - from > size) {
      int[] live = liveUnits(matrices, from, to);
      positions =
          positions.boxed().sorted(comparingInt(i -> live[i - from])).mapToInt(Integer::intValue);
    }
    int[] order = positions.toArray();
    List<int[]> chunks = new ArrayList<>();
    for (int start = 0; start < order.length; start += size) {
      chunks.add(java.util.Arrays.copyOfRange(order, start, Math.min(start + size, order.length)));
    }
    return chunks;
  }

  private int[] liveUnits(List<NDArray> matrices, int from, int to) {
    IntStream.Builder live = IntStream.builder();
    for (int start = from; start < to; start += FORWARD) {
      try (Scope _ = new Scope()) {
        NDArray batch = images.range(start, Math.min(start + FORWARD, to));
        for (double units : Workspace.doubles(network.liveUnits(matrices, batch))) {
          live.add((int) units);
        }
      }
    }
    return live.build().toArray();
  }

  /**
   * Means over all images or batches, one for each layer with parameters.
   *
   * @param term the term that a chunk or a batch adds to a layer's sum
   */
  List<NDArray> layerMeans(Function<LayerGradientMoments, NDArray> term) {
    return gradientMeans(false, moments -> moments.layers().stream().map(term).toList());
  }

  /** Images of a chunk, at most. */
  static int chunkSize(List<AffineLayer> layers, int outputs) {
    int narrowest =
        layers.stream()
            .filter(layer -> !layer.isConvolution())
            .mapToInt(AffineLayer::units)
            .reduce(outputs - 1, Math::min);
    long largest = layers.stream().mapToLong(layer -> numbers(layer, narrowest)).max().orElse(1);
    return Math.clamp(CHUNK / largest, 1, MOST_IMAGES);
  }

  /** Numbers that one image's largest array of a layer holds: tiles, cotangents or gradients. */
  private static long numbers(AffineLayer layer, int rows) {
    if (layer.positions() == 1) {
      return Math.max(layer.tileColumns(), (long) layer.units() * rows);
    }
    long tiles = (long) layer.tileColumns() * layer.windows();
    long patches = (long) layer.size() * layer.windows();
    long cotangents = (long) layer.units() * layer.positions() * rows;
    long gradients = (long) layer.size() * rows;
    return Math.max(Math.max(tiles * rows, patches), Math.max(cotangents, gradients));
  }
}
