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
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Stream;
import palimpsest.archive.SessionSweeps;
import palimpsest.archive.Sweep;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/** A sweep on its cluster, and how far each of its runs was followed. */
final class FollowedSweep implements RunIntake.Files, AutoCloseable {

  /** Bytes of events that are read and taken in at once. */
  private static final long READ_AT_ONCE = 32L << 20;

  private final Sweep sweep;
  private final Cluster cluster;
  private final String folder;
  private final Path copies;
  private final SessionSweeps session;
  private final Map<Integer, FollowedRun> runs = new ConcurrentSkipListMap<>();
  private final JobPoll jobs;
  private volatile boolean closed;
  private String lastError = "";

  /**
   * A sweep.
   *
   * @param folder its folder on the cluster, absolute
   * @param copies the folder here into which files of another machine are copied
   */
  FollowedSweep(Sweep sweep, Cluster cluster, String folder, Path copies, SessionSweeps session) {
    this.sweep = sweep;
    this.cluster = cluster;
    this.folder = folder;
    this.copies = copies.resolve(sweep.token());
    this.session = session;
    jobs = new JobPoll(cluster, sweep.token());
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
        jobs.isAnswered(),
        runs.values().stream().map(FollowedRun::standing).toList());
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
    Optional<JobPoll.Answer> answer = jobs.answer();
    if (answer.isPresent()) {
      look(answer.get());
    }
    if (problem.isPresent()) {
      throw problem.get();
    }
    if (answer.isPresent()) {
      lastError = "";
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

  /** Whether an error is another than the last one, which is forgotten once the cluster answers. */
  boolean isNews(String error) {
    boolean news = !error.equals(lastError);
    lastError = error;
    return news;
  }

  private void look(JobPoll.Answer answer) {
    List<FollowedRun> again = new ArrayList<>();
    for (FollowedRun run : runs.values()) {
      if (run.isUnderWay() && !run.job().isEmpty()) {
        JobStatus found = answer.jobs().get(run.job());
        if (run.look(found, answer.askedAt(), this) == FollowedRun.Verdict.SUBMIT_AGAIN) {
          again.add(run);
        }
      }
    }
    if (!again.isEmpty()) {
      submitted(submitNow(again));
    }
  }

  /** Cancels the jobs of some runs; their checkpoints are kept. */
  synchronized void pause(Collection<FollowedRun> some) {
    List<String> names =
        some.stream()
            .filter(FollowedRun::isUnderWay)
            .map(FollowedRun::job)
            .filter(job -> !job.isEmpty())
            .toList();
    if (!names.isEmpty()) {
      cluster.cancel(names);
      jobs.forget();
      some.forEach(FollowedRun::leaves);
    }
  }

  /** Ends runs: at once what is paused, the others when their jobs have ended. */
  synchronized void stop(Collection<FollowedRun> some) {
    pause(some);
    some.forEach(run -> run.stops(this));
  }

  /**
   * Submits new runs and follows them.
   *
   * @throws Problem if the cluster refuses
   */
  synchronized void begin(Collection<FollowedRun> some) {
    some.forEach(run -> runs.put(run.element(), run));
    submitted(submitNow(some));
  }

  /**
   * Submits runs again that were paused.
   *
   * @throws Problem if the cluster refuses
   */
  synchronized void resume(Collection<FollowedRun> some) {
    submitted(submitNow(some));
    some.forEach(FollowedRun::resumes);
  }

  /**
   * Submits runs again that failed or were stopped. Everything that they told is read again, from
   * their beginnings.
   *
   * @return the numbers of those that were submitted; another process may have been first
   * @throws Problem if the cluster refuses or the archive cannot be written; then they stay as they
   *     are
   */
  synchronized List<Long> takeBack(Collection<FollowedRun> ended) {
    Map<String, Long> sizes = cluster.host().sizes(folder);
    Map<String, byte[]> marks = new LinkedHashMap<>();
    for (FollowedRun run : ended) {
      // By an empty file everyone sees that what was told before is not the last word.
      marks.put(EventFile.following(NodeRun.folder(run.element()), sizes.keySet()), new byte[0]);
    }
    cluster.host().write(folder, marks);
    Map<Integer, String> names = new LinkedHashMap<>(submitNow(ended));
    List<Long> taken;
    try {
      taken = session.takeBack(ended.stream().map(FollowedRun::id).toList());
    } catch (RuntimeException | Error e) {
      cluster.cancel(names.values());
      throw e;
    }
    List<String> needless = new ArrayList<>();
    for (FollowedRun run : ended) {
      if (taken.contains(run.id())) {
        runs.put(run.element(), run);
      } else {
        needless.addAll(Stream.ofNullable(names.remove(run.element())).toList());
      }
    }
    if (!needless.isEmpty()) {
      cluster.cancel(needless);
    }
    submitted(names);
    return taken;
  }

  private Map<Integer, String> submitNow(Collection<FollowedRun> some) {
    return cluster.submit(sweep.token(), folder, some.stream().map(FollowedRun::element).toList());
  }

  /** The process ends without which the jobs cannot train. */
  void abandoned() {
    runs.values().forEach(FollowedRun::abandoned);
  }

  /**
   * Follows runs of a process that has ended. Those for which it had submitted no job, or had not
   * noted it, are submitted; all, if the jobs ended with that process.
   *
   * @throws Problem if the cluster refuses; then none of them is followed
   */
  synchronized void takeOver(Collection<FollowedRun> some) {
    some.forEach(run -> runs.put(run.element(), run));
    try {
      submitWhatIsNot(some);
    } catch (RuntimeException | Error e) {
      some.forEach(run -> runs.remove(run.element(), run));
      throw e;
    }
  }

  private void submitWhatIsNot(Collection<FollowedRun> some) {
    Map<Integer, FollowedRun> without = new LinkedHashMap<>();
    some.stream()
        .filter(FollowedRun::isUnderWay)
        .filter(run -> run.job().isEmpty() || !cluster.outlivesThisProcess())
        .forEach(run -> without.put(run.element(), run));
    if (without.isEmpty()) {
      return;
    }
    Map<Integer, String> known = new LinkedHashMap<>();
    cluster
        .jobs(sweep.token())
        .forEach((job, status) -> {
          if (without.containsKey(status.element())) {
            known.put(status.element(), job);
          }
        });
    submitted(known);
    without.keySet().removeAll(known.keySet());
    if (!without.isEmpty()) {
      submitted(submitNow(without.values()));
    }
  }

  private void submitted(Map<Integer, String> names) {
    jobs.forget();
    Map<Long, String> byRun = new LinkedHashMap<>();
    names.forEach((element, job) -> {
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
