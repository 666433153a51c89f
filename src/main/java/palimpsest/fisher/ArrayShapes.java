package palimpsest.fisher;

import java.util.ArrayList;
import java.util.List;
import palimpsest.network.AffineLayer;
import palimpsest.network.Network;

/** The shapes of the arrays that measured matrices are made of. */
public final class ArrayShapes {

  private ArrayShapes() {}

  /**
   * The shapes of what {@link FisherMatrix#arrays} gives of a matrix that was measured.
   *
   * @param representation the representation of the matrix
   * @param network the network it was measured on
   */
  public static List<List<Integer>> of(Representation representation, Network network) {
    if (representation == Representation.DENSE) {
      return List.of(square(network.parameters()));
    }
    List<List<Integer>> shapes = new ArrayList<>();
    for (AffineLayer layer : network.affineLayers()) {
      shapes.addAll(of(representation, layer));
    }
    return List.copyOf(shapes);
  }

  private static List<List<Integer>> of(Representation representation, AffineLayer layer) {
    List<Integer> entries = List.of(layer.units(), layer.columns());
    return switch (representation) {
      case DIAGONAL -> List.of(entries);
      case QUASI_DIAGONAL ->
          List.of(entries, layer.bias() ? List.of(layer.units(), layer.inputs()) : List.of(0));
      case BLOCK_DIAGONAL -> List.of(square(layer.size()));
      case KFAC -> List.of(square(layer.units()), square(layer.columns()));
      case EKFAC -> List.of(square(layer.units()), square(layer.columns()), entries);
      case DENSE -> throw new IllegalArgumentException("a dense matrix has no layers");
    };
  }

  private static List<Integer> square(int side) {
    return List.of(side, side);
  }
}
