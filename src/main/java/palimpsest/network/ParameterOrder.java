package palimpsest.network;

import java.util.List;

/**
 * The two orders of parameters: V = [W b] of each layer read row by row, in which products are
 * formed, and the flat order of {@link ParameterLayout}, in each layer all weights first and then
 * the biases.
 */
public final class ParameterOrder {

  private ParameterOrder() {}

  /** For each flat index, the index in the order of V. */
  public static int[] ofFlat(List<AffineLayer> layers) {
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

  /** For each index in the order of V, the flat index. */
  static int[] ofMatrices(List<AffineLayer> layers) {
    int[] order = ofFlat(layers);
    int[] inverse = new int[order.length];
    for (int i = 0; i < order.length; i++) {
      inverse[order[i]] = i;
    }
    return inverse;
  }
}
