package palimpsest.fisher;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;
import palimpsest.problem.Problem;
import palimpsest.tensor.Scope;

/**
 * The two orders of a layer's parameters: V = [W b] read row by row, in which products are formed,
 * and the flat order, all weights first and then the biases, in which people see them.
 */
final class FlatOrder {

  private FlatOrder() {}

  /**
   * A symmetric matrix over all parameters, brought from the order of V into the flat order.
   *
   * @param matrix [P, P]
   */
  static NDArray toFlat(Network network, NDArray matrix) {
    NDArray order = network.workspace().indices(order(network.affineLayers()));
    return matrix.get(order).transpose().get(order);
  }

  /**
   * For each layer the numbers that bring its V into the flat order, copied to the device at once.
   */
  static List<NDArray> orders(Network network) {
    List<AffineLayer> layers = network.affineLayers();
    NDArray all = network.workspace().indices(order(layers));
    List<NDArray> orders = new ArrayList<>();
    int offset = 0;
    for (AffineLayer layer : layers) {
      int end = offset + layer.size();
      orders.add(all.get(offset + ":" + end).sub(offset));
      offset = end;
    }
    return orders;
  }

  /** The values of one layer's V, brought into the flat order. */
  static Numbers toFlat(AffineLayer layer, Numbers values) {
    return values.reordered(order(List.of(layer)));
  }

  /**
   * The entries of one layer's block, brought into the flat order.
   *
   * @param dense makes the block [P_l, P_l] in the order of V; asked only if it can be shown
   * @throws Problem if the block is too large for an array
   */
  static MatrixEntries.Full entries(AffineLayer layer, Supplier<NDArray> dense) {
    MatrixMath.requireShowable(layer.size());
    try (Scope _ = new Scope()) {
      NDArray block = dense.get();
      NDArray order =
          block.getManager().create(order(List.of(layer))).toType(DataType.INT64, false);
      // Twice transposed, so that a block which rounding left unsymmetric is not turned over.
      NDArray flat = block.transpose().get(order).transpose().get(order);
      return new MatrixEntries.Full(layer.size(), Numbers.of(flat));
    }
  }

  /** For each flat index the index in the order of V. */
  private static int[] order(List<AffineLayer> layers) {
    int[] order = new int[layers.stream().mapToInt(AffineLayer::size).sum()];
    int next = 0;
    int offset = 0;
    for (AffineLayer layer : layers) {
      for (int unit = 0; unit < layer.units(); unit++) {
        for (int input = 0; input < layer.inputs(); input++) {
          order[next++] = offset + unit * layer.columns() + input;
        }
      }
      for (int unit = 0; layer.bias() && unit < layer.units(); unit++) {
        order[next++] = offset + unit * layer.columns() + layer.inputs();
      }
      offset += layer.size();
    }
    return order;
  }
}
