package palimpsest.spark;

import java.util.List;
import java.util.regex.Pattern;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.site.Cluster;
import palimpsest.site.ExecutionSite;
import palimpsest.site.SlurmSite;

/** A cluster that Spark reaches by the address of its master; this process is the driver. */
public final class SparkSite implements ExecutionSite {

  /** Memory of an executor's Java. */
  public static final Setting<String> EXECUTOR_MEMORY =
      Setting.of(
          "executor-memory",
          "Memory of an executor",
          "The memory of an executor's Java, as Spark takes it, such as 2g; empty for Spark's own"
              + " or spark-submit's. YARN and Kubernetes are asked for as much again for PyTorch,"
              + " which is not in Java's.",
          new Kind.Text(
              "a whole number and k, m, g or t, such as 2g",
              text -> text.strip().matches("|[1-9]\\d{0,8}[kmgtKMGT]") ? text.strip() : null),
          "");

  private static final Pattern ADDRESS =
      Pattern.compile("spark|spark://.+|local-cluster\\[.+\\]|local(\\[.+\\])?|yarn|k8s://.+");

  /** The site; called by the service loader. */
  public SparkSite() {}

  @Override
  public String key() {
    return "spark";
  }

  @Override
  public String label() {
    return "Spark";
  }

  @Override
  public String help() {
    return "A cluster that Spark reaches: each run is a job of one task. Its address is that of"
        + " Spark's master, such as spark://HOST:7077, local-cluster[2,1,1024], yarn or"
        + " k8s://HOST; the word spark means the one that spark-submit was given.";
  }

  @Override
  public String source() {
    return "https://spark.apache.org/docs/latest/submitting-applications.html#master-urls";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        SlurmSite.FOLDER, SlurmSite.DATA, EXECUTOR_MEMORY, SlurmSite.CPUS, SlurmSite.AT_ONCE);
  }

  @Override
  public boolean answersTo(String address) {
    return ADDRESS.matcher(address).matches();
  }

  @Override
  public Cluster open(String address, SettingValues values) {
    return new Spark(address, values);
  }
}
