package palimpsest.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import palimpsest.archive.Sweep;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;

/**
 * Takes over the sweeps of processes that have ended, and runs that ended but are to train again.
 * An archive does not decide which cluster is asked: a sweep is followed only if this user has
 * submitted it.
 */
final class SweepAdoption {

  /** The time between two attempts to reach the clusters of sweeps that were taken over. */
  private static final long AGAIN_NANOS = 30_000_000_000L;

  private final SweepResources resources;
  private final List<FollowedSweep> sweeps;
  private final List<QueueListener> listeners;

  /** Sweeps that were taken over, but whose clusters do not answer. */
  private final List<Sweep> unreached = new CopyOnWriteArrayList<>();

  private final Set<String> told = ConcurrentHashMap.newKeySet();
  private volatile long lastAttempt;

  /**
   * An adoption.
   *
   * @param sweeps takes the sweeps that are followed from then on
   * @param listeners told why one is not
   */
  SweepAdoption(
      SweepResources resources, List<FollowedSweep> sweeps, List<QueueListener> listeners) {
    this.resources = resources;
    this.sweeps = sweeps;
    this.listeners = listeners;
  }

  /**
   * Takes over the sweeps of processes that have ended.
   *
   * @return the numbers of their runs
   */
  synchronized List<Long> adopt() {
    List<Long> adopted = new ArrayList<>();
    for (Sweep sweep : resources.session().adopt(this::isOwn)) {
      sweep.placements().forEach(placement -> adopted.add(placement.run()));
      unreached.add(sweep);
    }
    followUnreached();
    return adopted;
  }

  private boolean isOwn(Sweep sweep) {
    boolean own = OwnSweeps.holds(sweep.token(), sweep.address(), sweep.settings());
    if (!own) {
      tell(sweep, notOwn(sweep));
    }
    return own;
  }

  private static String notOwn(Sweep sweep) {
    return ("The sweep on %s is not followed: it was not submitted by you on this machine, and an"
            + " archive from elsewhere does not decide which cluster is asked.")
        .formatted(sweep.address());
  }

  /** Whether the clusters of all sweeps that were taken over were reached. */
  boolean isComplete() {
    return unreached.isEmpty();
  }

  /** Tries again to reach clusters that did not answer, if the last attempt is long ago. */
  synchronized void tryAgain() {
    if (!isComplete() && System.nanoTime() - lastAttempt > AGAIN_NANOS) {
      followUnreached();
    }
  }

  private void followUnreached() {
    lastAttempt = System.nanoTime();
    for (Sweep sweep : List.copyOf(unreached)) {
      try {
        List<FollowedRun> runs = resources.runs(sweep);
        at(
            sweep,
            followed -> {
              followed.takeOver(runs);
              return runs;
            });
        unreached.remove(sweep);
      } catch (Problem problem) {
        tell(
            sweep,
            "The sweep on %s is not followed yet: %s"
                .formatted(sweep.address(), problem.getMessage()));
      }
    }
  }

  /**
   * Submits runs again that failed or were stopped.
   *
   * @return the numbers of those that were
   * @throws Problem if a cluster refuses; its runs then stay as they are
   */
  synchronized List<Long> resumeEnded(Collection<Long> runs) {
    List<Long> resumed = new ArrayList<>();
    Optional<Problem> refused = Optional.empty();
    for (Sweep sweep : resources.session().ended(runs)) {
      try {
        if (!OwnSweeps.holds(sweep.token(), sweep.address(), sweep.settings())) {
          throw new Problem(notOwn(sweep));
        }
        resumed.addAll(at(sweep, followed -> followed.takeBack(resources.runs(sweep))));
      } catch (Problem problem) {
        refused = refused.or(() -> Optional.of(problem));
      }
    }
    if (refused.isPresent()) {
      throw refused.get();
    }
    return resumed;
  }

  /** Does something with a sweep on its cluster, which is reached and followed from then on. */
  private <T> T at(Sweep sweep, Function<FollowedSweep, T> first) {
    Optional<FollowedSweep> known = sweeps.stream().filter(one -> one.is(sweep)).findFirst();
    if (known.isPresent()) {
      return first.apply(known.get());
    }
    Cluster cluster =
        resources.open(
            sweep.address(), Sites.values(Sites.named(sweep.address()), sweep.settings()));
    try {
      String folder = cluster.host().makeFolder(cluster.folder()) + "/" + sweep.token();
      // One that is gone is not made again: what the runs measured would seem to be lost, too.
      Map<String, Long> _ = cluster.host().sizes(folder);
      FollowedSweep followed = resources.followed(sweep, cluster, folder);
      T result = first.apply(followed);
      sweeps.add(followed);
      return result;
    } catch (RuntimeException | Error e) {
      resources.release(cluster);
      throw e;
    }
  }

  private void tell(Sweep sweep, String sentence) {
    if (told.add(sentence)) {
      long run = sweep.placements().getFirst().run();
      listeners.forEach(listener -> listener.onError(run, sentence));
    }
  }
}
