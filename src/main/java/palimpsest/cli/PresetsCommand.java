package palimpsest.cli;

import palimpsest.chart.LearningCurves;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Preset;
import palimpsest.experiment.Presets;
import picocli.CommandLine.Command;

/** Lists the presets and their runs. */
@Command(
    name = "presets",
    description = "Lists the presets and their runs.",
    mixinStandardHelpOptions = true)
final class PresetsCommand implements Runnable {

  private final Terminal terminal;

  PresetsCommand(CliContext context) {
    terminal = context.terminal();
  }

  @Override
  public void run() {
    for (Preset preset : Presets.all()) {
      terminal.out().println(preset.key());
      terminal.out().println("  " + preset.help());
      for (ExperimentSpec run : preset.runs()) {
        terminal.out().println("  - " + LearningCurves.title(run));
      }
    }
    terminal.out().println();
    terminal.out().println("To train one: run --preset " + Presets.FIRST_LIGHT);
  }
}
