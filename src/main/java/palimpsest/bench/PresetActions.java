package palimpsest.bench;

import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.experiment.Preset;

/** Each preset, to be chosen by its name. There are too many for keys. */
record PresetActions(SetupViewModel setup) {

  void addTo(ActionGroup group) {
    for (Preset preset : setup.presets()) {
      group.add(
          "preset-" + preset.key(),
          "Preset: " + preset.label(),
          Feather.SLIDERS,
          preset.help(),
          () -> setup.fill(preset));
    }
  }
}
