package palimpsest.site;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;

/**
 * The states of a sweep's jobs, polled without waiting: a cluster that does not answer must not
 * keep what lies in its shared folder from being read.
 */
final class JobPoll {

  private final Cluster cluster;
  private final String token;
  private @Nullable FutureTask<Map<String, JobStatus>> asked;
  private long last;
  private boolean askedBefore;
  private volatile boolean answered;

  /** A poll that has asked nothing yet. */
  JobPoll(Cluster cluster, String token) {
    this.cluster = cluster;
    this.token = token;
  }

  /**
   * The cluster's answer.
   *
   * @param askedAt the time of the question, by {@link System#nanoTime}
   * @param jobs the state of each job by its name
   */
  record Answer(long askedAt, Map<String, JobStatus> jobs) {}

  /** Whether the cluster ever answered. */
  boolean isAnswered() {
    return answered;
  }

  /** Drops the question under way: jobs were submitted or ended meanwhile. */
  synchronized void forget() {
    asked = null;
  }

  /**
   * The states of the jobs, once each time that the cluster has said them; asks if it is time to.
   *
   * @throws palimpsest.problem.Problem if the cluster does not answer
   */
  synchronized Optional<Answer> answer() {
    FutureTask<Map<String, JobStatus>> now = asked;
    if (now == null) {
      if (!askedBefore || System.nanoTime() - last >= cluster.lookSeconds() * 1e9) {
        ask();
      }
      return Optional.empty();
    }
    if (!now.isDone()) {
      return Optional.empty();
    }
    asked = null;
    return Optional.of(new Answer(last, heard(now)));
  }

  private void ask() {
    askedBefore = true;
    last = System.nanoTime();
    FutureTask<Map<String, JobStatus>> question = new FutureTask<>(() -> cluster.jobs(token));
    asked = question;
    Thread.ofPlatform().daemon().name("jobs").start(question);
  }

  private Map<String, JobStatus> heard(FutureTask<Map<String, JobStatus>> now) {
    if (now.state() == Future.State.SUCCESS) {
      answered = true;
      return now.resultNow();
    }
    switch (now.exceptionNow()) {
      case RuntimeException problem -> throw problem;
      case Error fault -> throw fault;
      case Throwable other -> throw new IllegalStateException(other);
    }
  }
}
