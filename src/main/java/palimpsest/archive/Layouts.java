package palimpsest.archive;

import java.util.List;
import palimpsest.network.ParameterLayout;

/** Layouts of parameters that come out of files, and are not believed before they make sense. */
final class Layouts {

  private Layouts() {}

  /**
   * The layout that tensors make, one behind the other from 0 on.
   *
   * @throws IllegalArgumentException if they do not
   */
  static ParameterLayout checked(List<ParameterLayout.Tensor> tensors) {
    long end = 0;
    for (ParameterLayout.Tensor tensor : tensors) {
      String name = tensor.layer() + "." + tensor.name();
      if (tensor.offset() != end) {
        throw new IllegalArgumentException(
            "%s begins at %d, but must begin at %d".formatted(name, tensor.offset(), end));
      }
      if (tensor.shape().stream().anyMatch(size -> size < 1)) {
        throw new IllegalArgumentException("%s has the shape %s".formatted(name, tensor.shape()));
      }
      try {
        end = Math.addExact(tensor.offset(), tensor.size());
      } catch (ArithmeticException e) {
        throw new IllegalArgumentException(name + " is larger than any array can be", e);
      }
    }
    if (end == 0) {
      throw new IllegalArgumentException("it does not say which row is which parameter");
    }
    return new ParameterLayout(tensors);
  }
}
