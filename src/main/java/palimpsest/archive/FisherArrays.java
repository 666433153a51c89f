package palimpsest.archive;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;
import palimpsest.network.ParameterLayout;

/**
 * A Fisher matrix as named arrays: what its representation holds and no more, never P × P numbers
 * for a diagonal.
 *
 * <p>A whole matrix is {@code matrix}, a diagonal {@code diagonal}; of a matrix in blocks each
 * array carries its layer's name in front: {@code conv1.matrix}, {@code conv1.diagonal} and {@code
 * conv1.couplings}, or the Kronecker factors {@code conv1.G} and {@code conv1.A}. {@code
 * parameters}, {@code offsets} and {@code sizes} say which rows belong to which tensor.
 */
final class FisherArrays {

  private FisherArrays() {}

  static Map<String, NpyArray> of(FisherSnapshot snapshot) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    ParameterLayout layout = snapshot.layout();
    List<ParameterLayout.Tensor> tensors = layout.tensors();
    arrays.put("representation", NpyArray.Texts.of(snapshot.representation().key()));
    arrays.put("moment", NpyArray.Texts.of(snapshot.moment()));
    arrays.put("images", NpyArray.Ints.of(snapshot.images()));
    arrays.put(
        "parameters",
        new NpyArray.Texts(
            tensors.stream().map(tensor -> tensor.layer() + "." + tensor.name()).toList()));
    arrays.put(
        "offsets",
        NpyArray.Ints.of(tensors.stream().mapToInt(ParameterLayout.Tensor::offset).toArray()));
    arrays.put(
        "sizes",
        NpyArray.Ints.of(tensors.stream().mapToInt(ParameterLayout.Tensor::size).toArray()));
    put(arrays, "", snapshot.entries(), layout);
    return arrays;
  }

  private static void put(
      Map<String, NpyArray> arrays, String prefix, MatrixEntries entries, ParameterLayout layout) {
    switch (entries) {
      case MatrixEntries.Full(int size, float[] values) ->
          arrays.put(prefix + "matrix", square(values, size));
      case MatrixEntries.Mapped mapped ->
          arrays.put(prefix + "matrix", square(mapped.toArray(), mapped.size()));
      case MatrixEntries.Diagonal(float[] diagonal) ->
          arrays.put(prefix + "diagonal", NpyArray.Floats.of(diagonal));
      case MatrixEntries.Arrow(float[] diagonal, float[] couplings, int inputs) -> {
        arrays.put(prefix + "diagonal", NpyArray.Floats.of(diagonal));
        arrays.put(
            prefix + "couplings",
            new NpyArray.Floats(new int[] {couplings.length / inputs, inputs}, couplings));
      }
      case MatrixEntries.Kronecker(float[] g, float[] a, int units, boolean bias) -> {
        arrays.put(prefix + "G", square(g, units));
        arrays.put(prefix + "A", square(a, (int) Math.round(Math.sqrt(a.length))));
      }
      case MatrixEntries.Blocks(List<MatrixEntries> blocks, int[] offsets) -> {
        for (int i = 0; i < blocks.size(); i++) {
          String name = prefix + name(layout, offsets[i], blocks.get(i).size(), i) + ".";
          put(arrays, name, blocks.get(i), layout);
        }
      }
    }
  }

  private static String name(ParameterLayout layout, int offset, int size, int block) {
    return layout.layers().stream()
        .filter(layer -> layer.offset() == offset && layer.size() == size)
        .map(ParameterLayout.Layer::name)
        .findFirst()
        .orElse("block" + block);
  }

  private static NpyArray square(float[] values, int size) {
    return new NpyArray.Floats(new int[] {size, size}, values);
  }
}
