package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.scenario.JoinedSets;
import palimpsest.data.scenario.ScenarioReader;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.setting.SettingValues;

/** Image sets as tasks, read from a folder. */
final class JoinedScenario {

  private JoinedScenario() {}

  static List<ImageSetStatus> unusable(String images, Path root, List<Integer> tasks) {
    List<SourceSet> sets = Catalogue.collection(images).sets();
    return Catalogue.unusable(tasks.stream().map(sets::get).toList(), root);
  }

  static Scenario of(String images, Path root, List<Integer> tasks, Limits limits) {
    Catalogue.Collection collection = Catalogue.collection(images);
    return ScenarioReader.read(
        collection.label(),
        collection.sets(),
        new JoinedSets(),
        SettingValues.INITIAL.with(ScenarioSettings.JOINED_TASKS, tasks),
        tasks,
        root,
        limits,
        false,
        Random::new);
  }
}
