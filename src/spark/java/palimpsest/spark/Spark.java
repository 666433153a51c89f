package palimpsest.spark;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import palimpsest.setting.SettingValues;
import palimpsest.site.Cluster;
import palimpsest.site.Host;
import palimpsest.site.JobStatus;
import palimpsest.site.NodeRun;
import palimpsest.site.SlurmSite;

/**
 * A Spark cluster of which this process is the driver. Each run is a Spark job of one task, which
 * trains in an executor and writes into the run's folder; Spark starts a task again whose executor
 * was lost. The jobs end with this process; the runs' checkpoints stay.
 */
final class Spark implements Cluster {

  private final Host host = Host.here();
  private final SettingValues values;
  private final SparkSettings settings;
  private @Nullable SparkConnection connection;

  /**
   * A cluster that is not connected before it is needed.
   *
   * @throws palimpsest.problem.Problem naming the setting that cannot be so
   */
  Spark(String address, SettingValues values) {
    this.values = values;
    settings = SparkSettings.of(address, values);
  }

  @Override
  public Host host() {
    return host;
  }

  @Override
  public String folder() {
    return values.get(SlurmSite.FOLDER);
  }

  @Override
  public String data() {
    return values.get(SlurmSite.DATA);
  }

  /** No other program is asked. */
  @Override
  public double lookSeconds() {
    return 1;
  }

  @Override
  public String script() {
    return "";
  }

  /** Executors have the jar that this process was started from. */
  @Override
  public List<String> program() {
    return List.of("palimpsest-spark.jar");
  }

  @Override
  public boolean outlivesThisProcess() {
    return false;
  }

  @Override
  public Host.Output check(String folder) {
    CheckTask.Answer answer = connected().check(folder);
    return answer.isGood()
        ? new Host.Output(0, answer.text(), "")
        : new Host.Output(1, "", answer.text());
  }

  @Override
  public Map<Integer, String> submit(String token, String folder, Collection<Integer> elements) {
    SparkJobs jobs = connected().jobs();
    Map<Integer, String> names = new LinkedHashMap<>();
    for (int element : new TreeSet<>(elements)) {
      names.put(element, jobs.submit(token, element, folder + "/" + NodeRun.folder(element)));
    }
    return names;
  }

  @Override
  public synchronized Map<String, JobStatus> jobs(String token) {
    SparkConnection open = connection;
    return open == null ? Map.of() : open.jobs().of(token);
  }

  @Override
  public void cancel(Collection<String> jobs) {
    connected().jobs().cancel(jobs);
  }

  private synchronized SparkConnection connected() {
    SparkConnection open = connection;
    if (open == null) {
      open = SparkConnection.open(settings);
      connection = open;
    }
    return open;
  }

  @Override
  public synchronized void close() {
    SparkConnection open = connection;
    connection = null;
    if (open != null) {
      open.close();
    }
  }
}
