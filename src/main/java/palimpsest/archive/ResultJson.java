package palimpsest.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecJson;
import palimpsest.experiment.TaskScore;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.MetricValue;
import palimpsest.metric.Metrics;
import tools.jackson.databind.json.JsonMapper;

/** A run's result as one JSON object; a number that the run does not give is null. */
final class ResultJson {

  /** Goes up when a reader of older files would be misled. */
  private static final int FORMAT = 1;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private ResultJson() {}

  static byte[] write(
      RunResult result, Provenance environment, Instant started, List<Stretch> stretches) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("format", FORMAT);
    members.put("method", result.spec().method());
    members.put("spec", SpecJson.members(result.spec()));
    members.put("data", DataJson.members(result.data()));
    members.put("environment", environment(environment, result.device(), started));
    members.put(
        "stretches",
        stretches.stream()
            .map(stretch -> environment(stretch.environment(), stretch.device(), stretch.started()))
            .toList());
    members.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
    members.put("complete", result.complete());
    members.put("seconds", number(result.seconds()));
    members.put("parameters", result.weights().length);
    members.put("task-names", result.taskNames());
    AccuracyHistory history = AccuracyHistory.of(result);
    members.put("metrics", metrics(history));
    members.put(
        "accuracy-matrix", Arrays.stream(history.accuracyMatrix()).map(ResultJson::row).toList());
    members.put("initial", scores(result.initial()));
    members.put("epochs", result.epochs().stream().map(ResultJson::epoch).toList());
    members.put("within-epochs", result.batches().stream().map(ResultJson::within).toList());
    return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(members);
  }

  private static Map<String, @Nullable Object> environment(
      Provenance environment, String device, @Nullable Instant started) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("program", environment.program());
    members.put("commit", environment.commit());
    members.put("java", environment.java());
    members.put("system", environment.system());
    members.put("processors", environment.processors());
    members.put("device", device);
    members.put("started", started == null ? null : started.toString());
    return members;
  }

  private static Map<String, @Nullable Object> metrics(AccuracyHistory history) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    for (MetricValue metric : Metrics.of(history)) {
      members.put(metric.key(), number(metric.value()));
    }
    return members;
  }

  private static Map<String, @Nullable Object> epoch(EpochScores scores) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("task", scores.task());
    members.put("epoch", scores.epoch());
    members.put("training-loss", number(scores.trainingLoss()));
    members.put("training-accuracy", number(scores.trainingAccuracy()));
    members.put("replayed-accuracy", number(scores.replayedAccuracy()));
    members.put("seconds", number(scores.seconds()));
    members.put("tests", scores(scores.tests()));
    return members;
  }

  private static Map<String, @Nullable Object> within(BatchScores scores) {
    Map<String, @Nullable Object> members = new LinkedHashMap<>();
    members.put("task", scores.task());
    members.put("epoch", scores.epoch());
    members.put("batch", scores.batch());
    members.put("batches", scores.batches());
    members.put("tests", scores(scores.tests()));
    return members;
  }

  private static List<Map<String, @Nullable Object>> scores(List<TaskScore> scores) {
    List<Map<String, @Nullable Object>> list = new ArrayList<>();
    for (TaskScore score : scores) {
      Map<String, @Nullable Object> members = new LinkedHashMap<>();
      members.put("loss", number(score.loss()));
      members.put("accuracy", number(score.accuracy()));
      members.put("images", score.images() == 0 ? null : (Object) score.images());
      members.put("other-accuracy", number(score.otherAccuracy()));
      list.add(members);
    }
    return list;
  }

  private static List<@Nullable Object> row(double[] values) {
    List<@Nullable Object> row = new ArrayList<>();
    for (double value : values) {
      row.add(number(value));
    }
    return row;
  }

  /** JSON has no NaN and no infinity. */
  private static @Nullable Object number(double value) {
    return Double.isFinite(value) ? (Object) value : null;
  }
}
