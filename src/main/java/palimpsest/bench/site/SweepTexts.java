package palimpsest.bench.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<Long, ArchivedRun> archived = new HashMap<>();
  private final Map<Long, String> names = new HashMap<>();

  /** Takes in all runs as the archive has them; keeps those of these sweeps. */
  void archiveRead(List<ArchivedRun> all, List<SweepStanding> sweeps) {
    archived.clear();
    all.stream().filter(run -> !run.site().isEmpty()).forEach(run -> archived.put(run.id(), run));
    know(sweeps);
  }

  /** Names the runs of sweeps, each by what it does not share with the others. */
  void know(List<SweepStanding> sweeps) {
    for (SweepStanding sweep : sweeps) {
      boolean complete = sweep.runs().stream().allMatch(run -> archived.containsKey(run.id()));
      if (complete && !names.containsKey(sweep.runs().getFirst().id())) {
        List<ArchivedRun> runs = sweep.runs().stream().map(run -> archived.get(run.id())).toList();
        List<String> found = RunNames.of(runs.stream().map(ArchivedRun::spec).toList());
        for (int i = 0; i < runs.size(); i++) {
          names.put(runs.get(i).id(), found.get(i));
        }
      }
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
    return switch (run.state()) {
      case RUNNING ->
          now != null && Double.isFinite(now.secondsLeft())
              ? percent + " · " + Durations.text(now.secondsLeft()) + " left"
              : percent;
      case PAUSED -> "paused at " + percent;
      default -> {
        String status = run.status().isEmpty() ? "submitted" : run.status();
        yield done > 0 ? status + " · resumes from " + percent : status;
      }
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

  private static String counts(List<SweepStanding> sweeps) {
    int over = 0;
    int training = 0;
    int paused = 0;
    int waiting = 0;
    for (SweepStanding sweep : sweeps) {
      for (SweepStanding.Run run : sweep.runs()) {
        if (run.state().isOver()) {
          over++;
        } else if (run.state() == RunState.RUNNING) {
          training++;
        } else if (run.state() == RunState.PAUSED) {
          paused++;
        } else {
          waiting++;
        }
      }
    }
    List<String> parts = new ArrayList<>();
    parts.add("%,d over".formatted(over));
    parts.add("%,d training".formatted(training));
    parts.add("%,d waiting".formatted(waiting));
    if (paused > 0) {
      parts.add("%,d paused".formatted(paused));
    }
    return String.join(", ", parts);
  }

  private static String reasons(SweepStanding sweep) {
    TreeSet<String> reasons = new TreeSet<>();
    for (SweepStanding.Run run : sweep.runs()) {
      if (run.state() == RunState.WAITING && !run.status().isEmpty()) {
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
