package palimpsest.bench.site;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.session.RunText;
import palimpsest.experiment.Durations;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunNames;
import palimpsest.site.SweepStanding;
import palimpsest.text.NumberText;

/** The texts about sweeps and their runs. */
final class SweepTexts {

  /** More reasons than these say no more to a reader. */
  private static final int MOST_REASONS = 2;

  private static final Set<SweepStanding.Stage> USUAL =
      EnumSet.of(
          SweepStanding.Stage.OVER, SweepStanding.Stage.TRAINING, SweepStanding.Stage.WAITING);

  private final Map<Long, ArchivedRun> archived = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();
  private final Set<List<Long>> named = new HashSet<>();

  /** Takes in all runs as the archive has them; keeps those of sweeps. */
  void archiveRead(List<ArchivedRun> all) {
    archived.clear();
    all.stream().filter(run -> !run.site().isEmpty()).forEach(run -> archived.put(run.id(), run));
  }

  /**
   * The runs of each sweep that are all in the archive and were not given here before. Naming a
   * thousand takes a while, for each is named by what it does not share with the others.
   */
  List<List<ArchivedRun>> toBeNamed(List<SweepStanding> sweeps) {
    List<List<ArchivedRun>> all = new ArrayList<>();
    for (SweepStanding sweep : sweeps) {
      boolean complete = sweep.runs().stream().allMatch(run -> archived.containsKey(run.id()));
      if (complete && named.add(sweep.runs().stream().map(SweepStanding.Run::id).toList())) {
        all.add(sweep.runs().stream().map(run -> archived.get(run.id())).toList());
      }
    }
    return all;
  }

  /** Names of runs, in their order. */
  static List<String> names(List<ArchivedRun> runs) {
    return RunNames.of(runs.stream().map(ArchivedRun::spec).toList());
  }

  /** Takes in the names of runs, in their order. */
  void name(List<ArchivedRun> runs, List<String> found) {
    for (int i = 0; i < runs.size(); i++) {
      names.put(runs.get(i).id(), found.get(i));
    }
  }

  /** A sweep as a whole. */
  SweepRow.Standing sweep(
      SweepStanding sweep, Map<Long, RunEvent.Progress> progress, boolean unfolded) {
    List<SweepStanding> one = List.of(sweep);
    String title =
        "Sweep on %s · %s".formatted(sweep.address(), NumberText.count(sweep.runs().size(), "run"));
    String reasons = reasons(sweep);
    RunState state =
        has(sweep, RunState.RUNNING)
            ? RunState.RUNNING
            : has(sweep, RunState.WAITING) ? RunState.WAITING : RunState.PAUSED;
    String counts = counts(one);
    return new SweepRow.Standing(
        title,
        counts,
        reasons.isEmpty() ? "" : "Waiting: " + reasons,
        share(one, progress),
        state,
        unfolded);
  }

  /** A run. */
  SweepRow.Standing run(SweepStanding.Run run, RunEvent.@Nullable Progress now) {
    ArchivedRun row = archived.get(run.id());
    String name = names.getOrDefault(run.id(), row == null ? "Run " + run.id() : row.title());
    double done = done(run, now);
    return new SweepRow.Standing(
        name,
        text(run, now, done),
        row == null ? "" : row.title() + "\n" + RunText.settings(row.spec()),
        done,
        run.state(),
        false);
  }

  private static String text(SweepStanding.Run run, RunEvent.@Nullable Progress now, double done) {
    String percent = "%.0f %%".formatted(100 * done);
    return switch (run.stage()) {
      case TRAINING ->
          now != null && Double.isFinite(now.secondsLeft())
              ? percent + " · " + Durations.text(now.secondsLeft()) + " left"
              : percent;
      case PAUSED -> "paused at " + percent;
      case ENDING, STARTING -> at(run.stage().label() + "…", done, percent);
      case WAITING, OVER -> at(run.status().isEmpty() ? "submitted" : run.status(), done, percent);
    };
  }

  private static String at(String what, double done, String percent) {
    return done > 0 ? "%s · at %s".formatted(what, percent) : what;
  }

  /** The status of a run's job for the table of runs; empty if the run's state says it all. */
  static String status(SweepStanding.Run run) {
    return switch (run.stage()) {
      case STARTING, ENDING -> run.stage().label() + "…";
      default -> run.status();
    };
  }

  /** The share of all training that is done, from 0 to 1. */
  double share(List<SweepStanding> sweeps, Map<Long, RunEvent.Progress> progress) {
    return sweeps.stream()
        .flatMap(sweep -> sweep.runs().stream())
        .mapToDouble(run -> done(run, progress.get(run.id())))
        .average()
        .orElse(0);
  }

  private double done(SweepStanding.Run run, RunEvent.@Nullable Progress now) {
    if (run.state().isOver()) {
      return 1;
    }
    if (now != null) {
      return now.done();
    }
    ArchivedRun row = archived.get(run.id());
    return row == null ? 0 : row.done();
  }

  /** The sites of sweeps, by what was typed for them. */
  static String sites(List<SweepStanding> sweeps) {
    return sweeps.stream()
        .map(SweepStanding::address)
        .distinct()
        .collect(Collectors.joining(" and "));
  }

  /** All sweeps in a line; empty if there are none. */
  static String summary(List<SweepStanding> sweeps) {
    return sweeps.isEmpty() ? "" : sites(sweeps) + ": " + counts(sweeps);
  }

  /** The numbers of runs by stage; those of the most usual ones even if there are none. */
  private static String counts(List<SweepStanding> sweeps) {
    Map<SweepStanding.Stage, Integer> counts = SweepStanding.counts(sweeps);
    List<String> parts = new ArrayList<>();
    for (SweepStanding.Stage stage : SweepStanding.Stage.values()) {
      int count = counts.getOrDefault(stage, 0);
      if (count > 0 || USUAL.contains(stage)) {
        parts.add("%,d %s".formatted(count, stage.label()));
      }
    }
    return String.join(", ", parts);
  }

  private static String reasons(SweepStanding sweep) {
    TreeSet<String> reasons = new TreeSet<>();
    for (SweepStanding.Run run : sweep.runs()) {
      if (run.stage() == SweepStanding.Stage.WAITING && !run.status().isEmpty()) {
        reasons.add(run.status());
      }
    }
    return reasons.stream().limit(MOST_REASONS).collect(Collectors.joining(", "))
        + (reasons.size() > MOST_REASONS ? ", …" : "");
  }

  private static boolean has(SweepStanding sweep, RunState state) {
    return sweep.runs().stream().anyMatch(run -> run.state() == state);
  }
}
