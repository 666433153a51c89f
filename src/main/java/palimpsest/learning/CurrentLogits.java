package palimpsest.learning;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import palimpsest.tensor.Workspace;

/** The logits that the current images of a batch had in the last step that used them. */
final class CurrentLogits implements Supplier<NDArray> {

  private final Workspace workspace;
  private final int[] current;
  private final List<StepBatch> batches = new ArrayList<>();
  private final List<List<NDArray>> logits = new ArrayList<>();

  CurrentLogits(Workspace workspace, int... current) {
    this.workspace = workspace;
    this.current = current;
  }

  /** Begins another pass over the batch: what the one before had no longer counts. */
  void beginPass() {
    batches.clear();
    logits.forEach(parts -> parts.forEach(NDArray::close));
    logits.clear();
  }

  /**
   * Takes in a step.
   *
   * @param parts the logits of its images in parts, which outlive the step
   */
  void add(StepBatch batch, List<NDArray> parts) {
    batches.add(batch);
    logits.add(parts);
  }

  /** The logits [K, n], in the order of the current images. */
  @Override
  public NDArray get() {
    Map<Integer, Integer> columns = new HashMap<>();
    int before = 0;
    NDArray all = NDArrays.concat(new NDList(logits.stream().flatMap(List::stream).toList()), 1);
    for (StepBatch batch : batches) {
      for (int i = 0; i < batch.size(); i++) {
        if (batch.isCurrent(i)) {
          columns.put(batch.numbers()[i], before + i);
        }
      }
      before += batch.size();
    }
    int[] places = new int[current.length];
    for (int i = 0; i < places.length; i++) {
      places[i] = columns.getOrDefault(current[i], -1);
    }
    return workspace.kernels().choose(all, 1, workspace.indices(places));
  }
}
