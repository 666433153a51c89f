package palimpsest.learning;

import ai.djl.ndarray.NDArray;
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
  private final List<TrainingStep.Outcome> outcomes = new ArrayList<>();

  CurrentLogits(Workspace workspace, int... current) {
    this.workspace = workspace;
    this.current = current;
  }

  /** Takes in a step. */
  void add(StepBatch batch, TrainingStep.Outcome outcome) {
    batches.add(batch);
    outcomes.add(outcome);
  }

  /** The logits [K, n], in the order of the current images. */
  @Override
  public NDArray get() {
    Map<Integer, Integer> columns = new HashMap<>();
    int before = 0;
    NDArray all = outcomes.getFirst().logits();
    for (int step = 0; step < batches.size(); step++) {
      StepBatch batch = batches.get(step);
      if (step > 0) {
        all = all.concat(outcomes.get(step).logits(), 1);
      }
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
