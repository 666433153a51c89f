package palimpsest.data.scenario;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import palimpsest.data.RandomOrder;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** The classes of the image sets are dealt out to tasks. */
public final class SplitClasses implements ScenarioType {

  /** The order in which classes are dealt out. */
  public enum Order {
    FIXED,
    RANDOM
  }

  /** Classes of each task. */
  public static final Setting<List<Integer>> CLASSES =
      Setting.of(
              "classes",
              "Classes per task",
              "Classes of each task: one number for all tasks, the last of which may have fewer, or"
                  + " one for each.",
              new Kind.Wholes(1, 10_000, false, ScenarioSettings.MOST_TASKS, "numbers", "2"),
              List.of(2))
          .named(classes ->
              "split by " + classes.stream().map(String::valueOf).collect(Collectors.joining("-")));

  /** The order of the classes. */
  public static final Setting<Order> ORDER =
      Setting.of(
              "class-order",
              "Class order",
              "Order in which classes are dealt out to the tasks.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          Order.FIXED, "fixed", "By number", "0, 1, 2 and so on."),
                      new Kind.OneOf.Option<>(
                          Order.RANDOM, "random", "Drawn", "Drawn from the seed."))),
              Order.FIXED)
          .named(order -> order == Order.RANDOM ? "classes in random order" : "classes in order");

  /** Names of a task's classes that are written out. */
  private static final int WRITTEN = 4;

  @Override
  public String key() {
    return "split";
  }

  @Override
  public String label() {
    return "Split classes";
  }

  @Override
  public String help() {
    return "The classes of the image set are dealt out to tasks, such as two digits a task in Split"
        + " MNIST.";
  }

  @Override
  public String source() {
    return "Zenke, Poole and Ganguli (2017), ICML, arXiv 1703.04200";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        CLASSES,
        ORDER,
        ScenarioSettings.TASKS,
        ScenarioSettings.INCREMENTAL,
        ScenarioSettings.ACTIVE,
        ScenarioSettings.TESTED,
        ScenarioSettings.BLUR);
  }

  /** A class of a set. */
  private record SetClass(int set, int label, String name) {}

  @Override
  public ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random) {
    List<SetClass> classes = new ArrayList<>();
    for (int set = 0; set < sets.size(); set++) {
      List<String> names = sets.get(set).classes();
      for (int label = 0; label < names.size(); label++) {
        classes.add(new SetClass(set, label, names.get(label)));
      }
    }
    if (values.get(ORDER) == Order.RANDOM) {
      classes =
          Arrays.stream(RandomOrder.of(classes.size(), random.apply(0)))
              .mapToObj(classes::get)
              .toList();
    }
    List<Integer> counts = counts(values.get(CLASSES), classes.size());
    Incremental rule = incremental(values);
    int most = counts.stream().mapToInt(Integer::intValue).max().orElse(0);
    if (rule == Incremental.DOMAIN && most < 2) {
      throw Problem.badValue(
          CLASSES.key(),
          CLASSES.kind().write(values.get(CLASSES)),
          "2 or more for one task at least, where all tasks have the same outputs"
              + " (domain-incremental): a network needs two to tell apart");
    }
    List<TaskCut> tasks = new ArrayList<>();
    int before = 0;
    for (int count : counts) {
      List<SetClass> own = classes.subList(before, before + count);
      int[] labels = ClassLabels.of(rule, before, count);
      List<TaskPart> parts = new ArrayList<>();
      for (int set = 0; set < sets.size(); set++) {
        int at = set;
        int[] places = IntStream.range(0, count).filter(i -> own.get(i).set() == at).toArray();
        if (places.length > 0) {
          parts.add(
              TaskPart.plain(
                  set,
                  Arrays.stream(places).map(i -> own.get(i).label()).toArray(),
                  Arrays.stream(places).map(i -> labels[i]).toArray()));
        }
      }
      tasks.add(new TaskCut(name(own), tasks.size(), parts));
      before += count;
    }
    return new ScenarioCut(tasks, rule == Incremental.DOMAIN ? most : before);
  }

  /** Classes of each task: every one so many, the last the rest, or as they are listed. */
  private static List<Integer> counts(List<Integer> wanted, int classes) {
    if (wanted.size() == 1) {
      int each = wanted.getFirst();
      return IntStream.range(0, Math.ceilDiv(classes, each))
          .mapToObj(task -> Math.min(each, classes - task * each))
          .toList();
    }
    if (wanted.stream().mapToInt(Integer::intValue).sum() != classes) {
      throw Problem.badValue(
          CLASSES.key(),
          CLASSES.kind().write(wanted),
          "one number, or numbers that add up to %,d, the classes of the image set"
              .formatted(classes));
    }
    return wanted;
  }

  private static String name(List<SetClass> classes) {
    List<String> names = classes.stream().map(SetClass::name).toList();
    return names.size() <= WRITTEN
        ? String.join(", ", names)
        : names.getFirst() + ", " + names.get(1) + " … " + names.getLast();
  }
}
