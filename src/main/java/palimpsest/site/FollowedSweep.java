package palimpsest.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import palimpsest.archive.Session;
import palimpsest.archive.Sweep;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** A sweep on its cluster, and how far each of its runs was followed. */
final class FollowedSweep implements FollowedRun.Files, AutoCloseable {

  /** Bytes of events that are read and taken in at once. */
  private static final long READ_AT_ONCE = 32L << 20;

  private final Sweep sweep;
  private final Cluster cluster;
  private final String folder;
  private final Path copies;
  private final Session session;
  private final Map<Integer, FollowedRun> runs = new LinkedHashMap<>();
  private volatile boolean closed;
  private String lastError = "";
  private long lastLook;
  private boolean everLooked;

  /**
   * A sweep.
   *
   * @param folder its folder on the cluster, absolute
   * @param copies the folder here into which files of another machine are copied
   */
  FollowedSweep(
      Sweep sweep,
      Cluster cluster,
      String folder,
      Path copies,
      Session session,
      Collection<FollowedRun> followed) {
    this.sweep = sweep;
    this.cluster = cluster;
    this.folder = folder;
    this.copies = copies.resolve(sweep.token());
    this.session = session;
    followed.forEach(run -> runs.put(run.element(), run));
  }

  Collection<FollowedRun> runs() {
    return runs.values();
  }

  Optional<FollowedRun> run(long id) {
    return runs.values().stream().filter(run -> run.id() == id).findFirst();
  }

  SweepStanding standing() {
    return new SweepStanding(
        sweep.id(),
        sweep.address(),
        runs.values().stream()
            .map(run -> new SweepStanding.Run(run.id(), run.state(), run.job(), run.status()))
            .toList());
  }

  boolean is(Sweep other) {
    return sweep.id() == other.id();
  }

  /** Whether its jobs continue when this process has ended. */
  boolean outlivesThisProcess() {
    return cluster.outlivesThisProcess();
  }

  boolean isUnderWay() {
    return runs.values().stream().anyMatch(FollowedRun::isUnderWay);
  }

  /**
   * Takes in everything that is new.
   *
   * @throws Problem if the cluster does not answer, or a file of it cannot be had
   */
  synchronized void follow() {
    Map<String, Long> sizes = cluster.host().sizes(folder);
    Optional<Problem> problem = Optional.empty();
    Map<FollowedRun, Host.Part> news = new LinkedHashMap<>();
    long bytes = 0;
    for (FollowedRun run : runs.values()) {
      if (!run.isUnderWay() || closed) {
        continue;
      }
      if (run.hasUnread()) {
        problem = first(problem, attempt(() -> run.takeLines(this)));
      }
      Host.Part next = run.next(folder, sizes);
      if (next != null) {
        news.put(run, next);
        bytes += next.count();
      }
      if (bytes >= READ_AT_ONCE) {
        problem = first(problem, take(news));
        news.clear();
        bytes = 0;
      }
    }
    problem = first(problem, take(news));
    long now = System.nanoTime();
    if (!everLooked || now - lastLook >= cluster.lookSeconds() * 1e9) {
      everLooked = true;
      lastLook = now;
      look();
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
  }

  /** Reads and takes in what some runs have told. */
  private Optional<Problem> take(Map<FollowedRun, Host.Part> news) {
    if (news.isEmpty() || closed) {
      return Optional.empty();
    }
    List<FollowedRun> of = List.copyOf(news.keySet());
    List<byte[]> bytes;
    try {
      bytes = cluster.host().read(List.copyOf(news.values()));
    } catch (Problem unread) {
      if (news.size() == 1) {
        return Optional.of(unread);
      }
      // One that cannot be read must not keep the others from being followed.
      Optional<Problem> problem = Optional.empty();
      for (Map.Entry<FollowedRun, Host.Part> one : news.entrySet()) {
        problem = first(problem, take(Map.of(one.getKey(), one.getValue())));
      }
      return problem;
    }
    Optional<Problem> problem = Optional.empty();
    for (int i = 0; i < of.size() && !closed; i++) {
      FollowedRun run = of.get(i);
      byte[] read = bytes.get(i);
      problem = first(problem, attempt(() -> run.take(read, this)));
    }
    return problem;
  }

  /** Does work for one run; its failure must not keep the others from being followed. */
  private static Optional<Problem> attempt(Runnable work) {
    try {
      work.run();
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem);
    }
  }

  private static Optional<Problem> first(Optional<Problem> one, Optional<Problem> other) {
    return one.isPresent() ? one : other;
  }

  @Override
  public String placeOf(String name) {
    String host = cluster.host().name();
    return "%s%s/%s".formatted(host.isEmpty() ? "" : host + ":", folder, name);
  }

  @Override
  public Path fetch(String run, String name) {
    Path copy = copies.resolve(run).resolve(name);
    try {
      Files.createDirectories(copies.resolve(run));
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(copy, e);
    }
    return cluster.host().fetch(folder + "/" + run + "/" + name, copy);
  }

  @Override
  public void release(Path file) {
    if (file.startsWith(copies)) {
      try {
        Files.deleteIfExists(file);
      } catch (IOException e) {
        // It is deleted with the folder.
      }
    }
  }

  /** Whether an error is another than the last one; a good look forgets it. */
  boolean isNews(String error) {
    boolean news = !error.equals(lastError);
    lastError = error;
    return news && !error.isEmpty();
  }

  private void look() {
    Map<String, JobStatus> jobs = cluster.jobs(sweep.token());
    List<Integer> again = new ArrayList<>();
    for (FollowedRun run : runs.values()) {
      if (run.isUnderWay() && !run.job().isEmpty()) {
        if (run.look(jobs.get(run.job()), this) == FollowedRun.Verdict.SUBMIT_AGAIN) {
          again.add(run.element());
        }
      }
    }
    if (!again.isEmpty()) {
      submit(again);
    }
  }

  /** Cancels the jobs of some runs; their checkpoints are kept. */
  synchronized void pause(Collection<FollowedRun> some) {
    List<String> jobs =
        some.stream()
            .filter(FollowedRun::isUnderWay)
            .map(FollowedRun::job)
            .filter(job -> !job.isEmpty())
            .toList();
    if (!jobs.isEmpty()) {
      cluster.cancel(jobs);
      some.forEach(FollowedRun::leaves);
    }
  }

  /** Ends runs for good: at once what is paused, the others when their jobs have ended. */
  synchronized void stop(Collection<FollowedRun> some) {
    pause(some);
    some.forEach(run -> run.stops(this));
  }

  /** Submits runs again that were paused. */
  synchronized void resume(Collection<FollowedRun> some) {
    submit(some.stream().map(FollowedRun::element).toList());
    some.forEach(FollowedRun::resumes);
  }

  /**
   * Submits runs.
   *
   * @throws Problem if the cluster refuses
   */
  synchronized void submit(Collection<Integer> elements) {
    submitted(cluster.submit(sweep.token(), folder, elements));
  }

  /**
   * Submits the runs for which a process that ended had not done it, or had not noted it; all, if
   * the jobs ended with that process.
   *
   * @throws Problem if the cluster refuses
   */
  synchronized void submitWhatIsNot() {
    List<Integer> without =
        runs.values().stream()
            .filter(FollowedRun::isUnderWay)
            .filter(run -> run.job().isEmpty() || !cluster.outlivesThisProcess())
            .map(FollowedRun::element)
            .toList();
    if (without.isEmpty()) {
      return;
    }
    Map<Integer, String> known = new LinkedHashMap<>();
    cluster
        .jobs(sweep.token())
        .forEach((job, status) -> {
          if (without.contains(status.element())) {
            known.put(status.element(), job);
          }
        });
    submitted(known);
    List<Integer> rest = without.stream().filter(one -> !known.containsKey(one)).toList();
    if (!rest.isEmpty()) {
      submit(rest);
    }
  }

  private void submitted(Map<Integer, String> jobs) {
    Map<Long, String> byRun = new LinkedHashMap<>();
    jobs.forEach((element, job) -> {
      FollowedRun run = runs.get(element);
      if (run != null) {
        run.submitted(job);
        byRun.put(run.id(), job);
      }
    });
    session.setJobs(byRun);
  }

  /** Takes in nothing more; what is being taken in is finished. */
  @Override
  public void close() {
    closed = true;
  }
}
