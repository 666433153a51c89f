package palimpsest.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.SeedGroups;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.Durations;
import palimpsest.experiment.RunLength;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecJson;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.MetricValue;
import palimpsest.metric.Metrics;
import palimpsest.text.NumberText;
import tools.jackson.databind.json.JsonMapper;

/** Archived runs as rows of a table, and as lines of JSON. */
final class RunRows {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** The columns of name, images, scenario, state and tags. */
  private static final Set<Integer> TEXTS = Set.of(1, 2, 3, 5, 10);

  private static final int METRIC_DECIMALS = 4;

  private RunRows() {}

  /** A table with a header, a row for each run. */
  static String table(List<ArchivedRun> runs) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(
        List.of(
            "run",
            "name",
            "images",
            "scenario",
            "seed",
            "state",
            "accuracy",
            "forgetting",
            "time",
            "begun",
            "tags"));
    List<String> names = names(runs);
    for (int i = 0; i < runs.size(); i++) {
      rows.add(row(runs.get(i), names.get(i)));
    }
    return TextTable.of(rows, TEXTS);
  }

  /**
   * The names of the runs; runs with equal names are told apart by the settings in which they
   * differ.
   */
  private static List<String> names(List<ArchivedRun> runs) {
    return SeedGroups.labels(runs.stream().map(List::of).toList());
  }

  private static List<String> row(ArchivedRun run, String name) {
    var started = run.started();
    return List.of(
        Long.toString(run.id()),
        name,
        run.spec().images(),
        Scenarios.ALL.choice().kind().write(run.spec().get(Scenarios.ALL.choice())),
        Long.toString(run.spec().seed()),
        state(run),
        percent(run, "average-accuracy"),
        percent(run, "forgetting"),
        Durations.text(run.seconds()),
        started == null ? "–" : started.toString().substring(0, 16).replace('T', ' '),
        String.join(",", run.tags()));
  }

  private static String state(ArchivedRun run) {
    if (run.state().isOver()) {
      return run.standing();
    }
    String share = run.done() == 0 ? "" : " %.0f %%".formatted(100 * run.done());
    // A cluster may train on while no process follows it: then this is how it stood at last.
    boolean left = !run.site().isEmpty() && !run.elsewhere();
    return run.state().label() + share + (left ? ", not followed" : "");
  }

  private static String percent(ArchivedRun run, String metric) {
    Double value = run.metrics().get(metric);
    return value == null ? "–" : NumberText.fixed(100 * value, 1);
  }

  /**
   * Whether every word of a filter appears in a run's row, notes or specification.
   *
   * @param filter words between blanks; none if null or blank
   */
  static boolean fits(ArchivedRun run, @Nullable String filter) {
    if (filter == null || filter.isBlank()) {
      return true;
    }
    String text = searchable(run);
    return Stream.of(filter.strip().toLowerCase(Locale.ROOT).split("\\s+", -1))
        .allMatch(text::contains);
  }

  /** A run's metrics, one a line, with the reason where one is missing, and what they rest on. */
  static String metrics(ArchivedRun run, Scores scores) {
    Map<String, String> lines = new TreeMap<>(Metrics.ORDER);
    run.metrics().forEach((key, value) -> lines.put(key, NumberText.fixed(value, METRIC_DECIMALS)));
    String basis = "";
    if (run.state().isOver() && !run.taskNames().isEmpty()) {
      RunLength length = RunLength.of(run).first(run.taskNames().size());
      for (MetricValue value : Metrics.of(new AccuracyHistory(length, scores))) {
        lines.putIfAbsent(value.key(), NumberText.NONE + "  " + value.basis());
        if (value.isKnown() && value.metric().usesEveryEvaluation()) {
          basis = value.basis() + System.lineSeparator();
        }
      }
      if (scores.hasOther()) {
        String rule = run.spec().isTaskTold() ? "class-incremental" : "task-incremental";
        for (MetricValue other : Metrics.of(AccuracyHistory.otherwise(length, scores))) {
          if (other.isKnown()) {
            lines.computeIfPresent(
                other.key(),
                (key, value) ->
                    value + "  " + rule + " " + NumberText.fixed(other.value(), METRIC_DECIMALS));
          }
        }
      }
    }
    return lines.entrySet().stream()
        .map(line -> String.format(Locale.ROOT, "%-30s %s%n", line.getKey(), line.getValue()))
        .collect(Collectors.joining("", "", basis));
  }

  private static String searchable(ArchivedRun run) {
    return (String.join(" ", row(run, run.title()))
            + " "
            + run.notes()
            + " "
            + SpecJson.members(run.spec()))
        .toLowerCase(Locale.ROOT);
  }

  /** A run as one line of JSON. */
  static String json(ArchivedRun run) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("run", run.id());
    members.put("state", run.state().label());
    members.put("spec", SpecJson.members(run.spec()));
    members.put("metrics", run.metrics());
    members.put("seconds", run.seconds());
    members.put("done", run.done());
    members.put("created", run.created().toString());
    members.put("notes", run.notes());
    members.put("tags", run.tags());
    members.put("reason", run.reason());
    return MAPPER.writeValueAsString(members);
  }
}
