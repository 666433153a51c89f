package palimpsest.bench.session;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.LogLine;
import palimpsest.archive.RunState;
import palimpsest.archive.Stretch;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.metric.AccuracyHistory;

/** The run that the pages show, as far as the window has read and heard of it. */
public final class RunModel {

  /** Lines of the log that are kept here; the archive has them all. */
  static final int MOST_LINES = 5000;

  private final TreeMap<Long, EpochScores> epochs = new TreeMap<>();
  private final TreeSet<BatchScores> batches = new TreeSet<>(Scores.IN_TIME);
  private final ObservableList<LogLine> log = FXCollections.observableArrayList();
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision");
  private ArchivedRun archived;
  private List<String> taskNames;
  private List<TaskScore> initial = List.of();
  private List<ArchivedMatrix> matrices = List.of();
  private List<RelatedMatrices> beside = List.of();
  private List<Stretch> stretches = List.of();
  private @Nullable FisherSnapshot live;
  private String device;
  private boolean loaded;
  private boolean stale;

  RunModel(ArchivedRun archived) {
    this.archived = archived;
    taskNames = archived.taskNames();
    device = archived.device();
  }

  /** Its number in the archive. */
  public long id() {
    return archived.id();
  }

  /** The specification of the run. */
  public ExperimentSpec spec() {
    return archived.spec();
  }

  /** The run's row in the archive, as last read. */
  public ArchivedRun archived() {
    return archived;
  }

  /** Its state. */
  public RunState state() {
    return archived.state();
  }

  /** The device it computes on; empty until it has started. */
  public String device() {
    return device;
  }

  /** The run's name in legends and sentences. */
  public String name() {
    return archived.title();
  }

  /** Whether there is anything to draw. */
  public boolean hasCurves() {
    return !taskNames.isEmpty() && (loaded || !epochs.isEmpty());
  }

  /** Its scores so far. */
  public LearningCurves curves() {
    return new LearningCurves(
        name(),
        spec(),
        taskNames,
        new Scores(initial, new ArrayList<>(epochs.values()), new ArrayList<>(batches)));
  }

  /** Its accuracies so far. */
  public AccuracyHistory history() {
    return curves().history();
  }

  /** The matrices in its folder, in the order in which they were measured. */
  public List<ArchivedMatrix> matrices() {
    return matrices;
  }

  /** The matrices of other runs of the same tasks, the latest run last. */
  public List<RelatedMatrices> beside() {
    return beside;
  }

  /** The matrix last shown in passing while it trains; null if there was none. */
  public @Nullable FisherSnapshot live() {
    return live;
  }

  /** Its log, the oldest line first: the last few thousand lines. */
  public ObservableList<LogLine> log() {
    return log;
  }

  /** Counts the changes, at most one each time the window looks, so that views look again. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** Takes in an event; {@link #publish} makes it known. */
  void onEvent(RunEvent event) {
    switch (event) {
      case RunEvent.Started started -> {
        taskNames = List.copyOf(started.taskNames());
        initial = List.copyOf(started.initial());
        device = started.device();
        epochs.clear();
        batches.clear();
        stale = true;
      }
      case RunEvent.Resumed resumed -> {
        epochs.clear();
        batches.clear();
        resumed.epochs().forEach(this::put);
        resumed.batches().forEach(this::put);
        stale = true;
      }
      case RunEvent.Evaluated(BatchScores scores) -> {
        put(scores);
        stale = true;
      }
      case RunEvent.EpochEnded(EpochScores scores) -> {
        put(scores);
        stale = true;
      }
      case RunEvent.FisherMeasured(FisherSnapshot matrix) -> {
        if (matrix.live()) {
          live = matrix;
          stale = true;
        }
      }
      case RunEvent.Progress progress -> {}
      case RunEvent.LogMessage message -> {}
      case RunEvent.Ended ended -> {
        live = null;
        stale = true;
      }
      case RunEvent.Failed failed -> {
        live = null;
        stale = true;
      }
    }
  }

  /** Takes in what the archive's table says. */
  void update(ArchivedRun now) {
    if (!now.equals(archived)) {
      archived = now;
      if (taskNames.isEmpty()) {
        taskNames = now.taskNames();
      }
      if (device.isEmpty()) {
        device = now.device();
      }
      stale = true;
    }
  }

  /** Takes in the curves as the archive has them; what was heard meanwhile stays. */
  void load(Scores scores) {
    if (initial.isEmpty()) {
      initial = scores.initial();
    }
    for (EpochScores epoch : scores.epochs()) {
      epochs.putIfAbsent(key(epoch), epoch);
    }
    // What was heard stays: a set keeps what it has.
    batches.addAll(scores.batches());
    loaded = true;
    stale = true;
  }

  /** Takes in which matrices its folder has. */
  void load(List<ArchivedMatrix> found) {
    if (!found.equals(matrices)) {
      matrices = List.copyOf(found);
      stale = true;
    }
  }

  /** Takes in which matrices lie in the folders of other runs of the same tasks. */
  void loadBeside(List<RelatedMatrices> found) {
    beside = List.copyOf(found);
    stale = true;
  }

  /** The times and machines of its training, the oldest first. */
  public List<Stretch> stretches() {
    return stretches;
  }

  /** Takes in when and where it trained. */
  void loadStretches(List<Stretch> found) {
    stretches = List.copyOf(found);
    stale = true;
  }

  /** Takes in the log as the archive has it. */
  void loadLog(List<LogLine> lines) {
    List<LogLine> last = lines.subList(Math.max(0, lines.size() - MOST_LINES), lines.size());
    int overlap = overlap(last);
    if (overlap < 0) {
      log.setAll(last);
      return;
    }
    List<LogLine> more = last.subList(overlap, last.size());
    if (!more.isEmpty()) {
      log.addAll(more);
      if (log.size() > MOST_LINES) {
        log.remove(0, log.size() - MOST_LINES);
      }
    }
  }

  /** Makes known what was taken in. */
  void publish() {
    if (stale) {
      stale = false;
      revision.set(revision.get() + 1);
    }
  }

  /**
   * The number of these lines that are here already, so that only the others are added and views
   * keep their position; −1 if the lines here are not their beginning or middle.
   */
  private int overlap(List<LogLine> lines) {
    if (log.isEmpty()) {
      return -1;
    }
    int end = lines.lastIndexOf(log.getLast()) + 1;
    int shared = Math.min(end, log.size());
    boolean alike =
        shared > 0
            && lines
                .subList(end - shared, end)
                .equals(log.subList(log.size() - shared, log.size()));
    return alike ? end : -1;
  }

  private void put(EpochScores scores) {
    epochs.put(key(scores), scores);
  }

  private void put(BatchScores scores) {
    batches.remove(scores);
    batches.add(scores);
  }

  private static long key(EpochScores scores) {
    return ((long) scores.task() << 32) + scores.epoch();
  }
}
