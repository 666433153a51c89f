package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;

/** One array for each layer with parameters, which outlives scopes. */
final class LayerState implements AutoCloseable {

  private final Network network;
  private final String name;
  private final Function<AffineLayer, List<Integer>> shape;
  private List<NDArray> arrays;

  /**
   * Zeros.
   *
   * @param name the beginning of the arrays' names in a checkpoint
   */
  LayerState(Network network, String name, Function<AffineLayer, List<Integer>> shape) {
    this.network = network;
    this.name = name;
    this.shape = shape;
    arrays =
        network.affineLayers().stream()
            .map(layer ->
                network
                    .workspace()
                    .zeros(shape.apply(layer).stream().mapToLong(Integer::longValue).toArray()))
            .toList();
  }

  List<NDArray> arrays() {
    return arrays;
  }

  /** Adds to each array, in the run's precision. */
  void add(List<NDArray> others) {
    for (int i = 0; i < arrays.size(); i++) {
      arrays.get(i).addi(others.get(i).toType(arrays.get(i).getDataType(), false));
    }
  }

  void save(StateWriter state) {
    for (int i = 0; i < arrays.size(); i++) {
      state.array(name + i, arrays.get(i));
    }
  }

  void check(StateReader state) {
    for (int i = 0; i < arrays.size(); i++) {
      state.array(name + i, shape.apply(network.affineLayers().get(i)));
    }
  }

  void load(StateReader state) {
    List<NDArray> loaded = new ArrayList<>();
    for (AffineLayer layer : network.affineLayers()) {
      loaded.add(network.workspace().array(state.array(name + loaded.size(), shape.apply(layer))));
    }
    close();
    arrays = loaded;
  }

  @Override
  public void close() {
    arrays.forEach(NDArray::close);
  }
}
