package palimpsest.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToIntFunction;
import palimpsest.experiment.Configuration;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.ShortNames;
import palimpsest.experiment.ShortNames.Name;
import palimpsest.experiment.SpecTraits;
import palimpsest.experiment.TrainedRun;
import palimpsest.setting.SettingValues;

/** Runs that differ in nothing but their seed, put together. */
public final class SeedGroups {

  private static final String REPEAT = "repeat";

  private SeedGroups() {}

  /**
   * Runs of one configuration and different seeds.
   *
   * @param key tells it from all other groups
   * @param repeat 1, or more for the runs of seeds that a group before has already
   * @param members the runs
   */
  public record Group<T extends TrainedRun>(String key, int repeat, List<T> members) {

    /** Copies the list. */
    public Group {
      members = List.copyOf(members);
    }
  }

  /**
   * Puts runs of one configuration together for a mean over seeds. Groups come in the order of
   * their first run, members in the order of the list.
   *
   * <p>A seed counts once in a group: the same configuration and seed give the same numbers, and to
   * count them twice would make the scatter look smaller than it is. Further runs of a seed form a
   * group of repeats, behind the first. The run that came furthest is in the first group; of two
   * that came as far, the later in the list.
   *
   * @param runs the runs
   * @param epochs gives the number of epochs measured of a run
   */
  public static <T extends TrainedRun> List<Group<T>> of(List<T> runs, ToIntFunction<T> epochs) {
    List<Group<T>> groups = new ArrayList<>();
    for (Map.Entry<Configuration, List<T>> one : byConfiguration(runs).entrySet()) {
      List<List<T>> repeats = repeats(one.getValue(), epochs);
      for (int i = 0; i < repeats.size(); i++) {
        String key = one.getKey().key();
        groups.add(
            new Group<>(i == 0 ? key : key + " " + REPEAT + " " + (i + 1), i + 1, repeats.get(i)));
      }
    }
    return groups;
  }

  /** The runs of one configuration, divided so that no seed comes twice. */
  private static <T extends TrainedRun> List<List<T>> repeats(
      List<T> runs, ToIntFunction<T> epochs) {
    Map<Long, List<T>> bySeed = new LinkedHashMap<>();
    runs.forEach(
        run -> bySeed.computeIfAbsent(run.spec().seed(), seed -> new ArrayList<>()).addFirst(run));
    // A stable order: of two that came as far, the later in the list stays before the earlier.
    bySeed.values().forEach(same -> same.sort(Comparator.comparingInt(epochs).reversed()));
    List<List<T>> repeats = new ArrayList<>();
    for (List<T> same : bySeed.values()) {
      for (int i = 0; i < same.size(); i++) {
        if (i == repeats.size()) {
          repeats.add(new ArrayList<>());
        }
        repeats.get(i).add(same.get(i));
      }
    }
    return repeats;
  }

  /** Puts runs of one configuration together, every one of them: for a list, not for a mean. */
  public static <T extends TrainedRun> List<List<T>> withRepeats(List<T> runs) {
    return byConfiguration(runs).values().stream().map(List::copyOf).toList();
  }

  private static <T extends TrainedRun> Map<Configuration, List<T>> byConfiguration(List<T> runs) {
    Map<SettingValues, Configuration> decided = new HashMap<>();
    for (T run : runs) {
      if (run.hasBegun()) {
        Configuration configuration = Configuration.of(run);
        decided.put(configuration.values(), configuration);
      }
    }
    Map<Configuration, List<T>> groups = new LinkedHashMap<>();
    for (T run : runs) {
      Configuration own = Configuration.of(run);
      // What a run that waits will read is not known yet: the same as the last of its settings.
      Configuration configuration = run.hasBegun() ? own : decided.getOrDefault(own.values(), own);
      groups.computeIfAbsent(configuration, key -> new ArrayList<>()).add(run);
    }
    return groups;
  }

  /** The run that a group takes its traits from: one that knows what it reads, if any does. */
  private static <T extends TrainedRun> T example(List<T> members) {
    return members.stream().filter(TrainedRun::hasBegun).findFirst().orElse(members.getFirst());
  }

  /**
   * Short names of groups for legends and tables: the name that all members have in common, else
   * the method; groups with the same one say in which settings they differ, or in their data.
   */
  public static <T extends TrainedRun> List<Name> names(List<List<T>> groups) {
    return ShortNames.of(
        groups.stream()
            .map(members -> new ShortNames.Subject(title(members), SpecTraits.of(example(members))))
            .toList());
  }

  /** The same names, each on one line. */
  public static <T extends TrainedRun> List<String> labels(List<List<T>> groups) {
    return names(groups).stream().map(Name::text).toList();
  }

  /** The names of groups for a mean, each on one line; repeats say so. */
  public static <T extends TrainedRun> List<String> labelsOf(List<Group<T>> groups) {
    return ShortNames.of(groups.stream().map(SeedGroups::subject).toList()).stream()
        .map(Name::text)
        .toList();
  }

  private static <T extends TrainedRun> ShortNames.Subject subject(Group<T> group) {
    SequencedMap<String, String> traits = SpecTraits.of(example(group.members()));
    if (group.repeat() > 1) {
      traits.put(REPEAT, "%s %d".formatted(REPEAT, group.repeat()));
    }
    return new ShortNames.Subject(title(group.members()), traits);
  }

  /** Tells configurations apart: equal for runs that differ in nothing but their seed. */
  public static String key(TrainedRun run) {
    return Configuration.of(run).key();
  }

  private static String title(List<? extends TrainedRun> members) {
    List<String> names =
        members.stream().map(TrainedRun::spec).map(ExperimentSpec::name).distinct().toList();
    return names.size() == 1 && !names.getFirst().isEmpty()
        ? names.getFirst()
        : members.getFirst().spec().method();
  }
}
