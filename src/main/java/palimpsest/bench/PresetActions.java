package palimpsest.bench;

import java.util.List;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.experiment.Preset;

/** Each preset, to be chosen by its name, or by Alt and its number in the form's list. */
record PresetActions(SetupViewModel setup) {

  /** Presets that have a key. */
  private static final int KEYS = 9;

  void addTo(ActionGroup group) {
    List<Preset> presets = setup.presets();
    for (int i = 0; i < presets.size(); i++) {
      Preset preset = presets.get(i);
      group.add(
          "preset-" + preset.key(),
          "Preset: " + preset.label(),
          Feather.SLIDERS,
          preset.help(),
          i < KEYS ? Action.alt(KeyCode.valueOf("DIGIT" + (i + 1))) : null,
          () -> setup.fill(preset));
    }
  }
}
