package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Experience replay from a reservoir buffer, current and replayed images in one batch. */
public final class Replay implements Strategy {

  @Override
  public String key() {
    return "replay";
  }

  @Override
  public String label() {
    return "Replay";
  }

  @Override
  public String help() {
    return "Trains on current images and on as many remembered ones, drawn from a reservoir buffer.";
  }

  @Override
  public String source() {
    return "Chaudhry et al. (2019), arXiv 1902.10486; Vitter (1985), Algorithm R";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(BufferSettings.SIZE, BufferSettings.INSERT_EVERY_STEP);
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return Parts.of(Reservoir.of(values, context));
  }

  @Override
  public double cost(SettingValues values) {
    return 2;
  }
}
