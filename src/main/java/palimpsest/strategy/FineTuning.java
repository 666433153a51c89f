package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Plain training on one task after the other. */
public final class FineTuning implements Strategy {

  @Override
  public String key() {
    return "fine-tuning";
  }

  @Override
  public String label() {
    return "Fine-tuning";
  }

  @Override
  public String help() {
    return "Trains on the current batches only: the forgetting baseline.";
  }

  @Override
  public String source() {
    return "McCloskey and Cohen (1989), Psychology of Learning and Motivation 24, 109–165";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of();
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.NONE;
  }

  @Override
  public double cost(SettingValues values) {
    return 1;
  }
}
