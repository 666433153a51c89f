package palimpsest.site;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.Session;
import palimpsest.archive.Sweep;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;
import palimpsest.queue.QueueListener;
import palimpsest.setting.SettingValues;

/**
 * The sweeps of this process: runs that were handed to a cluster, and the one thread, named {@code
 * sweeps}, that takes into the archive what they tell. The runs continue when this process ends;
 * the next one that adopts them takes in what happened meanwhile. All methods may be called from
 * any thread; those that ask the cluster take as long as it does.
 */
public final class SweepQueue implements AutoCloseable {

  private static final Logger LOG = System.getLogger(SweepQueue.class.getName());

  private static final long PATIENCE_MILLIS = 10_000;

  /** The time between two attempts to reach the clusters of sweeps that were taken over. */
  private static final long AGAIN_NANOS = 30_000_000_000L;

  private final Archive archive;
  private final Reach reach;
  private final long pauseMillis;
  private final List<QueueListener> listeners = new CopyOnWriteArrayList<>();
  private final List<FollowedSweep> sweeps = new CopyOnWriteArrayList<>();
  private @Nullable Session session;
  private @Nullable Path copies;
  private @Nullable Thread thread;
  private final CountDownLatch left = new CountDownLatch(1);
  private boolean closed;

  /** The clusters that were reached and not closed. */
  private final Set<Cluster> reached = ConcurrentHashMap.newKeySet();

  /** Sweeps that were taken over, but whose clusters do not answer. */
  private final List<Sweep> unreached = new CopyOnWriteArrayList<>();

  /** The messages about sweeps that are not followed. */
  private final Set<String> told = ConcurrentHashMap.newKeySet();

  private volatile long lastAttempt;

  /** Reaches a site. */
  @FunctionalInterface
  public interface Reach {

    /**
     * Reaches it.
     *
     * @param address the site as it was typed
     * @param values the values of its settings
     */
    Cluster open(String address, SettingValues values);
  }

  /** A queue of sweeps that looks for news every second. */
  public SweepQueue(Archive archive) {
    this(archive, (address, values) -> Sites.named(address).open(address, values), 1000);
  }

  /**
   * A queue of sweeps.
   *
   * @param archive the archive of the runs; owned by the caller
   * @param reach reaches a site
   * @param pauseMillis the time between looks for news
   */
  public SweepQueue(Archive archive, Reach reach, long pauseMillis) {
    this.archive = archive;
    this.reach = reach;
    this.pauseMillis = pauseMillis;
  }

  /** Adds a listener, which hears of events once they are in the archive. */
  public void listen(QueueListener listener) {
    listeners.add(listener);
  }

  /**
   * Runs that are about to be submitted.
   *
   * @param specs the specifications
   * @param data the folder of image sets here
   * @param address the site as it was typed
   * @param values the values of its settings
   * @param token names the sweep
   * @param cluster the site
   * @param folder the sweep's folder there
   * @param script the script to submit; empty if the site has none
   * @param digests the digests of the data that the runs read
   */
  public record Prepared(
      List<ExperimentSpec> specs,
      Path data,
      String address,
      SettingValues values,
      String token,
      Cluster cluster,
      String folder,
      String script,
      Map<RunImages, String> digests) {}

  /**
   * Reaches a site and makes sure that it can train some runs.
   *
   * @param data the folder of image sets here
   * @param address the site as it was typed
   * @throws Problem if it cannot, with what to do
   */
  public Prepared prepare(
      List<ExperimentSpec> specs, Path data, String address, SettingValues values) {
    List<ExperimentSpec> decided = specs.stream().map(ExperimentSpec::decided).toList();
    byte[] random = new byte[5];
    new SecureRandom().nextBytes(random);
    String token = HexFormat.of().formatHex(random);
    Cluster cluster = reached(address, values);
    try {
      String folder = cluster.host().makeFolder(cluster.folder() + "/" + token);
      Map<RunImages, String> digests =
          SiteCheck.require(
              cluster,
              folder,
              SweepFiles.data(cluster, data),
              decided,
              SiteCheck.digests(decided, data));
      return new Prepared(
          decided, data, address, values, token, cluster, folder, cluster.script(), digests);
    } catch (RuntimeException | Error e) {
      release(cluster);
      throw e;
    }
  }

  /**
   * Asks a site for an answer: whether its jobs can be listed and its shared folder be used.
   *
   * @param address the site as it was typed
   * @param values the values of its settings
   * @return the site's machine and the absolute path of its folder for sweeps
   * @throws Problem if it does not answer, with what to do
   */
  public Answer ask(String address, SettingValues values) {
    try (Cluster cluster = reach.open(address, values)) {
      String folder = cluster.host().makeFolder(cluster.folder());
      cluster.jobs("test");
      return new Answer(cluster.host().name(), folder);
    }
  }

  /**
   * The answer of a site.
   *
   * @param host the machine that has its commands; empty if it is this one
   * @param folder its folder for sweeps, absolute
   */
  public record Answer(String host, String folder) {}

  /**
   * Submits runs and follows them.
   *
   * @param script the script, changed or not
   * @return the runs' numbers
   * @throws Problem if the site refuses or the archive cannot be written; then no run is left
   */
  public List<Long> submit(Prepared prepared, String script) {
    Session into = session();
    Map<String, String> settings = Sites.texts(Sites.named(prepared.address()), prepared.values());
    OwnSweeps.add(prepared.token(), prepared.address(), settings);
    Sweep sweep =
        into.addSweep(
            prepared.specs(), prepared.data(), prepared.token(), prepared.address(), settings);
    List<Long> ids = sweep.placements().stream().map(Sweep.Placement::run).toList();
    try {
      FollowedSweep followed = followed(sweep, prepared.cluster(), prepared.folder(), into);
      SweepFiles.write(sweep, prepared);
      if (!script.isEmpty()) {
        prepared
            .cluster()
            .host()
            .write(
                prepared.folder(), Map.of(Cluster.SCRIPT, script.getBytes(StandardCharsets.UTF_8)));
      }
      followed.submit(sweep.placements().stream().map(Sweep.Placement::element).toList());
      follow(followed);
    } catch (RuntimeException | Error e) {
      cancelWhatWasTaken(prepared);
      ids.forEach(into::remove);
      release(prepared.cluster());
      throw e;
    }
    return ids;
  }

  /** Of several arrays the first may have been taken before another was refused. */
  private static void cancelWhatWasTaken(Prepared prepared) {
    try {
      Set<String> jobs = prepared.cluster().jobs(prepared.token()).keySet();
      if (!jobs.isEmpty()) {
        prepared.cluster().cancel(jobs);
      }
    } catch (Problem problem) {
      LOG.log(Level.DEBUG, "Jobs of a refused sweep were not cancelled.", problem);
    }
  }

  /** Lets go of runs that were prepared and are not submitted. */
  public void discard(Prepared prepared) {
    release(prepared.cluster());
  }

  private Cluster reached(String address, SettingValues values) {
    Cluster cluster = reach.open(address, values);
    reached.add(cluster);
    return cluster;
  }

  private void release(Cluster cluster) {
    if (reached.remove(cluster)) {
      cluster.close();
    }
  }

  private FollowedSweep followed(Sweep sweep, Cluster cluster, String folder, Session of) {
    Map<Long, ArchivedRun> runs = new LinkedHashMap<>();
    List<FollowedRun> followed = new ArrayList<>();
    archive.runs().forEach(run -> runs.put(run.id(), run));
    for (Sweep.Placement placement : sweep.placements()) {
      ArchivedRun run = runs.get(placement.run());
      if (run != null) {
        followed.add(new FollowedRun(placement, run.spec(), run.state(), of, listeners));
      }
    }
    return new FollowedSweep(sweep, cluster, folder, copies(), of, followed);
  }

  /**
   * Takes over the sweeps of processes that have ended, with everything that happened meanwhile.
   *
   * @return the numbers of their runs
   */
  public List<Long> adopt() {
    if (!archive.isWritable() || !archive.hasSweeps()) {
      return List.of();
    }
    Session into = session();
    List<Long> adopted = new ArrayList<>();
    for (Sweep sweep : into.adoptSweeps(this::isOwn)) {
      sweep.placements().forEach(placement -> adopted.add(placement.run()));
      unreached.add(sweep);
    }
    followUnreached(into);
    listeners.forEach(QueueListener::queueChanged);
    return adopted;
  }

  private boolean isOwn(Sweep sweep) {
    boolean own = OwnSweeps.holds(sweep.token(), sweep.address(), sweep.settings());
    if (!own) {
      tell(
          sweep,
          ("The sweep on %s is not followed: it was not submitted by you on this machine, and an"
                  + " archive from elsewhere does not decide which cluster is asked.")
              .formatted(sweep.address()));
    }
    return own;
  }

  /** Tries to reach the clusters of sweeps that were taken over. */
  private void followUnreached(Session into) {
    lastAttempt = System.nanoTime();
    for (Sweep sweep : List.copyOf(unreached)) {
      try {
        follow(sweep, into);
        unreached.remove(sweep);
      } catch (Problem problem) {
        tell(
            sweep,
            "The sweep on %s is not followed yet: %s"
                .formatted(sweep.address(), problem.getMessage()));
      }
    }
    wake();
  }

  private void follow(Sweep sweep, Session into) {
    Cluster cluster =
        reached(sweep.address(), Sites.values(Sites.named(sweep.address()), sweep.settings()));
    try {
      String folder = cluster.host().makeFolder(cluster.folder()) + "/" + sweep.token();
      // One that is gone is not made again: what the runs measured would seem to be lost, too.
      Map<String, Long> _ = cluster.host().sizes(folder);
      FollowedSweep followed = followed(sweep, cluster, folder, into);
      followed.submitWhatIsNot();
      sweeps.add(followed);
    } catch (RuntimeException | Error e) {
      release(cluster);
      throw e;
    }
  }

  /** Whether the clusters of all sweeps that were taken over were reached. */
  public boolean isComplete() {
    return unreached.isEmpty();
  }

  /** Whether the runs that are under way continue when this process has ended. */
  public boolean outlivesThisProcess() {
    return sweeps.stream().allMatch(FollowedSweep::outlivesThisProcess);
  }

  /** The sweeps of this process as they stand, in the order in which they were submitted. */
  public List<SweepStanding> standings() {
    return sweeps.stream().map(FollowedSweep::standing).toList();
  }

  /** Whether a run is one of this process's sweeps. */
  public boolean holds(long id) {
    return sweeps.stream().anyMatch(sweep -> sweep.run(id).isPresent());
  }

  /**
   * Has the jobs of runs end; what their checkpoints hold is kept.
   *
   * @throws Problem if the cluster refuses
   */
  public void pause(Collection<Long> ids) {
    for (FollowedSweep sweep : sweeps) {
      sweep.pause(some(sweep, ids));
    }
  }

  /**
   * Ends runs for good, with the weights that they have come to.
   *
   * @throws Problem if the cluster refuses
   */
  public void stop(Collection<Long> ids) {
    for (FollowedSweep sweep : sweeps) {
      sweep.stop(some(sweep, ids));
    }
    wake();
  }

  /**
   * Submits runs again that were paused, or whose jobs ended while no process followed them; they
   * continue from their checkpoints.
   *
   * @throws Problem if the cluster refuses
   */
  public void resume(Collection<Long> ids) {
    for (FollowedSweep sweep : sweeps) {
      List<FollowedRun> some = some(sweep, ids);
      some.forEach(FollowedRun::wanted);
      List<FollowedRun> paused = some.stream().filter(run -> !run.isUnderWay()).toList();
      if (!paused.isEmpty()) {
        sweep.resume(paused);
      }
    }
    wake();
  }

  private static List<FollowedRun> some(FollowedSweep sweep, Collection<Long> ids) {
    return ids.stream()
        .map(sweep::run)
        .flatMap(Optional::stream)
        .filter(run -> !run.state().isOver())
        .toList();
  }

  /** Waits until nothing is under way any more. */
  public synchronized void awaitIdle() throws InterruptedException {
    while (!closed && sweeps.stream().anyMatch(FollowedSweep::isUnderWay)) {
      wait();
    }
  }

  private void follow(FollowedSweep sweep) {
    sweeps.add(sweep);
    wake();
  }

  private synchronized void wake() {
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("sweeps").start(this::work);
    }
    notifyAll();
  }

  private void work() {
    try {
      while (!isClosed()) {
        for (FollowedSweep sweep : sweeps) {
          if (sweep.isUnderWay() && !isClosed()) {
            followNews(sweep);
          }
        }
        if (!unreached.isEmpty() && System.nanoTime() - lastAttempt > AGAIN_NANOS) {
          followUnreached(session());
        }
        pause();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void followNews(FollowedSweep sweep) {
    try {
      sweep.follow();
      boolean _ = sweep.isNews("");
    } catch (Problem problem) {
      // The cluster may answer again, and nothing there is lost.
      tell(sweep, problem.getMessage());
    } catch (RuntimeException | Error fault) {
      // Without this thread those who wait for the sweeps would wait for ever.
      LOG.log(Level.ERROR, "A sweep could not be followed.", fault);
      tell(sweep, "The sweep could not be followed, because of a fault in the program: " + fault);
    }
  }

  /** Once, however often the same is found. */
  private void tell(FollowedSweep sweep, String sentence) {
    if (sweep.isNews(sentence)) {
      long first = sweep.runs().iterator().next().id();
      listeners.forEach(listener -> listener.onError(first, sentence));
    }
  }

  private void tell(Sweep sweep, String sentence) {
    if (told.add(sentence)) {
      long first = sweep.placements().getFirst().run();
      listeners.forEach(listener -> listener.onError(first, sentence));
    }
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Waits until the next look, or a little less. */
  @SuppressWarnings("WaitNotInLoop") // woken without a reason it looks early, which does no harm
  private synchronized void pause() throws InterruptedException {
    notifyAll();
    if (!closed) {
      wait(pauseMillis);
    }
  }

  private synchronized Session session() {
    if (closed) {
      throw new Problem("The sweeps are closed.");
    }
    Session open = session;
    if (open == null) {
      open = archive.openSession();
      session = open;
    }
    return open;
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

  /** Ends the following; the jobs continue, where they can without this process. */
  @Override
  public void close() {
    Thread followed;
    boolean first;
    synchronized (this) {
      first = !closed;
      closed = true;
      notifyAll();
      followed = thread;
    }
    if (first) {
      close(followed);
    } else if (followed != Thread.currentThread()) {
      awaitClosing();
    }
  }

  /** Another thread closes; the process must not end before it has done so. */
  private void awaitClosing() {
    try {
      left.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void close(@Nullable Thread followed) {
    try {
      leave(followed);
    } finally {
      left.countDown();
    }
  }

  private void leave(@Nullable Thread followed) {
    sweeps.forEach(FollowedSweep::close);
    if (followed != null && followed != Thread.currentThread()) {
      try {
        followed.join(PATIENCE_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    reached.forEach(this::release);
    Session open = session;
    if (open != null && (followed == null || !followed.isAlive())) {
      // Else it is held until the process ends: what is still being taken in may yet be written.
      open.close();
    }
    Path made = copies;
    if (made != null) {
      delete(made);
    }
  }

  /** Deletes a folder of files that are not missed if that fails. */
  static void delete(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "Copies of files stay.", e);
    }
  }
}
