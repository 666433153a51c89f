package palimpsest.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.List;

/**
 * A stretch of work at whose end every array that the thread made in it is freed, except those that
 * were kept. Scopes nest; what an inner one keeps belongs to the outer one.
 *
 * <p>Native memory is out of the garbage collector's sight, so every batch has a scope of its own.
 */
public final class Scope implements AutoCloseable {

  private final NDScope scope = new NDScope();
  private final List<NDArray> kept = new ArrayList<>();

  /** Lets an array outlive this scope. */
  public NDArray keep(NDArray array) {
    NDScope.unregister(array);
    kept.add(array);
    return array;
  }

  /** Lets arrays outlive this scope. */
  public List<NDArray> keep(List<NDArray> arrays) {
    arrays.forEach(this::keep);
    return arrays;
  }

  /** Lets arrays that another thread kept belong to this thread's innermost scope. */
  static void adopt(List<NDArray> arrays) {
    arrays.forEach(NDScope::register);
  }

  @Override
  public void close() {
    scope.close();
    kept.forEach(NDScope::register);
  }
}
