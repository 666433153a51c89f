package palimpsest.strategy;

import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Memory aware synapses. */
final class Mas extends NamedStrategy {

  private static final Setting<Double> STRENGTH = Ewc.IMPORTANCE.beginning(1.0);

  Mas() {
    super(
        "mas",
        "MAS",
        "Memory aware synapses: each weight is held by as much as the network's outputs change with"
            + " it. No labels are needed.",
        "Aljundi et al. (2018), arXiv 1711.09601",
        1.2,
        STRENGTH);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(new MemoryAwareSynapses(values.get(STRENGTH), context));
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return StrategyMemory.NONE.withVectors(2, 4);
  }

  @Override
  public String advice() {
    return " or importance";
  }
}
