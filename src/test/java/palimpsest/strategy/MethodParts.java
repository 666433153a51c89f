package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.Supplier;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.learning.state.StateReader;
import palimpsest.learning.state.StateWriter;
import palimpsest.setting.SettingValues;

/** The parts of strategies as their settings make them, but with a memory of the test's own. */
final class MethodParts {

  private MethodParts() {}

  /** A memory that has nothing to save. */
  abstract static class Memory implements RememberedImages {

    @Override
    public int[] drawEarlier(int learning, int most) {
      return draw(most);
    }

    @Override
    public void offer(int[] images, Supplier<NDArray> logits) {}

    @Override
    public String stateName() {
      return "draws";
    }

    @Override
    public void save(StateWriter state) {}

    @Override
    public void check(StateReader state) {}

    @Override
    public void load(StateReader state) {}
  }

  /**
   * The parts.
   *
   * @param key of the strategy
   * @param settings keys, each followed by its value; the others keep their initial values
   */
  static Parts of(
      String key, RememberedImages memory, StrategyContext context, String... settings) {
    Strategy strategy = Strategies.ALL.named(key).orElseThrow();
    SettingValues values = SettingValues.INITIAL;
    for (int i = 0; i < settings.length; i += 2) {
      String wanted = settings[i];
      values =
          values.reading(
              strategy.settings().stream()
                  .filter(one -> one.key().equals(wanted))
                  .findFirst()
                  .orElseThrow(),
              settings[i + 1]);
    }
    return strategy instanceof RehearsalStrategy rehearsal
        ? rehearsal.parts(values, memory, context)
        : strategy.create(values, context);
  }
}
