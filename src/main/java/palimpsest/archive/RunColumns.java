package palimpsest.archive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import palimpsest.data.DataRecord;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecJson;
import palimpsest.network.Arithmetic;
import palimpsest.network.ParameterLayout;
import palimpsest.text.VisibleText;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The columns of runs that hold JSON, parsed. */
final class RunColumns {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** As a specification may have. */
  private static final int MOST_SHARES = 1024;

  private final Database database;

  /** A specification never changes, and reading a thousand of them takes a while. */
  private final Map<Long, ExperimentSpec> specs = new ConcurrentHashMap<>();

  /** Most runs read the same as others. */
  private final Map<String, DataRecord> data = new ConcurrentHashMap<>();

  /** The columns of a database, which is told what had to be left out. */
  RunColumns(Database database) {
    this.database = database;
  }

  /** The specification of a row, which is parsed once; see {@link #read}. */
  ExperimentSpec spec(long id, String json, int threads) {
    return specs.compute(
        id, (key, known) -> known == null || known.shares() == 0 ? read(id, json, threads) : known);
  }

  /**
   * The specification of a row. One that does not name its arithmetic was queued by a version that
   * went layer by layer.
   *
   * @param threads those that the run began with, which are its shares where it does not name them,
   *     as in version 0.1.0; 0 if it has not begun
   */
  static ExperimentSpec read(long id, String json, int threads) {
    ExperimentSpec stored = SpecJson.readStored(json, "the specification of run " + id);
    ExperimentSpec spec =
        stored.arithmetic() == Arithmetic.UNDECIDED
            ? stored.with(Arithmetic.SETTING, Arithmetic.LAYERS)
            : stored;
    return spec.shares() == 0 && threads > 0 && threads <= MOST_SHARES
        ? spec.with(CommonSettings.SHARES, threads)
        : spec;
  }

  /** The data of a run; if its record cannot be read, it is left out and taken for none. */
  DataRecord data(long id, String json) {
    return data.computeIfAbsent(
        json,
        text -> {
          try {
            return DataJson.read(text);
          } catch (IllegalArgumentException e) {
            database.leaveOut(
                "The data of run %d cannot be determined: %s.".formatted(id, e.getMessage()));
            return DataRecord.NOT_RECORDED;
          }
        });
  }

  /** The names of a run's tasks; those that do not fit its specification are numbers. */
  List<String> taskNames(long id, String json, ExperimentSpec spec) {
    List<String> names = texts(json);
    int tasks = spec.taskCount();
    // Of a run whose own images have gone, only the names tell how many tasks it learned.
    if (names.isEmpty() || names.size() == tasks || Catalogue.isOwn(spec.images())) {
      return names;
    }
    database.leaveOut(
        "Run %d has names for %d tasks, but learns %d; they are shown by number."
            .formatted(id, names.size(), tasks));
    return IntStream.rangeClosed(1, tasks).mapToObj(task -> "Task " + task).toList();
  }

  /** The layout of the weights of a run; one that cannot be read is left out. */
  Optional<ParameterLayout> layout(long id, String json) {
    try {
      return Optional.of(LayoutJson.read(json));
    } catch (IllegalArgumentException e) {
      database.leaveOut("The layout of run %d cannot be read: %s.".formatted(id, e.getMessage()));
      return Optional.empty();
    }
  }

  private static List<String> texts(String json) {
    if (json.equals("[]")) {
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode text : MAPPER.readTree(json)) {
      texts.add(VisibleText.line(text.asString()));
    }
    return texts;
  }
}
