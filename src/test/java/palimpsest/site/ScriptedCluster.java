package palimpsest.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import palimpsest.archive.Provenance;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunExecutor;
import palimpsest.problem.Problem;

/**
 * Stands in for a cluster: its queue is this process's, some jobs run at one time, and each trains
 * its run as a node does, with an executor of the test. It outlives those who reach it.
 */
public final class ScriptedCluster implements Cluster {

  private final Path home;
  private final RunExecutor executor;
  private final ExecutorService nodes;
  private final Map<String, Job> jobs = new LinkedHashMap<>();

  /** The scripts that were submitted, in order. */
  public final List<String> submitted = new ArrayList<>();

  /** The jobs that someone asked to end, in order. */
  public final List<String> cancelled = new CopyOnWriteArrayList<>();

  private String refusal = "";
  private String script = "#!/bin/bash\n#SBATCH --time=10\nexec palimpsest run --folder \"$1\"\n";
  private volatile boolean reachable = true;
  private volatile boolean crashing;
  private volatile boolean forgetful;
  private volatile boolean lasting = true;
  private volatile CountDownLatch answer = new CountDownLatch(0);
  private CountDownLatch delivery = new CountDownLatch(0);
  private final Semaphore asked = new Semaphore(0);
  private volatile String version = Provenance.here().program();
  private final Semaphore over = new Semaphore(0);
  private volatile Consumer<Path> after = folder -> {};
  private volatile Runnable afterTaking = () -> {};

  /**
   * A cluster without jobs.
   *
   * @param home the folder that all of its nodes see
   * @param atOnce the jobs that run at one time
   * @param executor trains
   */
  public ScriptedCluster(Path home, int atOnce, RunExecutor executor) {
    this.home = home;
    this.executor = executor;
    nodes =
        Executors.newFixedThreadPool(
            atOnce, Thread.ofPlatform().daemon().name("node-", 1).factory());
  }

  /** A job of the queue. */
  private static final class Job {
    private final String token;
    private final int element;
    private final RunControl control = new RunControl();
    private JobStatus.State state = JobStatus.State.WAITING;
    private String word = "PENDING";
    private String reason = "Resources";
    private boolean limited;

    Job(String token, int element) {
      this.token = token;
      this.element = element;
    }
  }

  /** Refuses what is submitted from now on; an empty reason takes it again. */
  public synchronized void refuse(String reason) {
    refusal = reason;
  }

  /** Gives another script; an empty one if it has none. */
  public synchronized void script(String text) {
    script = text;
  }

  /** Whether anyone can reach it from now on. */
  public void reachable(boolean is) {
    reachable = is;
  }

  /** The program there is another version. */
  public void version(String program) {
    version = program;
  }

  /** Waits until so many jobs are over. */
  public void awaitOver(int runs) throws InterruptedException {
    over.acquire(runs);
  }

  /** From now on programs end before they have done anything. */
  public void crash() {
    crashing = true;
  }

  /** Ends the jobs that run as a time limit does: their runs keep their states. */
  public synchronized void reachTimeLimit() {
    jobs.values().stream()
        .filter(job -> job.state == JobStatus.State.RUNNING)
        .forEach(job -> {
          job.limited = true;
          job.control.pause();
        });
  }

  /** Does not answer any more when it is asked about its jobs. */
  public void forgetJobs() {
    forgetful = true;
  }

  /** From now on it says nothing about its jobs, until the latch is counted down. */
  public CountDownLatch fallSilent() {
    answer = new CountDownLatch(1);
    return answer;
  }

  /** From now on what it says about its jobs arrives late, once the latch is counted down. */
  public synchronized CountDownLatch answerLate() {
    asked.drainPermits();
    delivery = new CountDownLatch(1);
    return delivery;
  }

  /** Waits until it was asked about its jobs once more and knew its answer. */
  public void awaitAsked() throws InterruptedException {
    asked.acquire();
  }

  /** From now on its jobs are those of the process that submits them. */
  public void endWithItsDriver() {
    lasting = false;
  }

  /** Does something whenever jobs were taken, before anyone is told. */
  public void afterTaking(Runnable what) {
    afterTaking = what;
  }

  /** Changes the folder of each run once its program has ended. */
  public void after(Consumer<Path> change) {
    after = change;
  }

  /** The cluster for one who reaches it. */
  public Cluster reached() {
    if (!reachable) {
      throw new Problem("login.cluster cannot be reached: no route to host.");
    }
    return this;
  }

  /** Ends the nodes, and waits until nothing writes into the shared folder any more. */
  public void shutDown() {
    List<String> all;
    synchronized (this) {
      all = List.copyOf(jobs.keySet());
    }
    cancel(all);
    nodes.shutdown();
    try {
      nodes.awaitTermination(20, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public Host host() {
    return new ScriptedHost();
  }

  @Override
  public String folder() {
    return home.toString();
  }

  @Override
  public String data() {
    return "";
  }

  @Override
  public double lookSeconds() {
    return 0.02;
  }

  @Override
  public synchronized String script() {
    return script;
  }

  @Override
  public List<String> program() {
    return List.of("palimpsest");
  }

  @Override
  public synchronized Map<Integer, String> submit(
      String token, String folder, Collection<Integer> elements) {
    if (!refusal.isEmpty()) {
      throw new Problem("Slurm did not take the jobs: " + refusal);
    }
    Path sweep = Path.of(folder);
    Path written = sweep.resolve(SCRIPT);
    submitted.add(text(written));
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int element : elements) {
      Job job = new Job(token, element);
      String name = "%d_%d".formatted(1000 + submitted.size(), element);
      jobs.put(name, job);
      names.put(element, name);
      nodes.execute(() -> train(job, sweep.resolve(NodeRun.folder(element))));
    }
    afterTaking.run();
    return names;
  }

  private static String text(Path file) {
    try {
      return Files.exists(file) ? Files.readString(file) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void train(Job job, Path folder) {
    synchronized (this) {
      if (job.state == JobStatus.State.OVER) {
        return;
      }
      is(job, JobStatus.State.RUNNING, "RUNNING", "None");
    }
    NodeRun.End end = NodeRun.End.FAILED;
    try {
      if (!crashing) {
        end = NodeRun.train(folder, executor, job.control, message -> {});
        after.accept(folder);
      }
    } finally {
      synchronized (this) {
        is(
            job,
            JobStatus.State.OVER,
            switch (end) {
              case OVER -> "COMPLETED";
              case PAUSED -> job.limited ? "TIMEOUT" : "CANCELLED";
              case FAILED -> "FAILED";
            },
            "None");
      }
      over.release();
    }
  }

  private static void is(Job job, JobStatus.State state, String word, String reason) {
    job.state = state;
    job.word = word;
    job.reason = reason;
  }

  @Override
  public boolean outlivesThisProcess() {
    return lasting;
  }

  @Override
  public Map<String, JobStatus> jobs(String token) {
    if (forgetful) {
      throw new Problem("Slurm does not answer.");
    }
    try {
      answer.await();
      Map<String, JobStatus> known;
      CountDownLatch late;
      synchronized (this) {
        known = known(token);
        late = delivery;
        asked.release();
      }
      late.await();
      return known;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, JobStatus> known(String token) {
    Map<String, JobStatus> found = new LinkedHashMap<>();
    jobs.forEach((name, job) -> {
      if (job.token.equals(token)) {
        found.put(name, new JobStatus(job.element, job.state, job.word, job.reason));
      }
    });
    return found;
  }

  @Override
  public synchronized void cancel(Collection<String> names) {
    cancelled.addAll(names);
    for (String name : names) {
      Job job = jobs.get(name);
      if (job == null) {
        continue;
      }
      job.control.pause();
      if (job.state == JobStatus.State.WAITING) {
        is(job, JobStatus.State.OVER, "CANCELLED", "None");
      }
    }
  }

  @Override
  public void close() {}

  /** The shared folder as this machine has it, and the program on it, which answers a check. */
  private final class ScriptedHost implements Host {
    private final LocalHost here = new LocalHost();

    @Override
    public String name() {
      return "login.cluster";
    }

    @Override
    public Output run(List<String> command, String input) {
      if (!command.contains("--check")) {
        return new Output(127, "", command.getFirst() + ": not found");
      }
      return new Output(
          0,
          "{\"program\": \"%s\", \"commit\": \"%s\", \"data\": \"%s\"}"
              .formatted(version, Provenance.here().commit(), SiteCheck.digest(MadeUpRuns.DATA)),
          "");
    }

    @Override
    public String makeFolder(String folder) {
      return here.makeFolder(folder);
    }

    @Override
    public void write(String folder, Map<String, byte[]> files) {
      here.write(folder, files);
    }

    @Override
    public void delete(String folder) {
      here.delete(folder);
    }

    @Override
    public Map<String, Long> sizes(String folder) {
      return here.sizes(folder);
    }

    @Override
    public List<byte[]> read(List<Part> parts) {
      return here.read(parts);
    }

    @Override
    public void close() {}

    @Override
    public Path fetch(String file, Path copy) {
      return here.fetch(file, copy);
    }
  }
}
