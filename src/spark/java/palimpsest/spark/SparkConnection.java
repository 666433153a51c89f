package palimpsest.spark;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.spark.api.java.JavaFutureAction;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import palimpsest.problem.Problem;

/**
 * The program's application on Spark. Spark allows a process one, so all sweeps of this process
 * share it; it ends with the last of them.
 */
final class SparkConnection {

  /** The longest wait for the first executor, in seconds. */
  private static final int FIRST_EXECUTOR_SECONDS = 600;

  private static @Nullable SparkConnection open;

  private final SparkSettings settings;
  private final JavaSparkContext context;
  private final SparkJobs jobs;
  private int users;

  private SparkConnection(SparkSettings settings, JavaSparkContext context) {
    this.settings = settings;
    this.context = context;
    jobs = new SparkJobs(context);
    context.sc().addSparkListener(jobs);
  }

  /**
   * Connects to Spark, or uses the connection that there is.
   *
   * @throws Problem if Spark refuses, or the connection that there is has other settings
   */
  static synchronized SparkConnection open(SparkSettings settings) {
    SparkConnection known = open;
    if (known == null) {
      known = new SparkConnection(settings, connect(settings));
      open = known;
    } else if (!known.settings.equals(settings)) {
      throw new Problem(
          "This process is connected to Spark as %s, and can have one connection only. Another process can have %s."
              .formatted(known.settings, settings));
    }
    known.users++;
    return known;
  }

  private static JavaSparkContext connect(SparkSettings settings) {
    var conf = settings.conf();
    if (conf.get("spark.jars", "").isEmpty()) {
      String[] own = JavaSparkContext.jarOfClass(SparkConnection.class);
      if (own.length == 0) {
        throw new Problem(
            "Spark's executors need the program as a jar. Build it with \"mvn -Pspark package\" and"
                + " start it with spark-submit.");
      }
      conf.setJars(own);
    }
    try {
      return new JavaSparkContext(conf);
    } catch (Exception e) {
      // Scala's exceptions are not declared.
      throw cannot("take the program", settings, e);
    }
  }

  private static Problem cannot(String what, SparkSettings settings, Exception e) {
    return new Problem(
        "Spark at %s cannot %s: %s.".formatted(settings.master(), what, SparkJobs.line(e)), e);
  }

  /** The jobs of this process's sweeps. */
  SparkJobs jobs() {
    return jobs;
  }

  /**
   * Asks an executor about the run of a folder.
   *
   * @throws Problem if there is none, or it cannot run the program
   */
  CheckTask.Answer check(String folder) {
    List<CheckTask.Answer> answers = new ArrayList<>();
    JavaFutureAction<List<CheckTask.Answer>> asked =
        context.parallelize(List.of(folder), 1).map(new CheckTask()).collectAsync();
    try {
      answers.addAll(asked.get(FIRST_EXECUTOR_SECONDS, TimeUnit.SECONDS));
    } catch (TimeoutException e) {
      asked.cancel(true);
      throw new Problem(
          "Spark at %s has started no executor in %d minutes. Its own page says what it has; fewer processors per run or less memory may fit."
              .formatted(settings.master(), FIRST_EXECUTOR_SECONDS / 60),
          e);
    } catch (ExecutionException e) {
      if (context.sc().isStopped()) {
        // It gives up on a master that does not answer.
        throw new Problem(
            "Spark at %s does not answer, or has refused the program. Check the address, and whether it is up."
                .formatted(settings.master()),
            e);
      }
      throw cannot("run the program", settings, e);
    } catch (InterruptedException e) {
      asked.cancel(true);
      Thread.currentThread().interrupt();
      throw cannot("be waited for", settings, e);
    }
    return answers.getFirst();
  }

  /** Ends this use of the connection, and the connection with its last. */
  void close() {
    synchronized (SparkConnection.class) {
      users--;
      if (users > 0) {
        return;
      }
      open = null;
    }
    jobs.end();
    context.close();
  }
}
