package palimpsest.site;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunExecutor;
import palimpsest.file.Folders;
import palimpsest.problem.Problem;
import palimpsest.tensor.Workers;

/**
 * The jobs of this process: each trains the run of a folder on a thread of its own, with no others
 * beside it. Those of all sweeps wait in one queue, in the order in which they were submitted.
 */
final class ParallelJobs {

  private static final Logger LOG = System.getLogger(ParallelJobs.class.getName());

  /** The time in which a run that was asked to end has kept its state. */
  private static final long PATIENCE_NANOS = 10_000_000_000L;

  private static final Map<String, Job> JOBS = new LinkedHashMap<>();
  private static final Queue<Job> WAITING = new ArrayDeque<>();
  private static int number;
  private static int most;
  private static int running;

  private ParallelJobs() {}

  private static final class Job {
    final String token;
    final int element;
    final Path folder;
    final RunExecutor executor;
    final RunControl control = new RunControl();
    JobStatus.State state = JobStatus.State.WAITING;
    String word = "WAITING";
    String reason = "for a processor";
    boolean discarded;

    Job(String token, int element, Path folder, RunExecutor executor) {
      this.token = token;
      this.element = element;
      this.folder = folder;
      this.executor = executor;
    }

    void is(JobStatus.State now, String said) {
      state = now;
      word = said;
      reason = "";
    }
  }

  /**
   * Puts a job at the end of the queue.
   *
   * @param element the run's place in the sweep
   * @param folder the run's folder
   * @return the job's name
   */
  static synchronized String submit(String token, int element, Path folder, RunExecutor executor) {
    number++;
    String name = number + "_" + element;
    Job job = new Job(token, element, folder, executor);
    JOBS.put(name, job);
    WAITING.add(job);
    return name;
  }

  /** Starts what waits, with so many at one time from now on. */
  static synchronized void begin(int atOnce) {
    most = atOnce;
    beginNext();
  }

  private static synchronized void beginNext() {
    while (running < most && !WAITING.isEmpty()) {
      Job job = WAITING.remove();
      if (job.state == JobStatus.State.WAITING) {
        running++;
        job.is(JobStatus.State.RUNNING, "RUNNING");
        Thread.ofPlatform().daemon().name("run-" + job.element).start(() -> train(job));
      }
    }
  }

  private static void train(Job job) {
    String word = "FAILED";
    try {
      word =
          switch (Workers.alone(
              () -> NodeRun.train(job.folder, job.executor, job.control, _ -> {}))) {
            case OVER -> "COMPLETED";
            case PAUSED -> "CANCELLED";
            case FAILED -> "FAILED";
          };
    } catch (Problem problem) {
      LOG.log(Level.WARNING, problem.getMessage());
    } catch (RuntimeException | Error fault) {
      LOG.log(Level.ERROR, "A run failed.", fault);
    } finally {
      ended(job, word);
    }
  }

  private static void ended(Job job, String word) {
    boolean discarded;
    synchronized (ParallelJobs.class) {
      job.is(JobStatus.State.OVER, word);
      discarded = job.discarded;
      running--;
      ParallelJobs.class.notifyAll();
      beginNext();
    }
    if (discarded) {
      delete(job.folder);
    }
  }

  /** Deletes the folder of a run that is over, now or when its job has ended. */
  static void discard(Path folder) {
    synchronized (ParallelJobs.class) {
      for (Job job : JOBS.values()) {
        if (job.folder.equals(folder) && job.state == JobStatus.State.RUNNING) {
          job.discarded = true;
          return;
        }
      }
    }
    delete(folder);
  }

  /** Deletes a run's folder, and with the last one that of the sweep. */
  private static void delete(Path folder) {
    Folders.discard(folder);
    Path sweep = Objects.requireNonNull(folder.getParent());
    try (DirectoryStream<Path> left = Files.newDirectoryStream(sweep, "[0-9]*")) {
      if (!left.iterator().hasNext()) {
        Folders.discard(sweep);
      }
    } catch (IOException e) {
      LOG.log(Level.DEBUG, "The folder of a sweep that is over stays.", e);
    }
  }

  /** The jobs of a sweep, by name. */
  static synchronized Map<String, JobStatus> of(String token) {
    Map<String, JobStatus> found = new LinkedHashMap<>();
    JOBS.forEach((name, job) -> {
      if (job.token.equals(token)) {
        found.put(name, new JobStatus(job.element, job.state, job.word, job.reason));
      }
    });
    return found;
  }

  /** Ends jobs: their runs keep their states. */
  static synchronized void cancel(Collection<String> names) {
    for (String name : names) {
      Job job = JOBS.get(name);
      if (job == null) {
        continue;
      }
      job.control.pause();
      if (job.state == JobStatus.State.WAITING) {
        job.is(JobStatus.State.OVER, "CANCELLED");
        WAITING.remove(job);
      }
    }
  }

  /** Waits a while until jobs are over, and forgets them. */
  @SuppressWarnings("WaitNotInLoop") // the loop is about time, too
  static synchronized void awaitEnd(Collection<String> names) {
    long end = System.nanoTime() + PATIENCE_NANOS;
    try {
      long left = PATIENCE_NANOS;
      while (left > 0 && names.stream().anyMatch(ParallelJobs::isRunning)) {
        ParallelJobs.class.wait(Math.max(1, left / 1_000_000));
        left = end - System.nanoTime();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    names.stream().filter(name -> !isRunning(name)).toList().forEach(JOBS::remove);
  }

  private static boolean isRunning(String name) {
    Job job = JOBS.get(name);
    return job != null && job.state == JobStatus.State.RUNNING;
  }
}
