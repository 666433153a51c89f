package palimpsest.bench;

import java.util.List;
import palimpsest.archive.Archive;
import palimpsest.bench.device.DeviceAccess;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.queue.TrainingQueue;
import palimpsest.site.SweepQueue;

/**
 * The services that the window needs.
 *
 * @param archive the archive of the runs
 * @param queue trains them
 * @param sweeps hands them to clusters
 * @param data the folder that image sets are read from, which the window may change
 * @param start the initial values of the form
 * @param presets the presets of the form
 * @param settings the settings that the window remembers
 * @param deviceAccess the devices to compute on
 */
public record BenchServices(
    Archive archive,
    TrainingQueue queue,
    SweepQueue sweeps,
    DataFolder data,
    SpecDraft start,
    List<Preset> presets,
    Settings settings,
    DeviceAccess deviceAccess) {

  /** Copies the list. */
  public BenchServices {
    presets = List.copyOf(presets);
  }

  /** The same with a queue of sweeps that reaches the usual sites. */
  BenchServices(
      Archive archive,
      TrainingQueue queue,
      DataFolder data,
      SpecDraft start,
      List<Preset> presets,
      Settings settings,
      DeviceAccess deviceAccess) {
    this(archive, queue, new SweepQueue(archive), data, start, presets, settings, deviceAccess);
  }
}
