package palimpsest.archive;

import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import palimpsest.data.DataRecord;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.text.VisibleText;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Events of a run as JSON, an object a line, for a run whose process cannot reach the archive.
 * Numbers are written so that they are read back to the bit; those that JSON does not know are
 * texts, such as {@code "NaN"}. Weights and matrices are not in the line but in files beside it.
 * Lines are checked when they are read, and refused where a number in them cannot be.
 */
public final class EventJson {

  /** The most characters of a text in an event. */
  private static final int MOST_TEXT = 4_000;

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  private EventJson() {}

  /**
   * A line that was read.
   *
   * @param moment the place and time of the event
   * @param kind the word for it, as in {@link #kind}
   * @param object its other members
   */
  private record Line(RunMoment moment, String kind, JsonNode object) {}

  /**
   * An event that was read: what happened, or a file that holds it.
   *
   * @param moment the place and time of the event
   * @param event the event; empty if it is a matrix or the end, whose arrays are in files
   * @param matrix the matrix that was measured, whose file lies in the run's folder; empty if it is
   *     something else
   * @param ending the way the run ended, its weights in the run's folder; empty if it did not
   */
  public record Told(
      RunMoment moment,
      Optional<RunEvent> event,
      Optional<ArchivedMatrix> matrix,
      Optional<RunResult.Ending> ending) {}

  /**
   * An event as a line, without the end of the line.
   *
   * @param file the file that a matrix was written into; empty for other events
   */
  public static String write(RunEvent event, RunMoment moment, String file) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("event", kind(event));
    members.put("at", moment.at().toString());
    members.put("seconds", number(moment.seconds()));
    switch (event) {
      case RunEvent.Started started -> {
        Provenance here = moment.environment();
        members.put("program", here.program());
        members.put("commit", here.commit());
        members.put("java", here.java());
        members.put("system", here.system());
        members.put("processors", here.processors());
        members.put("tasks", started.taskNames());
        members.put("layout", LayoutJson.members(started.layout()));
        members.put("device", started.device());
        members.put("threads", started.threads());
        Map<String, Object> data = DataJson.members(started.data());
        if (data != null) {
          members.put("data", data);
        }
        members.put("initial", tests(started.initial()));
      }
      case RunEvent.Resumed(Checkpoint.Position position, Scores scores) -> {
        members.put("task", position.task());
        members.put("epoch", position.epoch());
        members.put("batch", position.batch());
        members.put("initial", tests(scores.initial()));
        members.put("epochs", scores.epochs().stream().map(EventJson::epoch).toList());
        members.put("within", scores.batches().stream().map(EventJson::within).toList());
      }
      case RunEvent.Progress progress -> {
        members.put("task", progress.task());
        members.put("tasks", progress.tasks());
        members.put("epoch", progress.epoch());
        members.put("epochs", progress.epochs());
        members.put("batch", progress.batch());
        members.put("batches", progress.batches());
        members.put("done", number(progress.done()));
        members.put("images-per-second", number(progress.imagesPerSecond()));
        members.put("seconds-left", number(progress.secondsLeft()));
        members.put("loss", number(progress.loss()));
      }
      case RunEvent.Evaluated(BatchScores scores) -> members.putAll(within(scores));
      case RunEvent.EpochEnded(EpochScores scores) -> members.putAll(epoch(scores));
      case RunEvent.FisherMeasured(FisherSnapshot matrix) -> {
        members.put("representation", matrix.representation().key());
        members.put("task", matrix.task());
        members.put("moment", matrix.moment());
        members.put("images", matrix.images());
        members.put("file", file);
      }
      case RunEvent.LogMessage(String text) -> members.put("text", text);
      case RunEvent.Ended(RunResult result) ->
          members.put("ending", result.ending().name().toLowerCase(Locale.ROOT));
      case RunEvent.Failed(String reason) -> members.put("text", reason);
    }
    return MAPPER.writeValueAsString(members);
  }

  private static String kind(RunEvent event) {
    return switch (event) {
      case RunEvent.Started _ -> "started";
      case RunEvent.Resumed _ -> "resumed";
      case RunEvent.Progress _ -> "progress";
      case RunEvent.Evaluated _ -> "evaluated";
      case RunEvent.EpochEnded _ -> "epoch";
      case RunEvent.FisherMeasured _ -> "matrix";
      case RunEvent.LogMessage _ -> "message";
      case RunEvent.Ended _ -> "ended";
      case RunEvent.Failed _ -> "failed";
    };
  }

  private static Map<String, Object> epoch(EpochScores scores) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("task", scores.task());
    members.put("epoch", scores.epoch());
    members.put("training-loss", number(scores.trainingLoss()));
    members.put("training-accuracy", number(scores.trainingAccuracy()));
    members.put("replayed-accuracy", number(scores.replayedAccuracy()));
    members.put("epoch-seconds", number(scores.seconds()));
    members.put("tests", tests(scores.tests()));
    return members;
  }

  private static Map<String, Object> within(BatchScores scores) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("task", scores.task());
    members.put("epoch", scores.epoch());
    members.put("batch", scores.batch());
    members.put("batches", scores.batches());
    members.put("tests", tests(scores.tests()));
    return members;
  }

  /** A list for each task: loss, accuracy, images, other accuracy, and cells of the confusion. */
  private static List<List<Object>> tests(List<TaskScore> scores) {
    List<List<Object>> rows = new ArrayList<>();
    for (TaskScore score : scores) {
      rows.add(
          List.of(
              number(score.loss()),
              number(score.accuracy()),
              score.images(),
              number(score.otherAccuracy()),
              score.confusion().cells().stream()
                  .map(cell -> List.of(cell.truth(), cell.predicted(), cell.count()))
                  .toList()));
    }
    return rows;
  }

  /** JSON has no NaN and no infinity. */
  private static Object number(double value) {
    return Double.isFinite(value) ? (Object) value : Double.toString(value);
  }

  /**
   * Reads lines of one run, in their order.
   *
   * <p>Not safe for use by several threads.
   */
  public static final class Reader {

    private final long run;
    private final ExperimentSpec spec;
    private final RunSize size;
    private Provenance environment = new Provenance("", "", "", "", 0);
    private int tasks;

    /**
     * A reader.
     *
     * @param run the run's number here
     * @param spec the run's specification
     */
    public Reader(long run, ExperimentSpec spec) {
      this.run = run;
      this.spec = spec;
      size = RunSize.of(spec, 0);
      tasks = size.tasks();
    }

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException saying what cannot be
     */
    public Told read(String text) {
      try {
        JsonNode object = MAPPER.readTree(text);
        if (!object.isObject()) {
          throw new IllegalArgumentException("it is not an object");
        }
        String kind = text(object, "event");
        if (kind.equals("started")) {
          environment =
              new Provenance(
                  text(object, "program"),
                  text(object, "commit"),
                  text(object, "java"),
                  text(object, "system"),
                  whole(object, "processors", 1 << 20));
        }
        RunMoment moment =
            new RunMoment(
                Instant.parse(text(object, "at")),
                environment,
                from0(real(object.path("seconds")), Double.MAX_VALUE));
        return told(new Line(moment, kind, object));
      } catch (JacksonException | DateTimeException | ArithmeticException e) {
        throw new IllegalArgumentException("it is not what it should be", e);
      }
    }

    private Told told(Line line) {
      JsonNode object = line.object();
      return switch (line.kind()) {
        case "matrix" ->
            new Told(
                line.moment(), Optional.empty(), Optional.of(matrix(object)), Optional.empty());
        case "ended" ->
            new Told(
                line.moment(), Optional.empty(), Optional.empty(), Optional.of(ending(object)));
        default ->
            new Told(
                line.moment(),
                Optional.of(event(line.kind(), object)),
                Optional.empty(),
                Optional.empty());
      };
    }

    private RunEvent event(String kind, JsonNode object) {
      return switch (kind) {
        case "started" -> started(object);
        case "resumed" ->
            new RunEvent.Resumed(
                new Checkpoint.Position(
                    whole(object, "task", tasks),
                    whole(object, "epoch", size.epochs()),
                    whole(object, "batch", Integer.MAX_VALUE)),
                new Scores(
                    tests(object.path("initial")),
                    list(object, "epochs").stream().map(this::epoch).toList(),
                    list(object, "within").stream().map(this::within).toList()));
        case "progress" ->
            new RunEvent.Progress(
                whole(object, "task", tasks - 1),
                whole(object, "tasks", tasks),
                whole(object, "epoch", size.epochs()),
                whole(object, "epochs", size.epochs()),
                whole(object, "batch", Integer.MAX_VALUE),
                whole(object, "batches", Integer.MAX_VALUE),
                from0(real(object.path("done")), 1),
                real(object.path("images-per-second")),
                real(object.path("seconds-left")),
                real(object.path("loss")));
        case "evaluated" -> new RunEvent.Evaluated(within(object));
        case "epoch" -> new RunEvent.EpochEnded(epoch(object));
        case "message" -> new RunEvent.LogMessage(text(object, "text"));
        case "failed" -> new RunEvent.Failed(text(object, "text"));
        default -> throw new IllegalArgumentException("its event is \"" + clip(kind) + "\"");
      };
    }

    private RunEvent started(JsonNode object) {
      List<String> names =
          list(object, "tasks").stream().map(name -> clip(name.asString())).toList();
      tasks = RunSize.of(spec, names.size()).tasks();
      if (names.size() != tasks) {
        throw new IllegalArgumentException(
            "it names %d tasks where the run has %d".formatted(names.size(), tasks));
      }
      return new RunEvent.Started(
          spec,
          names,
          LayoutJson.read(object.path("layout")),
          text(object, "device"),
          whole(object, "threads", 1 << 20),
          object.has("data") ? DataJson.read(object.path("data")) : DataRecord.NOT_RECORDED,
          tests(object.path("initial")));
    }

    private ArchivedMatrix matrix(JsonNode object) {
      String file = text(object, "file");
      if (!file.matches("fisher-[A-Za-z0-9._-]{1,200}\\.npz")) {
        throw new IllegalArgumentException("it names the file \"" + clip(file) + "\"");
      }
      return new ArchivedMatrix(
          run,
          MatrixTable.representation(text(object, "representation"))
              .orElseThrow(() -> new IllegalArgumentException("it has no known representation")),
          whole(object, "task", tasks - 1),
          text(object, "moment"),
          whole(object, "images", Integer.MAX_VALUE),
          Path.of(file));
    }

    private static RunResult.Ending ending(JsonNode object) {
      String word = text(object, "ending");
      for (RunResult.Ending ending : RunResult.Ending.values()) {
        if (ending.name().toLowerCase(Locale.ROOT).equals(word)) {
          return ending;
        }
      }
      throw new IllegalArgumentException("it ends \"" + clip(word) + "\"");
    }

    private EpochScores epoch(JsonNode object) {
      return new EpochScores(
          whole(object, "task", tasks - 1),
          whole(object, "epoch", size.epochs() - 1),
          real(object.path("training-loss")),
          share(real(object.path("training-accuracy"))),
          share(real(object.path("replayed-accuracy"))),
          tests(object.path("tests")),
          from0(real(object.path("epoch-seconds")), Double.MAX_VALUE));
    }

    private BatchScores within(JsonNode object) {
      return new BatchScores(
          whole(object, "task", tasks - 1),
          whole(object, "epoch", size.epochs() - 1),
          whole(object, "batch", Integer.MAX_VALUE),
          whole(object, "batches", Integer.MAX_VALUE),
          tests(object.path("tests")));
    }

    private List<TaskScore> tests(JsonNode rows) {
      List<TaskScore> scores = new ArrayList<>();
      for (JsonNode row : rows) {
        List<ConfusionMatrix.Cell> cells = new ArrayList<>();
        for (JsonNode cell : row.path(4)) {
          cells.add(
              new ConfusionMatrix.Cell(
                  whole(cell.path(0)), whole(cell.path(1)), whole(cell.path(2))));
        }
        scores.add(
            new TaskScore(
                real(row.path(0)),
                share(real(row.path(1))),
                whole(row.path(2)),
                new ConfusionMatrix(cells),
                share(real(row.path(3)))));
      }
      if (scores.size() != tasks) {
        throw new IllegalArgumentException(
            "it has scores of %d tasks where the run has %d".formatted(scores.size(), tasks));
      }
      return scores;
    }

    private static List<JsonNode> list(JsonNode object, String name) {
      List<JsonNode> items = new ArrayList<>();
      object.path(name).forEach(items::add);
      return items;
    }

    private static String text(JsonNode object, String name) {
      JsonNode value = object.path(name);
      if (!value.isString()) {
        throw new IllegalArgumentException("its \"" + name + "\" is no text");
      }
      return clip(value.asString());
    }

    private static String clip(String text) {
      return VisibleText.clipped(text, MOST_TEXT);
    }

    private static int whole(JsonNode object, String name, int most) {
      int value = whole(object.path(name));
      if (value > most) {
        throw new IllegalArgumentException(
            "its \"%s\" is %d, where %d is the most".formatted(name, value, most));
      }
      return value;
    }

    private static int whole(JsonNode number) {
      if (!number.isInt() || number.intValue() < 0) {
        throw new IllegalArgumentException("a number in it is " + clip(number.toString()));
      }
      return number.intValue();
    }

    private static double real(JsonNode number) {
      if (number.isNumber()) {
        return number.doubleValue();
      }
      return switch (number.asString("")) {
        case "NaN" -> Double.NaN;
        case "Infinity" -> Double.POSITIVE_INFINITY;
        case "-Infinity" -> Double.NEGATIVE_INFINITY;
        default ->
            throw new IllegalArgumentException("a number in it is " + clip(number.toString()));
      };
    }

    private static double from0(double value, double most) {
      if (!(value >= 0 && value <= most)) {
        throw new IllegalArgumentException("a number in it is " + value);
      }
      return value;
    }

    /** A share from 0 to 1, or NaN. */
    private static double share(double value) {
      return Double.isNaN(value) ? value : from0(value, 1);
    }
  }
}
