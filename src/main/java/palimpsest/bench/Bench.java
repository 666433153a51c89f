package palimpsest.bench;

import java.util.List;
import palimpsest.archive.Archive;
import palimpsest.bench.device.Machinery;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.queue.TrainingQueue;

/**
 * What the window needs from outside.
 *
 * @param archive where runs are kept
 * @param queue trains them
 * @param data the folder that image sets are read from, which the window may change
 * @param start what the form says at first
 * @param presets what the form offers
 * @param settings what the window remembers
 * @param machinery what there is to compute on
 */
public record Bench(
    Archive archive,
    TrainingQueue queue,
    DataFolder data,
    SpecDraft start,
    List<Preset> presets,
    Settings settings,
    Machinery machinery) {

  /** Copies the list. */
  public Bench {
    presets = List.copyOf(presets);
  }

  /** Opens the window on an archive, and returns when it has been closed. Once in a process. */
  public static void launch(Opening opening) {
    opening.begin();
    BenchApplication.launch(opening);
  }
}
