package palimpsest.spark;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import org.apache.spark.TaskFailedReason;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.scheduler.SparkListenerTaskEnd;
import org.apache.spark.scheduler.SparkListenerTaskStart;
import org.jspecify.annotations.Nullable;
import palimpsest.site.JobStatus;

/**
 * The Spark jobs of this process's sweeps, a run each. A run has a job of its own, not a task of
 * one large job, so that a run whose executors always die takes no other with it, and can be
 * cancelled alone. Spark starts their tasks in the order of submission.
 */
final class SparkJobs extends SparkListener {

  /** The longest time in which runs keep their states when the process ends. */
  private static final long END_MILLIS = 30_000;

  /** Spark's name of the property by which a job is named. */
  private static final String GROUP = "spark.jobGroup.id";

  private static final int LONGEST_REASON = 200;

  private final JavaSparkContext context;
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private final Map<Integer, Job> byStage = new LinkedHashMap<>();
  private int submitted;

  SparkJobs(JavaSparkContext context) {
    this.context = context;
  }

  /** A job, and how it stands. */
  private static final class Job {
    private final String token;
    private final int element;
    private @Nullable JavaFutureAction<@Nullable Void> future;
    private boolean cancelled;
    private int tasks;
    private String lastFailure = "";

    Job(String token, int element) {
      this.token = token;
      this.element = element;
    }
  }

  /**
   * Submits the run of a folder.
   *
   * @return the job's name
   */
  synchronized String submit(String token, int element, String folder) {
    submitted++;
    String name = "%s-%d-%d".formatted(token, element, submitted);
    Job job = new Job(token, element);
    jobs.put(name, job);
    // A task that is cancelled is told so, not interrupted: an interrupt would close the files into
    // which it writes its state.
    context.setJobGroup(name, "run %d of sweep %s".formatted(element, token), false);
    try {
      job.future = context.parallelize(List.of(folder), 1).foreachPartitionAsync(new RunTask());
    } finally {
      context.clearJobGroup();
    }
    return name;
  }

  /** The statuses of the jobs of a sweep, by name. */
  synchronized Map<String, JobStatus> of(String token) {
    Map<String, JobStatus> statuses = new LinkedHashMap<>();
    jobs.forEach((name, job) -> {
      if (job.token.equals(token)) {
        statuses.put(name, status(job));
      }
    });
    return statuses;
  }

  private static JobStatus status(Job job) {
    JavaFutureAction<@Nullable Void> future = job.future;
    if (future == null || !future.isDone()) {
      return job.tasks > 0
          ? new JobStatus(job.element, JobStatus.State.RUNNING, "RUNNING", "")
          : new JobStatus(
              job.element,
              JobStatus.State.WAITING,
              "WAITING",
              job.lastFailure.isEmpty() ? "for an executor" : job.lastFailure);
    }
    if (job.tasks > 0) {
      // Its task still keeps the state of its run.
      return new JobStatus(job.element, JobStatus.State.RUNNING, "ENDING", "");
    }
    String word = "FINISHED";
    String reason = "";
    try {
      future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (CancellationException e) {
      word = "CANCELLED";
    } catch (ExecutionException e) {
      word = job.cancelled ? "CANCELLED" : "FAILED";
      reason = job.cancelled ? "" : line(e);
    }
    return new JobStatus(job.element, JobStatus.State.OVER, word, reason);
  }

  /** Cancels jobs; their tasks keep the states of their runs. */
  synchronized void cancel(Collection<String> names) {
    for (String name : names) {
      Job job = jobs.get(name);
      if (job != null && job.future != null && !job.future.isDone()) {
        job.cancelled = true;
        job.future.cancel(true);
      }
    }
  }

  /** Cancels all jobs, and waits a while until their tasks have ended. */
  synchronized void end() {
    cancel(new ArrayList<>(jobs.keySet()));
    long until = System.currentTimeMillis() + END_MILLIS;
    try {
      for (long left = END_MILLIS;
          left > 0 && jobs.values().stream().anyMatch(job -> job.tasks > 0);
          left = until - System.currentTimeMillis()) {
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public synchronized void onJobStart(SparkListenerJobStart start) {
    Job job = jobs.get(start.properties().getProperty(GROUP, ""));
    if (job != null) {
      scala.jdk.javaapi.CollectionConverters.asJava(start.stageInfos())
          .forEach(stage -> byStage.put(stage.stageId(), job));
    }
  }

  @Override
  public synchronized void onTaskStart(SparkListenerTaskStart start) {
    Job job = byStage.get(start.stageId());
    if (job != null) {
      job.tasks++;
    }
  }

  @Override
  public synchronized void onTaskEnd(SparkListenerTaskEnd end) {
    Job job = byStage.get(end.stageId());
    if (job != null) {
      job.tasks = Math.max(0, job.tasks - 1);
      job.lastFailure =
          end.reason() instanceof TaskFailedReason failed ? line(failed.toErrorString()) : "";
      notifyAll();
    }
  }

  /** The innermost cause in one line. */
  static String line(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String message = cause.getMessage();
    return line(message == null ? cause.toString() : message);
  }

  /** The beginning of a text in one line, without the stop at its end. */
  private static String line(String text) {
    String first = text.strip().lines().findFirst().orElse("").strip();
    String shown =
        first.length() > LONGEST_REASON ? first.substring(0, LONGEST_REASON) + "…" : first;
    return shown.endsWith(".") ? shown.substring(0, shown.length() - 1) : shown;
  }
}
