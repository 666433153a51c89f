package palimpsest.network;

import java.util.ArrayList;
import java.util.List;

/**
 * The position of each parameter tensor in the flat vector of all parameters.
 *
 * <p>The order is PyTorch's: layers in network order; in each, the weight row-major, then the bias.
 *
 * @param tensors the parameter tensors in flat order
 */
public record ParameterLayout(List<Tensor> tensors) {

  /** Copies the list. */
  public ParameterLayout {
    tensors = List.copyOf(tensors);
  }

  /**
   * One parameter tensor.
   *
   * @param layer name of the layer, such as {@code conv2}
   * @param name {@code weight} or {@code bias}
   * @param shape its sizes, such as [5, 1, 5, 5] for (out, in, kernel height, kernel width)
   * @param offset its first index in the flat vector
   */
  public record Tensor(String layer, String name, List<Integer> shape, int offset) {

    /** Copies the shape. */
    public Tensor {
      shape = List.copyOf(shape);
    }

    /** Number of parameters in this tensor. */
    public int size() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /**
   * The parameters of one layer as one stretch of the flat vector.
   *
   * @param name name of the layer
   * @param offset its first index
   * @param size the number of its parameters
   */
  public record Layer(String name, int offset, int size) {}

  /** Number of parameters P. */
  public int size() {
    Tensor last = tensors.getLast();
    return last.offset() + last.size();
  }

  /** Number of outputs of the last layer K; 0 if it has none. */
  public int outputs() {
    List<Integer> shape = tensors.getLast().shape();
    return shape.isEmpty() ? 0 : shape.getFirst();
  }

  /** The layers in flat order. */
  public List<Layer> layers() {
    List<Layer> layers = new ArrayList<>();
    for (Tensor tensor : tensors) {
      if (!layers.isEmpty() && layers.getLast().name().equals(tensor.layer())) {
        Layer weights = layers.removeLast();
        layers.add(new Layer(weights.name(), weights.offset(), weights.size() + tensor.size()));
      } else {
        layers.add(new Layer(tensor.layer(), tensor.offset(), tensor.size()));
      }
    }
    return layers;
  }

  /**
   * A parameter's name, such as {@code conv2.weight[3,1,0,4]}.
   *
   * @param index flat index, from 0
   * @throws IndexOutOfBoundsException when there is no such parameter
   */
  public String nameOf(int index) {
    Tensor tensor = tensors.getFirst();
    for (Tensor candidate : tensors) {
      if (candidate.offset() <= index) {
        tensor = candidate;
      }
    }
    int rest = index - tensor.offset();
    if (rest < 0 || rest >= tensor.size()) {
      throw new IndexOutOfBoundsException("no parameter " + index + " of " + size());
    }
    List<Integer> shape = tensor.shape();
    StringBuilder position = new StringBuilder();
    for (int axis = shape.size() - 1; axis >= 0; axis--) {
      position.insert(0, rest % shape.get(axis)).insert(0, axis == 0 ? "" : ",");
      rest /= shape.get(axis);
    }
    return "%s.%s[%s]".formatted(tensor.layer(), tensor.name(), position);
  }
}
