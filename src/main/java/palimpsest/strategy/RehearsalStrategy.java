package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A strategy that remembers images. */
abstract class RehearsalStrategy extends NamedStrategy {

  /** As of any strategy, which see. */
  RehearsalStrategy(
      String key, String label, String help, String source, double cost, Setting<?>... settings) {
    super(key, label, help, source, cost, settings);
  }

  /**
   * Its parts over a memory.
   *
   * @param memory the memory that it draws from, empty yet
   */
  abstract Parts parts(SettingValues values, RememberedImages memory, StrategyContext context);

  /** The rule by which its memory decides what it keeps. */
  MemoryPolicy policy(SettingValues values) {
    return values.get(BufferSettings.POLICY);
  }

  /** Whether the logits of each image are remembered with it. */
  boolean keepsLogits() {
    return false;
  }

  @Override
  public final Parts create(SettingValues values, StrategyContext context) {
    ImageMemory memory = ImageMemory.of(policy(values), values, keepsLogits(), context);
    return parts(values, memory, context).and(BufferSettings.classifier(values, memory));
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    return BufferSettings.mostDrawn(values, batchSize);
  }

  @Override
  public int numbersOfImage(int outputs) {
    return keepsLogits() ? outputs : 0;
  }
}
