package palimpsest.strategy;

import java.util.Arrays;
import palimpsest.learning.ClassRule;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.learning.state.Stateful;

/**
 * The asymmetric cross-entropy of ER-ACE: for current images only the classes of their batch
 * compete, and those that no batch has shown yet (Caccia et al., 2022, arXiv 2104.05025, as the
 * authors' code has it; the paper has the batch's classes alone). In the first task all compete.
 */
final class AsymmetricClasses implements ClassRule, Stateful {

  private static final String SHOWN = "shown";

  private final boolean[] shown;

  /**
   * Before any batch.
   *
   * @param outputs classes K
   */
  AsymmetricClasses(int outputs) {
    shown = new boolean[outputs];
  }

  @Override
  public boolean[] competing(int task, int... labels) {
    boolean[] competing = new boolean[shown.length];
    for (int k = 0; k < competing.length; k++) {
      competing[k] = task == 0 || !shown[k];
    }
    for (int label : labels) {
      competing[label] = true;
      shown[label] = true;
    }
    return competing;
  }

  @Override
  public String stateName() {
    return "er-ace";
  }

  @Override
  public void save(StateWriter state) {
    long[] flags = new long[shown.length];
    Arrays.setAll(flags, k -> shown[k] ? 1 : 0);
    state.numbers(SHOWN, flags);
  }

  @Override
  public void check(StateReader state) {
    long[] flags = state.numbers(SHOWN);
    state.require(
        flags.length == shown.length
            && Arrays.stream(flags).allMatch(flag -> flag == 0 || flag == 1),
        "has %d flags of classes that were shown, not %d of 0 or 1",
        flags.length,
        shown.length);
  }

  @Override
  public void load(StateReader state) {
    long[] flags = state.numbers(SHOWN);
    for (int k = 0; k < shown.length; k++) {
      shown[k] = flags[k] == 1;
    }
  }
}
