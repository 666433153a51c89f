package palimpsest.experiment;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.scenario.ScenarioCut;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.ScenarioType;
import palimpsest.data.scenario.Scenarios;
import palimpsest.data.scenario.SetShape;
import palimpsest.data.scenario.TaskCut;
import palimpsest.data.scenario.TaskPart;
import palimpsest.learning.RandomStream;
import palimpsest.learning.RandomUse;
import palimpsest.network.FeatureShape;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;

/**
 * A scenario as its settings make it, before any image is read.
 *
 * @param sets the image sets
 * @param cut all tasks that the scenario makes
 * @param chosen numbers of the tasks to learn, in order
 */
public record ScenarioOutline(List<SourceSet> sets, ScenarioCut cut, List<Integer> chosen) {

  /** Copies the lists. */
  public ScenarioOutline {
    sets = List.copyOf(sets);
    chosen = List.copyOf(chosen);
  }

  /**
   * The outline of some settings.
   *
   * @param seed of the run, from which the scenario draws
   * @throws Problem if the settings do not fit the images
   */
  static ScenarioOutline of(SettingValues values, long seed) {
    List<SourceSet> sets = Catalogue.collection(values.get(DataSettings.IMAGES)).sets();
    ScenarioType type = Scenarios.ALL.chosen(values).component();
    ScenarioCut cut =
        type.cut(
            values,
            sets.stream().map(SetShape::of).toList(),
            part -> RandomStream.of(seed, RandomUse.SCENARIO, part));
    return new ScenarioOutline(sets, cut, chosen(values, type, cut));
  }

  /** The numbers of the tasks that values name; all where they name none. */
  private static List<Integer> chosen(SettingValues values, ScenarioType type, ScenarioCut cut) {
    int count = cut.tasks().size();
    boolean joined = type.settings().contains(ScenarioSettings.JOINED_TASKS);
    List<Integer> named =
        values.get(joined ? ScenarioSettings.JOINED_TASKS : ScenarioSettings.TASKS);
    List<Integer> all = IntStream.range(0, count).boxed().toList();
    if (named.isEmpty()
        || (joined && named.equals(ScenarioSettings.JOINED_TASKS.initial()) && count < 3)) {
      return all;
    }
    cut.requireTasks(named);
    return named;
  }

  /** The tasks to learn, in order. */
  public List<TaskCut> tasks() {
    return chosen.stream().map(number -> cut.tasks().get(number)).toList();
  }

  /** About the numbers of images of the tasks to learn, before limits. */
  public List<TaskSize> sizes() {
    List<SetShape> shapes = sets.stream().map(SetShape::of).toList();
    return tasks().stream().map(task -> task.size(shapes)).toList();
  }

  /**
   * About the numbers of images of the tasks to learn, before limits, as they lie below a data
   * root.
   *
   * @param root the data root, whose files are read if they have changed since the last look
   */
  public List<TaskSize> sizesBelow(Path root) {
    List<SetShape> shapes =
        sets.stream().map(set -> SetShape.of(set).with(set.size(root))).toList();
    return tasks().stream().map(task -> task.size(shapes)).toList();
  }

  /** The sets that the tasks to learn need. */
  public List<SourceSet> needed() {
    return neededSets().map(sets::get).toList();
  }

  /** Positions of the sets that the tasks to learn need. */
  private Stream<Integer> neededSets() {
    return tasks().stream().flatMap(task -> task.parts().stream()).map(TaskPart::set).distinct();
  }

  /**
   * About the numbers of images that are kept in memory for the tasks to learn: a set that tasks
   * share is kept once, and whole, whatever limits leave of each task.
   *
   * @param trainLimit training images of each task at most; 0 for all
   * @param testLimit test images of each task at most; 0 for all
   * @param validation share of training images that tests are on; 0 if on test images
   */
  List<TaskSize> kept(int trainLimit, int testLimit, double validation) {
    return neededSets()
        .map(set -> {
          TaskSize all = sets.get(set).publishedSize();
          boolean limited =
              TaskCut.whole(tasks(), set, sets.get(set).classNames().size()).isPresent();
          if (limited) {
            return all.validated(validation).limited(trainLimit, testLimit);
          }
          // The training images are read once for each of the two parts.
          return validation > 0 ? new TaskSize(all.training(), all.training()) : all;
        })
        .toList();
  }

  /** Shape of one image. */
  public FeatureShape input() {
    SourceSet set = sets.getFirst();
    return new FeatureShape(set.channels(), set.height(), set.width());
  }

  /** Number of logits K. */
  public int outputs() {
    return cut.outputs();
  }
}
