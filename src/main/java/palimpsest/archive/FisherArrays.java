package palimpsest.archive;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.file.NpyArray;
import palimpsest.fisher.EigenEntries;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Numbers;
import palimpsest.network.ParameterLayout;

/**
 * A Fisher matrix as named arrays: what its representation holds and no more, never P × P numbers
 * for a diagonal.
 *
 * <p>A whole matrix is {@code matrix}, a diagonal {@code diagonal}; of a matrix in blocks each
 * array carries its layer's name in front: {@code conv1.matrix}, {@code conv1.diagonal} and {@code
 * conv1.couplings}, the Kronecker factors {@code conv1.G} and {@code conv1.A}, or their
 * eigenvectors {@code conv1.U_G} and {@code conv1.U_A} with the moments {@code conv1.D} along them.
 * {@code parameters}, {@code offsets}, {@code sizes} and {@code shapes} say which rows belong to
 * which tensor.
 */
final class FisherArrays {

  private FisherArrays() {}

  static Map<String, NpyArray> of(FisherSnapshot snapshot) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    ParameterLayout layout = snapshot.layout();
    List<ParameterLayout.Tensor> tensors = layout.tensors();
    arrays.put("representation", NpyArray.Texts.of(snapshot.representation().key()));
    arrays.put("moment", NpyArray.Texts.of(snapshot.moment()));
    arrays.put("task", NpyArray.Ints.of(snapshot.task()));
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
    arrays.put("shapes", new NpyArray.Texts(tensors.stream().map(FisherArrays::shape).toList()));
    put(arrays, "", snapshot.entries(), layout);
    return arrays;
  }

  private static String shape(ParameterLayout.Tensor tensor) {
    return tensor.shape().stream().map(String::valueOf).collect(Collectors.joining(","));
  }

  /**
   * The entries that arrays describe.
   *
   * @throws IllegalArgumentException if they describe none
   */
  static MatrixEntries entries(Map<String, NpyArray> arrays) {
    ParameterLayout layout = layout(arrays);
    Map<String, Map<String, NpyArray>> blocks = new LinkedHashMap<>();
    arrays.forEach((name, array) -> {
      int dot = name.lastIndexOf('.');
      if (dot > 0) {
        blocks
            .computeIfAbsent(name.substring(0, dot), block -> new LinkedHashMap<>())
            .put(name.substring(dot + 1), array);
      }
    });
    return blocks.isEmpty()
        ? entries(arrays, true)
        : MatrixEntries.Blocks.of(
            blocks.entrySet().stream()
                .map(block -> entries(block.getValue(), hasBias(layout, block.getKey())))
                .toList());
  }

  /**
   * The matrix that arrays and entries describe.
   *
   * @throws IllegalArgumentException if they do not fit together
   */
  static FisherSnapshot snapshot(
      ArchivedMatrix matrix, Map<String, NpyArray> arrays, MatrixEntries entries) {
    requireSame(matrix, arrays);
    ParameterLayout layout = layout(arrays);
    if (entries.size() != layout.size()) {
      throw new IllegalArgumentException(
          "%d rows for %d parameters".formatted(entries.size(), layout.size()));
    }
    return new FisherSnapshot(
        matrix.representation(),
        matrix.task(),
        matrix.moment(),
        matrix.images(),
        false,
        layout,
        entries);
  }

  /** Requires that the file's description of the matrix matches the archive's. */
  private static void requireSame(ArchivedMatrix matrix, Map<String, NpyArray> arrays) {
    List<String> told =
        List.of(
            text(arrays, "representation"),
            text(arrays, "moment"),
            number(arrays, "task"),
            number(arrays, "images"));
    List<String> known =
        List.of(
            matrix.representation().key(),
            matrix.moment(),
            String.valueOf(matrix.task()),
            String.valueOf(matrix.images()));
    if (!told.equals(known)) {
      throw new IllegalArgumentException(
          "it says that it is %s, but the archive has %s in its place".formatted(told, known));
    }
  }

  private static String text(Map<String, NpyArray> arrays, String name) {
    return arrays.get(name) instanceof NpyArray.Texts(List<String> texts) && texts.size() == 1
        ? texts.getFirst()
        : "?";
  }

  private static String number(Map<String, NpyArray> arrays, String name) {
    return arrays.get(name) instanceof NpyArray.Ints(int[] _, int[] values) && values.length == 1
        ? String.valueOf(values[0])
        : "?";
  }

  private static ParameterLayout layout(Map<String, NpyArray> arrays) {
    if (!(arrays.get("parameters") instanceof NpyArray.Texts(List<String> names))
        || !(arrays.get("shapes") instanceof NpyArray.Texts(List<String> shapes))
        || !(arrays.get("offsets") instanceof NpyArray.Ints(int[] _, int[] offsets))
        || names.size() != shapes.size()
        || names.size() != offsets.length) {
      throw new IllegalArgumentException("it does not say which row is which parameter");
    }
    List<ParameterLayout.Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      int dot = names.get(i).lastIndexOf('.');
      List<Integer> shape = Arrays.stream(shapes.get(i).split(",")).map(Integer::valueOf).toList();
      tensors.add(
          new ParameterLayout.Tensor(
              names.get(i).substring(0, Math.max(0, dot)),
              names.get(i).substring(dot + 1),
              shape,
              offsets[i]));
    }
    return Layouts.checked(tensors);
  }

  private static boolean hasBias(ParameterLayout layout, String layer) {
    return layout.tensors().stream()
        .anyMatch(tensor -> tensor.layer().equals(layer) && tensor.name().equals("bias"));
  }

  private static MatrixEntries entries(Map<String, NpyArray> arrays, boolean bias) {
    NpyArray matrix = arrays.get("matrix");
    if (matrix != null) {
      return new MatrixEntries.Full(side(matrix.shape()), numbers(matrix));
    }
    NpyArray outputs = arrays.get("U_G");
    NpyArray inputs = arrays.get("U_A");
    NpyArray moments = arrays.get("D");
    if (outputs != null && inputs != null && moments != null) {
      side(inputs.shape());
      return new EigenEntries(
          numbers(outputs), numbers(inputs), numbers(moments), side(outputs.shape()), bias);
    }
    NpyArray g = arrays.get("G");
    NpyArray a = arrays.get("A");
    if (g != null && a != null) {
      if (side(a.shape()) == 0) {
        throw new IllegalArgumentException("a layer in it has no inputs");
      }
      return new MatrixEntries.Kronecker(numbers(g), numbers(a), side(g.shape()), bias);
    }
    NpyArray diagonal = arrays.get("diagonal");
    NpyArray couplings = arrays.get("couplings");
    if (diagonal != null) {
      return couplings == null
          ? new MatrixEntries.Diagonal(numbers(diagonal))
          : arrow(numbers(diagonal), couplings);
    }
    throw new IllegalArgumentException("it holds no matrix");
  }

  private static Numbers numbers(NpyArray array) {
    return switch (array) {
      case NpyArray.Floats(int[] _, float[] values) -> new Numbers.Singles(values);
      case NpyArray.Doubles(int[] _, double[] values) -> new Numbers.Doubles(values);
      default -> throw new IllegalArgumentException("its entries are no floating-point numbers");
    };
  }

  private static MatrixEntries arrow(Numbers diagonal, NpyArray couplings) {
    int[] shape = couplings.shape();
    Numbers numbers = numbers(couplings);
    if (shape.length != 2 || shape[1] == 0 || diagonal.length() != numbers.length() + shape[0]) {
      throw new IllegalArgumentException(
          "a diagonal of %d numbers does not fit couplings of the shape %s"
              .formatted(diagonal.length(), Arrays.toString(shape)));
    }
    return new MatrixEntries.Arrow(diagonal, numbers, shape[1]);
  }

  /** Rows, and columns, of an array that must be square. */
  static int side(int[] shape) {
    if (shape.length != 2 || shape[0] != shape[1]) {
      throw new IllegalArgumentException(
          "the shape %s is not that of a square matrix".formatted(Arrays.toString(shape)));
    }
    return shape[0];
  }

  private static void put(
      Map<String, NpyArray> arrays, String prefix, MatrixEntries entries, ParameterLayout layout) {
    switch (entries) {
      case MatrixEntries.Full(int size, Numbers values) ->
          arrays.put(prefix + "matrix", array(values, size, size));
      case MatrixEntries.Mapped mapped ->
          arrays.put(prefix + "matrix", array(mapped.numbers(), mapped.size(), mapped.size()));
      case MatrixEntries.Diagonal(Numbers diagonal) ->
          arrays.put(prefix + "diagonal", array(diagonal, diagonal.length()));
      case MatrixEntries.Arrow(Numbers diagonal, Numbers couplings, int inputs) -> {
        arrays.put(prefix + "diagonal", array(diagonal, diagonal.length()));
        arrays.put(prefix + "couplings", array(couplings, couplings.length() / inputs, inputs));
      }
      case MatrixEntries.Kronecker(Numbers g, Numbers a, int units, boolean bias) -> {
        int columns = (int) Math.round(Math.sqrt(a.length()));
        arrays.put(prefix + "G", array(g, units, units));
        arrays.put(prefix + "A", array(a, columns, columns));
      }
      case EigenEntries eigen -> {
        int units = eigen.units();
        int columns = eigen.size() / units;
        arrays.put(prefix + "U_G", array(eigen.outputs(), units, units));
        arrays.put(prefix + "U_A", array(eigen.inputs(), columns, columns));
        arrays.put(prefix + "D", array(eigen.moments(), units, columns));
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

  private static NpyArray array(Numbers numbers, int... shape) {
    return switch (numbers) {
      case Numbers.Singles(float[] values) -> new NpyArray.Floats(shape, values);
      case Numbers.Doubles(double[] values) -> new NpyArray.Doubles(shape, values);
    };
  }
}
