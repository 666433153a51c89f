package palimpsest.chart;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;

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
   * What legends and tables call groups: the name that all members have in common, else the method.
   * Groups that would be called alike tell in which fields they differ.
   *
   * @param groups the specifications of each group's members
   */
  public static List<String> labels(List<List<ExperimentSpec>> groups) {
    Map<String, List<Integer>> alike = new LinkedHashMap<>();
    for (int i = 0; i < groups.size(); i++) {
      alike.computeIfAbsent(title(groups.get(i)), title -> new ArrayList<>()).add(i);
    }
    String[] labels = new String[groups.size()];
    alike.forEach((title, places) -> {
      List<Map<SpecField, String>> configurations =
          places.stream().map(place -> configuration(groups.get(place).getFirst())).toList();
      List<SpecField> telling = differences(configurations);
      for (int i = 0; i < places.size(); i++) {
        labels[places.get(i)] = title + text(configurations.get(i), telling);
      }
    });
    return List.of(labels);
  }

  /** The fields in which configurations differ. */
  private static List<SpecField> differences(List<Map<SpecField, String>> configurations) {
    List<SpecField> differences = new ArrayList<>();
    for (SpecField field : SpecField.values()) {
      Set<String> values = new HashSet<>();
      configurations.forEach(one -> values.add(one.getOrDefault(field, "")));
      if (values.size() > 1) {
        differences.add(field);
      }
    }
    return differences;
  }

  /** The values of some fields that a configuration has, each after a comma. */
  private static String text(Map<SpecField, String> configuration, List<SpecField> fields) {
    StringBuilder text = new StringBuilder();
    for (SpecField field : fields) {
      String value = configuration.get(field);
      if (value != null) {
        text.append(", ").append(words(field, value));
      }
    }
    return text.toString();
  }

  private static String words(SpecField field, String value) {
    String label = field.label().toLowerCase(Locale.UK);
    boolean limit = field == SpecField.TRAIN_LIMIT || field == SpecField.TEST_LIMIT;
    return limit && value.equals("0") ? "all " + label : label + " " + value;
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
