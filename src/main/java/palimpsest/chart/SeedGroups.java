package palimpsest.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.ShortNames;
import palimpsest.experiment.ShortNames.Name;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.experiment.SpecTraits;

/** Runs that differ in nothing but their seed, put together. */
public final class SeedGroups {

  private SeedGroups() {}

  /**
   * Puts runs of one configuration together. Groups come in the order of their first run, members
   * in the order of the list.
   *
   * <p>A seed counts once: the same configuration and seed give the same bits, and to count them
   * twice would make the scatter look smaller than it is. The run that came further stands for the
   * seed; of two that came as far, the later in the list.
   *
   * @param runs the runs
   * @param spec what a run is
   * @param epochs how many epochs of a run were measured
   */
  public static <T> List<List<T>> of(
      List<T> runs, Function<T, ExperimentSpec> spec, ToIntFunction<T> epochs) {
    Map<Map<SpecField, String>, Map<Long, T>> groups = new LinkedHashMap<>();
    for (T run : runs) {
      groups
          .computeIfAbsent(configuration(spec.apply(run)), fields -> new LinkedHashMap<>())
          .merge(
              spec.apply(run).seed(),
              run,
              (one, other) -> epochs.applyAsInt(other) >= epochs.applyAsInt(one) ? other : one);
    }
    return groups.values().stream().map(group -> List.copyOf(group.values())).toList();
  }

  /**
   * Puts runs of one configuration together, every one of them: for a list rather than for a mean.
   *
   * @param runs the runs
   * @param spec what a run is
   */
  public static <T> List<List<T>> withRepeats(List<T> runs, Function<T, ExperimentSpec> spec) {
    Map<Map<SpecField, String>, List<T>> groups = new LinkedHashMap<>();
    for (T run : runs) {
      groups.computeIfAbsent(configuration(spec.apply(run)), fields -> new ArrayList<>()).add(run);
    }
    return groups.values().stream().map(List::copyOf).toList();
  }

  /**
   * Short names of groups for legends and tables: the name that all members have in common, else
   * the method; groups with the same one say in which settings they differ.
   *
   * @param groups the specifications of each group's members
   */
  public static List<Name> names(List<List<ExperimentSpec>> groups) {
    return ShortNames.of(
        groups.stream()
            .map(members ->
                new ShortNames.Subject(title(members), SpecTraits.of(members.getFirst())))
            .toList());
  }

  /** The same names, each on one line. */
  public static List<String> labels(List<List<ExperimentSpec>> groups) {
    return names(groups).stream().map(Name::text).toList();
  }

  /** Tells configurations apart: equal for runs that differ in nothing but their seed. */
  public static String key(ExperimentSpec spec) {
    return new TreeMap<>(configuration(spec)).toString();
  }

  private static String title(List<ExperimentSpec> members) {
    List<String> names = members.stream().map(ExperimentSpec::name).distinct().toList();
    return names.size() == 1 && !names.getFirst().isEmpty()
        ? names.getFirst()
        : members.getFirst().method();
  }

  /**
   * The fields that have a part in a run's numbers, without its seed. To look at the Fisher matrix
   * changes nothing in training, and neither does a field that the strategy does not read.
   */
  private static Map<SpecField, String> configuration(ExperimentSpec spec) {
    SpecDraft draft = SpecDraft.of(spec).with(SpecField.OBSERVE_FISHER, "false");
    Map<SpecField, String> fields = new HashMap<>();
    for (SpecField field : SpecField.values()) {
      boolean told =
          switch (field) {
            case NAME, SEED, OBSERVE_FISHER -> false;
            default -> field.isUsedBy(draft);
          };
      if (told) {
        fields.put(field, draft.text(field));
      }
    }
    return Map.copyOf(fields);
  }
}
