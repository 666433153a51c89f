package palimpsest.archive;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import palimpsest.data.DataRecord;
import palimpsest.experiment.ChanceLevel;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.TrainedRun;

/**
 * A run as tables list it: everything but its curves, its log and its matrices.
 *
 * @param id its number in the archive, from 1, never used twice
 * @param spec its specification
 * @param state its state
 * @param created the time it was queued
 * @param started the time it started training; null if it has not
 * @param ended the time it ended; null if it has not
 * @param reason the reason of a failure or divergence, in a sentence; empty otherwise
 * @param taskNames names of its tasks in the order of learning; empty until it has begun
 * @param data the data it reads; not recorded until it has started, nor by version 0.1.0
 * @param device the device it computes on, for people; empty until it has started
 * @param done share of its training done, from 0 to 1, as last written
 * @param seconds wall time spent on it so far, over all its stretches
 * @param metrics the numbers that sum it up, by {@link palimpsest.metric.Metric#key}; one that it
 *     does not give is absent
 * @param notes notes by the user
 * @param tags single words by which people find it again
 * @param elsewhere true if another process has it in its queue
 * @param site the cluster that trains it, as it was typed, such as {@code slurm}; empty if this
 *     program does
 */
public record ArchivedRun(
    long id,
    ExperimentSpec spec,
    RunState state,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant ended,
    String reason,
    List<String> taskNames,
    DataRecord data,
    String device,
    double done,
    double seconds,
    Map<String, Double> metrics,
    String notes,
    List<String> tags,
    boolean elsewhere,
    String site)
    implements TrainedRun {

  /** Copies lists and map. */
  public ArchivedRun {
    taskNames = List.copyOf(taskNames);
    metrics = Collections.unmodifiableMap(new LinkedHashMap<>(metrics));
    tags = List.copyOf(tags);
  }

  /** A run that this program trains. */
  public ArchivedRun(
      long id,
      ExperimentSpec spec,
      RunState state,
      Instant created,
      @Nullable Instant started,
      @Nullable Instant ended,
      String reason,
      List<String> taskNames,
      DataRecord data,
      String device,
      double done,
      double seconds,
      Map<String, Double> metrics,
      String notes,
      List<String> tags,
      boolean elsewhere) {
    this(
        id, spec, state, created, started, ended, reason, taskNames, data, device, done, seconds,
        metrics, notes, tags, elsewhere, "");
  }

  @Override
  public boolean hasBegun() {
    return started != null;
  }

  /** Its title in tables and legends: its own name, else its method. */
  public String title() {
    return spec.title();
  }

  /** Whether it finished, but answers no better than one that gives every image the same class. */
  public boolean isAtChance() {
    return state == RunState.FINISHED
        && ChanceLevel.isReachedBy(
            spec, data, metrics.getOrDefault("average-accuracy", Double.NaN));
  }

  /** The state for people, in a word or two. */
  public String standing() {
    return state.label() + (isAtChance() ? ", at chance" : "") + (elsewhere ? " elsewhere" : "");
  }

  /**
   * The reason of a failure or divergence, or a warning about its result; empty if there is none.
   */
  public String remark() {
    return isAtChance()
        ? "On all test sets together it is no better than giving every image the same class. "
            + ChanceLevel.advice(spec, data)
        : reason;
  }

  /** The same run, of which people say something else. */
  public ArchivedRun annotated(String otherNotes, List<String> otherTags) {
    return new ArchivedRun(
        id,
        spec,
        state,
        created,
        started,
        ended,
        reason,
        taskNames,
        data,
        device,
        done,
        seconds,
        metrics,
        otherNotes,
        otherTags,
        elsewhere,
        site);
  }

  /** The same run with other metrics. */
  ArchivedRun withMetrics(Map<String, Double> others) {
    return new ArchivedRun(
        id, spec, state, created, started, ended, reason, taskNames, data, device, done, seconds,
        others, notes, tags, elsewhere, site);
  }
}
