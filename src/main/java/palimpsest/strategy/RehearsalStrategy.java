package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A strategy that remembers images. */
abstract class RehearsalStrategy extends NamedStrategy {

  /**
   * Creates the strategy.
   *
   * @param cost a rough guess at the cost of an image against fine-tuning
   */
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
    return BufferSettings.mostDrawn(values, values.get(BufferSettings.REPLAYED), batchSize);
  }

  @Override
  public int numbersOfImage(SettingValues values, int outputs) {
    return keepsLogits() ? outputs : 0;
  }
}
