package palimpsest.strategy;

import java.util.List;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A strategy with the texts and settings that its constructor says. */
abstract class NamedStrategy implements Strategy {

  private final String key;
  private final String label;
  private final String help;
  private final String source;
  private final double cost;
  private final List<Setting<?>> settings;

  /**
   * A strategy.
   *
   * @param cost a rough guess at the cost of an image against fine-tuning
   */
  NamedStrategy(
      String key, String label, String help, String source, double cost, Setting<?>... settings) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.source = source;
    this.cost = cost;
    this.settings = List.of(settings);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public String help() {
    return help;
  }

  @Override
  public String source() {
    return source;
  }

  @Override
  public List<Setting<?>> settings() {
    return settings;
  }

  @Override
  public double cost(SettingValues values) {
    return cost;
  }
}
