package palimpsest.bench.site;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyDoubleProperty;
import javafx.beans.property.ReadOnlyDoubleWrapper;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.collections.ObservableList;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.RunEvent;
import palimpsest.site.SweepQueue;
import palimpsest.site.SweepStanding;
import palimpsest.text.NumberText;

/**
 * The sweeps that clusters train, as lines to be listed: one a sweep, which unfolds into its runs.
 * Used on the window's thread, which never waits here. {@link #pulse} is to be called several times
 * a second.
 */
public final class SweepsViewModel {

  /** Nanoseconds between two looks at how far the runs are. */
  private static final long LOOK_EVERY = 250_000_000;

  /** Nanoseconds between two looks for sweeps that no process follows any more. */
  private static final long ADOPT_EVERY = 30_000_000_000L;

  private final SweepQueue sweeps;
  private final Notices notices;
  private final BackgroundExecutor backgroundExecutor;
  private final BackgroundExecutor naming;
  private final BiConsumer<Long, RunEvent> events;
  private final Runnable changed;
  private final SweepNews news = new SweepNews();
  private final SweepTexts texts = new SweepTexts();
  private final SweepRows rows = new SweepRows(texts);
  private final ReadOnlyIntegerWrapper count = new ReadOnlyIntegerWrapper(this, "count", 0);
  private final ReadOnlyBooleanWrapper underWay = new ReadOnlyBooleanWrapper(this, "underWay");
  private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper(this, "summary", "");
  private final ReadOnlyDoubleWrapper done = new ReadOnlyDoubleWrapper(this, "done", 0);
  private final ReadOnlyBooleanWrapper asking = new ReadOnlyBooleanWrapper(this, "asking");
  private final ReadOnlyIntegerWrapper revision = new ReadOnlyIntegerWrapper(this, "revision", 0);
  private Map<Long, String> statuses = Map.of();
  private List<SweepStanding> standings = List.of();
  private boolean looked;
  private boolean adopting;
  private boolean adoptedOnce;
  private long adoptedAt;
  private long lookedAt;
  private boolean stale;

  /**
   * The sweeps of a window.
   *
   * @param sweeps hands runs to clusters and follows them
   * @param events told what happens in each run
   * @param changed called when a run has another state
   * @param notices told what failed
   * @param backgroundExecutor the executor that waits for sites
   * @param naming the executor that finds names for runs
   */
  public SweepsViewModel(
      SweepQueue sweeps,
      BiConsumer<Long, RunEvent> events,
      Runnable changed,
      Notices notices,
      BackgroundExecutor backgroundExecutor,
      BackgroundExecutor naming) {
    this.sweeps = sweeps;
    this.events = events;
    this.changed = changed;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
    this.naming = naming;
    sweeps.listen(news);
  }

  /** Follows the sweeps of sessions that have ended, from now on, and says so. */
  public void adopt() {
    adopting = true;
    adoptThose();
  }

  private void adoptThose() {
    backgroundExecutor.ask(
        () -> {
          List<Long> adopted = sweeps.adopt();
          return sweeps.standings().stream()
              .filter(sweep -> sweep.runs().stream().anyMatch(run -> adopted.contains(run.id())))
              .toList();
        },
        adopted -> {
          if (!adopted.isEmpty()) {
            int runs = adopted.stream().mapToInt(sweep -> sweep.runs().size()).sum();
            notices.show(
                "Following %s on %s again."
                    .formatted(NumberText.count(runs, "run"), SweepTexts.sites(adopted)));
          }
        });
  }

  /** The lines, from the top: each sweep that is not over, followed by its runs if unfolded. */
  public ObservableList<SweepRow> rows() {
    return rows.rows();
  }

  /** The number of runs that are not over. */
  public ReadOnlyIntegerProperty countProperty() {
    return count.getReadOnlyProperty();
  }

  /** Whether a run waits or trains on a cluster. */
  public ReadOnlyBooleanProperty underWayProperty() {
    return underWay.getReadOnlyProperty();
  }

  /** All of them in a line, such as "slurm: 12 over, 4 training, 44 waiting"; may be empty. */
  public ReadOnlyStringProperty summaryProperty() {
    return summary.getReadOnlyProperty();
  }

  /** The share of the training of all of them that is done, from 0 to 1. */
  public ReadOnlyDoubleProperty doneProperty() {
    return done.getReadOnlyProperty();
  }

  /** Whether a cluster is being asked to end or to take jobs. */
  public ReadOnlyBooleanProperty askingProperty() {
    return asking.getReadOnlyProperty();
  }

  /** A number that grows whenever the status of a job changes. */
  public ReadOnlyIntegerProperty revisionProperty() {
    return revision.getReadOnlyProperty();
  }

  /** The status of a run's job, in the site's words; empty if there is nothing to say. */
  public String status(long run) {
    return statuses.getOrDefault(run, "");
  }

  /** Whether a run is one that a cluster trains and this program follows. */
  public boolean holds(long run) {
    return statuses.containsKey(run);
  }

  /** The first run that trains, if any does. */
  public Optional<Long> training() {
    return standings.stream()
        .flatMap(sweep -> sweep.runs().stream())
        .filter(run -> run.state() == RunState.RUNNING)
        .map(SweepStanding.Run::id)
        .findFirst();
  }

  /** The runs that wait or train, among these. */
  public List<Long> underWay(Collection<Long> among) {
    return of(among, SweepStanding.Run::isUnderWay);
  }

  /** The runs that are paused, among these. */
  public List<Long> paused(Collection<Long> among) {
    return of(among, run -> run.state() == RunState.PAUSED);
  }

  /** The runs that can be stopped, among these: those under way, then those that are paused. */
  public List<Long> stoppable(Collection<Long> among) {
    return Stream.concat(underWay(among).stream(), paused(among).stream()).toList();
  }

  private List<Long> of(Collection<Long> among, Predicate<SweepStanding.Run> which) {
    Set<Long> wanted = new HashSet<>(among);
    return standings.stream()
        .flatMap(sweep -> sweep.runs().stream())
        .filter(which)
        .map(SweepStanding.Run::id)
        .filter(wanted::contains)
        .toList();
  }

  /** All runs that are not over. */
  public List<Long> runs() {
    return List.copyOf(statuses.keySet());
  }

  /** The runs that a line is about: one, or those of a sweep. */
  public List<Long> runs(SweepRow row) {
    return standings.stream()
        .filter(sweep -> sweep.sweep() == row.sweep())
        .flatMap(sweep -> sweep.runs().stream())
        .map(SweepStanding.Run::id)
        .filter(id -> row.isSweep() || id == row.run())
        .toList();
  }

  /** Has the jobs of runs end, in the background; their checkpoints are kept. */
  public void pause(Collection<Long> ids) {
    List<Long> ending = underWay(ids);
    String runs = NumberText.count(ending.size(), "run");
    ask(
        "Ending the jobs of %s…".formatted(runs),
        ending,
        sweeps::pause,
        () ->
            notices.show(
                "The jobs of %s end at their checkpoints; Resume submits them again."
                    .formatted(runs)));
  }

  /** Ends runs with the weights that they have come to, in the background. */
  public void stop(Collection<Long> ids) {
    List<Long> ending = stoppable(ids);
    String runs = NumberText.count(ending.size(), "run");
    ask(
        "Stopping %s…".formatted(runs),
        ending,
        sweeps::stop,
        () ->
            notices.show(
                "Stopping %s; %s what it has learned."
                    .formatted(runs, ending.size() == 1 ? "it keeps" : "each keeps")));
  }

  /** Submits those runs again that are paused, in the background. */
  public void resume(Collection<Long> ids) {
    submitAgain(paused(ids));
  }

  /** Submits runs again that are paused, failed or were stopped, in the background. */
  public void goOn(Collection<Long> ids) {
    submitAgain(List.copyOf(ids));
  }

  private void submitAgain(List<Long> ids) {
    if (ids.isEmpty() || asking.get()) {
      return;
    }
    asking.set(true);
    notices.showWhile(
        "Submitting %s again…".formatted(NumberText.count(ids.size(), "run")), asking);
    backgroundExecutor.ask(
        () -> sweeps.resume(ids),
        resumed -> {
          asking.set(false);
          if (resumed.isEmpty()) {
            notices.showError(
                "Nothing was submitted: the runs are followed by another process, or their cluster"
                    + " does not answer.");
          } else {
            String runs = NumberText.count(resumed.size(), "run");
            notices.show("Submitted %s again.".formatted(runs));
          }
        },
        () -> asking.set(false));
  }

  private void ask(String text, List<Long> ids, Consumer<List<Long>> request, Runnable done) {
    if (ids.isEmpty() || asking.get()) {
      return;
    }
    asking.set(true);
    notices.showWhile(text, asking);
    backgroundExecutor.run(
        () -> request.accept(ids),
        () -> {
          asking.set(false);
          done.run();
        },
        () -> asking.set(false));
  }

  /** Lists the runs of a sweep below it, or no longer. */
  public void unfold(SweepRow row, boolean wanted) {
    if (row.isSweep()) {
      rows.unfold(row.sweep(), wanted);
      list();
    }
  }

  /** Takes in all runs as the archive has them. */
  public void archiveRead(List<ArchivedRun> all) {
    texts.archiveRead(all);
    nameRuns();
    stale |= !standings.isEmpty();
  }

  /**
   * Takes in what the clusters told since it was last called.
   *
   * @param now nanoseconds on any clock
   */
  public void pulse(long now) {
    news.fetch(events, notices::showError);
    if (adopting && (!adoptedOnce || now - adoptedAt >= ADOPT_EVERY)) {
      if (adoptedOnce) {
        // A terminal that followed runs may have ended.
        adoptThose();
      }
      adoptedOnce = true;
      adoptedAt = now;
    }
    stale |= news.hasChanged();
    if (stale && (!looked || now - lookedAt >= LOOK_EVERY)) {
      looked = true;
      lookedAt = now;
      stale = false;
      look();
    }
  }

  private void nameRuns() {
    for (List<ArchivedRun> runs : texts.toBeNamed(standings)) {
      naming.ask(
          () -> SweepTexts.names(runs),
          names -> {
            texts.name(runs, names);
            stale = true;
          });
    }
  }

  private void look() {
    List<SweepStanding> before = standings;
    standings =
        sweeps.standings().stream()
            .filter(sweep -> sweep.runs().stream().anyMatch(run -> !run.state().isOver()))
            .toList();
    if (!standings.equals(before)) {
      Map<Long, String> now = new LinkedHashMap<>();
      standings.stream()
          .flatMap(sweep -> sweep.runs().stream())
          .filter(run -> !run.state().isOver())
          .forEach(run -> now.put(run.id(), SweepTexts.status(run)));
      if (!now.equals(statuses)) {
        statuses = now;
        revision.set(revision.get() + 1);
      }
      nameRuns();
      changed.run();
    }
    news.progress().keySet().retainAll(statuses.keySet());
    list();
  }

  private void list() {
    rows.show(standings, news.progress());
    count.set(statuses.size());
    boolean some =
        standings.stream()
            .flatMap(sweep -> sweep.runs().stream())
            .anyMatch(SweepStanding.Run::isUnderWay);
    underWay.set(some);
    summary.set(SweepTexts.summary(standings));
    done.set(texts.share(standings, news.progress()));
  }
}
