package palimpsest.experiment;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import palimpsest.data.DataRecord;
import palimpsest.data.Limits;
import palimpsest.data.Scenario;
import palimpsest.data.SourceSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.scenario.ScenarioReader;
import palimpsest.data.scenario.Scenarios;
import palimpsest.data.scenario.TaskExamples;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/**
 * The images that a run sees, and the settings that they depend on. Two that are equal are read
 * alike from the same files.
 *
 * @param values the values of {@link #settings}
 * @param sets the image sets
 */
public record RunImages(SettingValues values, List<SourceSet> sets) {

  /** Copies the list. */
  public RunImages {
    sets = List.copyOf(sets);
  }

  /**
   * The images of a run.
   *
   * @throws palimpsest.problem.Problem if its settings do not fit the images
   */
  public static RunImages of(ExperimentSpec spec) {
    return new RunImages(spec.values().only(settings(spec.values())), spec.outline().sets());
  }

  /** The settings that the images of a run depend on. */
  public static SequencedSet<Setting<?>> settings(SettingValues values) {
    SequencedSet<Setting<?>> settings = new LinkedHashSet<>(SpecLayout.DATA.relevant(values));
    settings.add(CommonSettings.SEED);
    return settings;
  }

  /**
   * Reads the images of a run.
   *
   * @param data the data root
   * @throws palimpsest.problem.Problem if files are missing or not right
   */
  static Scenario read(ExperimentSpec spec, Path data) {
    ScenarioOutline outline = spec.outline();
    return ScenarioReader.read(
        Catalogue.collection(spec.images()).label(),
        outline.sets(),
        Scenarios.ALL.chosen(spec.values()).component(),
        spec.values(),
        outline.chosen(),
        data,
        new Limits(
            spec.trainLimit(),
            spec.testLimit(),
            spec.subset(),
            part -> RandomStream.of(spec.seed(), RandomUse.SUBSET, part),
            spec.get(DataSettings.VALIDATION),
            task -> RandomStream.of(spec.seed(), RandomUse.VALIDATION, task)),
        spec.get(DataSettings.STANDARDISED),
        part -> RandomStream.of(spec.seed(), RandomUse.SCENARIO, part));
  }

  /**
   * Reads the images of a run, to know which they are.
   *
   * @param data the data root
   * @throws palimpsest.problem.Problem if files are missing or not right
   */
  public static DataRecord record(ExperimentSpec spec, Path data) {
    return read(spec, data).data().get();
  }

  /**
   * Reads the images of a run, to look at them.
   *
   * @param data the data root
   * @throws palimpsest.problem.Problem if files are missing or not right, or the settings do not
   *     fit the images
   */
  public static TaskExamples examples(ExperimentSpec spec, Path data) {
    ScenarioOutline outline = spec.outline();
    return TaskExamples.of(read(spec, data), outline.tasks(), outline.sets());
  }
}
