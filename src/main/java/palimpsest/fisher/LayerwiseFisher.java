package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import java.util.stream.Gatherers;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.tensor.Scope;

/**
 * A Fisher matrix that couples no layers: one block a layer.
 *
 * @param <B> the kind of block
 */
public abstract sealed class LayerwiseFisher<B extends LayerBlock<B>> implements FisherMatrix
    permits DiagonalFisher, QuasiDiagonalFisher, BlockDiagonalFisher, KfacFisher, EkfacFisher {

  private final Network network;
  private final List<B> blocks;

  LayerwiseFisher(Network network, List<B> blocks) {
    this.network = network;
    this.blocks = List.copyOf(blocks);
  }

  /** Pairs each layer of a network with its array. */
  static <B> List<B> blocks(
      Network network, List<NDArray> arrays, BiFunction<AffineLayer, NDArray, B> block) {
    List<B> blocks = new ArrayList<>();
    for (AffineLayer layer : network.affineLayers()) {
      blocks.add(block.apply(layer, arrays.get(blocks.size())));
    }
    return blocks;
  }

  /** Gives each layer of a network its share of all arrays, which is as large for every layer. */
  static <B> List<B> restored(
      Network network, List<NDArray> arrays, BiFunction<AffineLayer, List<NDArray>, B> block) {
    int share = arrays.size() / network.affineLayers().size();
    Iterator<List<NDArray>> shares = inGroups(arrays, share).iterator();
    return network.affineLayers().stream().map(layer -> block.apply(layer, shares.next())).toList();
  }

  /** Arrays that belong together, so many at a time. */
  static Stream<List<NDArray>> inGroups(List<NDArray> arrays, int size) {
    return arrays.stream().gather(Gatherers.windowFixed(size));
  }

  /** The same representation with other blocks. */
  abstract LayerwiseFisher<B> with(List<B> others);

  Network network() {
    return network;
  }

  List<B> blocks() {
    return blocks;
  }

  @Override
  public NDArray multiply(NDArray v) {
    return byLayer(v, LayerBlock::multiply);
  }

  @Override
  public DampedInverse dampedInverse(double damping) {
    return together(inverses(damping));
  }

  /** The inverse of which each layer has a part. */
  DampedInverse together(List<DampedInverse> inverses) {
    return DampedInverse.holding(
        v -> {
          try (Scope scope = new Scope()) {
            return scope.keep(network.flat(solved(inverses, network.matrices(v))));
          }
        },
        inverses.stream().flatMap(inverse -> inverse.arrays().stream()).toArray(NDArray[]::new));
  }

  /**
   * Each layer's damped inverse.
   *
   * @param damping λ, above 0
   */
  List<DampedInverse> inverses(double damping) {
    return map(block -> block.dampedInverse(damping));
  }

  /**
   * Applies each layer's damped inverse to its part of a vector.
   *
   * @param parts one [units, columns] a layer
   */
  List<NDArray> solved(List<DampedInverse> inverses, List<NDArray> parts) {
    return network
        .workspace()
        .workers()
        .together(network.parameters(), () -> oneByOne(inverses, parts));
  }

  /** The same on the thread that asks. */
  static List<NDArray> oneByOne(List<DampedInverse> inverses, List<NDArray> parts) {
    return IntStream.range(0, parts.size())
        .mapToObj(i -> inverses.get(i).apply(parts.get(i)))
        .toList();
  }

  @Override
  public double trace() {
    return sum(LayerBlock::trace);
  }

  @Override
  public double frobeniusNorm() {
    return Math.sqrt(sum(LayerBlock::squaredNorm));
  }

  @Override
  public NDArray diagonal() {
    try (Scope scope = new Scope()) {
      return scope.keep(network.flat(blocks.stream().map(LayerBlock::diagonal).toList()));
    }
  }

  @Override
  public NDArray toDense() {
    try (Scope scope = new Scope()) {
      int size = network.parameters();
      NDArray dense = network.workspace().zeros(size, size);
      int offset = 0;
      for (B block : blocks) {
        NDArray part = block.dense();
        long end = offset + part.getShape().get(0);
        dense.get(offset + ":" + end + ", " + offset + ":" + end).addi(part);
        offset = Math.toIntExact(end);
      }
      return scope.keep(FlatOrder.toFlat(network, dense));
    }
  }

  @Override
  public FisherMatrix plus(FisherMatrix other) {
    if (other.getClass() != getClass()) {
      throw new IllegalArgumentException("cannot add " + other.name() + " to " + name());
    }
    // The classes are the same, and each class has one kind of block.
    @SuppressWarnings("unchecked")
    LayerwiseFisher<B> same = (LayerwiseFisher<B>) other;
    List<B> sums = new ArrayList<>();
    for (int i = 0; i < blocks.size(); i++) {
      sums.add(blocks.get(i).plus(same.blocks.get(i)));
    }
    return with(sums);
  }

  @Override
  public FisherMatrix scaled(double factor) {
    return with(map(block -> block.scaled(factor)));
  }

  @Override
  public MatrixEntries entries() {
    return MatrixEntries.Blocks.of(map(LayerBlock::entries));
  }

  @Override
  public List<NDArray> arrays() {
    return blocks.stream().flatMap(block -> block.arrays().stream()).toList();
  }

  @Override
  public String name() {
    return "%s, %d × %2$d".formatted(representation().label(), network.parameters());
  }

  @Override
  public void close() {
    arrays().forEach(NDArray::close);
  }

  /** Lets the blocks outlive a scope. */
  LayerwiseFisher<B> keptBy(Scope scope) {
    blocks.forEach(block -> scope.keep(block.arrays()));
    return this;
  }

  private NDArray byLayer(NDArray v, BiFunction<B, NDArray, NDArray> rule) {
    try (Scope scope = new Scope()) {
      List<NDArray> parts = network.matrices(v);
      List<NDArray> results = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        results.add(rule.apply(blocks.get(i), parts.get(i)));
      }
      return scope.keep(network.flat(results));
    }
  }

  <R> List<R> map(Function<B, R> function) {
    return blocks.stream().map(function).toList();
  }

  private double sum(ToDoubleFunction<B> number) {
    return blocks.stream().mapToDouble(number).sum();
  }
}
