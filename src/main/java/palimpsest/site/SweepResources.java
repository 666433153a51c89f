package palimpsest.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.archive.SessionSweeps;
import palimpsest.archive.Sweep;
import palimpsest.file.AtomicFile;
import palimpsest.file.Folders;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.setting.SettingValues;

/**
 * The resources that the sweeps of a process share: the place in the archive that they write to,
 * the folder for copies of their files, and the clusters that were reached. Each is made when it is
 * first needed.
 */
final class SweepResources {

  private final Archive archive;
  private final SweepQueue.Reach reach;
  private final List<QueueListener> listeners;
  private final Set<Cluster> reached = ConcurrentHashMap.newKeySet();
  private @Nullable Session session;
  private @Nullable Path copies;
  private boolean closed;

  /**
   * Resources of which none is made.
   *
   * @param archive the archive of the runs; owned by the caller
   * @param reach reaches a site
   * @param listeners told what happens in the runs
   */
  SweepResources(Archive archive, SweepQueue.Reach reach, List<QueueListener> listeners) {
    this.archive = archive;
    this.reach = reach;
    this.listeners = listeners;
  }

  /** Whether the archive has sweeps, and they can be written. */
  boolean hasSweeps() {
    return archive.isWritable() && archive.hasSweeps();
  }

  /**
   * The sweeps that this process holds in the archive.
   *
   * @throws Problem if nothing more may be written
   */
  synchronized SessionSweeps session() {
    requireOpen();
    Session open = session;
    if (open == null) {
      open = archive.openSession();
      session = open;
    }
    return open.sweeps();
  }

  private synchronized Path copies() {
    Path made = copies;
    if (made == null) {
      try {
        made = Files.createTempDirectory("palimpsest-sweep");
      } catch (IOException e) {
        throw AtomicFile.cannotWrite(Path.of(System.getProperty("java.io.tmpdir")), e);
      }
      copies = made;
    }
    return made;
  }

  /**
   * Reaches a site.
   *
   * @throws Problem if it cannot be reached
   */
  Cluster open(String address, SettingValues values) {
    requireOpen();
    Cluster cluster = reach.open(address, values);
    reached.add(cluster);
    try {
      requireOpen();
    } catch (Problem closedMeanwhile) {
      release(cluster);
      throw closedMeanwhile;
    }
    return cluster;
  }

  private synchronized void requireOpen() {
    if (closed) {
      throw new Problem("The sweeps are closed.");
    }
  }

  /** Whether a site was reached and not let go of. */
  boolean holds(Cluster cluster) {
    return reached.contains(cluster);
  }

  /** Lets go of a site that was reached. */
  void release(Cluster cluster) {
    if (reached.remove(cluster)) {
      cluster.close();
    }
  }

  /**
   * A sweep on a site that was reached, with none of its runs yet.
   *
   * @param folder its folder there, absolute
   */
  FollowedSweep followed(Sweep sweep, Cluster cluster, String folder) {
    return new FollowedSweep(sweep, cluster, folder, copies(), session());
  }

  /** The runs of a sweep that the archive has, as those of which nothing was read. */
  List<FollowedRun> runs(Sweep sweep) {
    SessionSweeps into = session();
    Map<Long, ArchivedRun> known = new LinkedHashMap<>();
    archive.runs().forEach(run -> known.put(run.id(), run));
    List<FollowedRun> followed = new ArrayList<>();
    for (Sweep.Placement placement : sweep.placements()) {
      ArchivedRun run = known.get(placement.run());
      if (run != null) {
        // One that failed or was stopped is followed because it is to train again.
        RunState state = run.state().isOver() ? RunState.WAITING : run.state();
        followed.add(new FollowedRun(placement, run.spec(), state, into, listeners));
      }
    }
    return followed;
  }

  /** From now on nothing new is begun. */
  synchronized void refuse() {
    closed = true;
  }

  /**
   * Gives everything back.
   *
   * @param idle whether nothing is being taken in any more; else the place in the archive is held
   *     until the process ends, for what is still being taken in may yet be written
   */
  void close(boolean idle) {
    reached.forEach(this::release);
    Session open;
    Path made;
    synchronized (this) {
      open = session;
      made = copies;
    }
    if (open != null && idle) {
      open.close();
    }
    if (made != null) {
      Folders.discard(made);
    }
  }
}
