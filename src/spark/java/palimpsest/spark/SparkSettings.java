package palimpsest.spark;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;
import palimpsest.site.SlurmSite;

/**
 * The settings of the program's application on Spark. Those that spark-submit was given stay,
 * unless a run's results or the number of its threads hang on them.
 *
 * @param master the address of Spark's master
 * @param cores the cores of an executor, and the threads of the one run that it trains at a time
 * @param memory the memory of an executor's Java; empty for Spark's own
 * @param atOnce the most runs at one time; 0 for no limit
 */
record SparkSettings(String master, int cores, String memory, int atOnce) {

  private static final String CORES = "spark.executor.cores";

  private static final Pattern LOCAL = Pattern.compile("local(\\[(\\d{1,4}|\\*)[^\\]]*\\])?");

  private static final Pattern LOCAL_CLUSTER =
      Pattern.compile("local-cluster\\[\\s*\\d+\\s*,\\s*(\\d{1,4})\\s*,.*");

  /** Java's options of an executor: the program's numbers are English, and it calls PyTorch. */
  private static final String OPTIONS =
      "-Duser.language=en -Duser.country=GB -XX:+UseSerialGC"
          + " --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow";

  /**
   * The settings for an address.
   *
   * @throws Problem naming the setting that cannot be so
   */
  static SparkSettings of(String address, SettingValues values) {
    SparkConf given = new SparkConf();
    String master = address.equals("spark") ? given.get("spark.master", "") : address;
    if (master.isEmpty()) {
      throw new Problem(
          "\"spark\" is the master that spark-submit was given, and it was given none. Give its"
              + " address, such as spark://HOST:7077 or local-cluster[2,1,1024].");
    }
    int cores =
        values.holds(SlurmSite.CPUS) || !given.contains(CORES)
            ? values.get(SlurmSite.CPUS)
            : given.getInt(CORES, 1);
    Matcher local = LOCAL.matcher(master);
    if (local.matches()) {
      // There the driver is the executor, and all its cores are one run's.
      String number = local.group(2) == null ? "1" : local.group(2);
      cores =
          number.equals("*")
              ? Runtime.getRuntime().availableProcessors()
              : Integer.parseInt(number);
    }
    Matcher cluster = LOCAL_CLUSTER.matcher(master);
    if (cluster.matches() && cores > Integer.parseInt(cluster.group(1))) {
      throw new Problem(
          "%s is %d, and a worker of %s has %s cores. Give at most that many."
              .formatted(SlurmSite.CPUS.key(), cores, master, cluster.group(1)));
    }
    return new SparkSettings(
        master, cores, values.get(SparkSite.EXECUTOR_MEMORY), values.get(SlurmSite.AT_ONCE));
  }

  /** As Spark takes them, added to what spark-submit was given. */
  SparkConf conf() {
    SparkConf conf = new SparkConf();
    conf.setMaster(master);
    conf.setIfMissing("spark.app.name", "palimpsest");
    // One run at a time trains in a process: the number of PyTorch's threads is the process's.
    conf.set(CORES, Integer.toString(cores));
    conf.set("spark.task.cpus", Integer.toString(cores));
    conf.set("spark.executorEnv.OMP_NUM_THREADS", Integer.toString(cores));
    conf.setIfMissing("spark.executorEnv.OMP_WAIT_POLICY", "passive");
    conf.set(
        "spark.executor.extraJavaOptions",
        (OPTIONS + " " + conf.get("spark.executor.extraJavaOptions", "")).strip());
    if (!memory.isEmpty()) {
      conf.set("spark.executor.memory", memory);
    }
    conf.setIfMissing("spark.executor.memoryOverheadFactor", "1.0");
    if (atOnce > 0) {
      conf.set("spark.cores.max", Integer.toString(Math.multiplyExact(atOnce, cores)));
      conf.set("spark.executor.instances", Integer.toString(atOnce));
    }
    // A run writes into its folder: two of the same would write into it both.
    conf.set("spark.speculation", "false");
    conf.setIfMissing("spark.task.maxFailures", "4");
    // Spark logs stack traces even when nothing is wrong; our own errors say what to do.
    conf.setIfMissing("spark.log.level", "OFF");
    return conf;
  }
}
