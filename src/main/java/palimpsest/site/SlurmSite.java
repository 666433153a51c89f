package palimpsest.site;

import java.util.List;
import java.util.regex.Pattern;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** A cluster with Slurm, on whose login node the program runs, or which ssh reaches. */
public final class SlurmSite implements ExecutionSite {

  /** The machine that has Slurm's commands. */
  public static final Setting<String> HOST =
      Setting.of(
          "site-host",
          "Login node",
          "The machine that has the cluster's commands and its shared folder, as ssh is given it;"
              + " empty if it is this one. A key must let you in without a question.",
          text("a name or user@name as ssh takes it, or nothing", "[A-Za-z0-9][A-Za-z0-9@._-]*|"),
          "");

  /** The shared folder of sweeps. */
  public static final Setting<String> FOLDER =
      Setting.of(
          "site-folder",
          "Shared folder",
          "The folder that all nodes see, in which each sweep makes a folder of its own. A relative"
              + " one lies in your home folder there.",
          text("a path without ~, quotation marks or line breaks", "[^~'\"\\p{Cntrl}]+"),
          "palimpsest-sweeps");

  /** The command of the program on the nodes. */
  public static final Setting<String> PROGRAM =
      Setting.of(
          "site-program",
          "Program there",
          "The command that starts this version of the program on a node; empty for the command"
              + " that started it here.",
          text(
              "a command without ~, quotation marks or line breaks, whose words have no spaces",
              "[^~'\"\\p{Cntrl}]*"),
          "");

  /** The folder of image sets on the nodes. */
  public static final Setting<String> DATA =
      Setting.of(
          "site-data",
          "Image sets there",
          "The folder of image sets on the nodes; empty if it has the same path as here.",
          text("a path without ~, quotation marks or line breaks", "[^~'\"\\p{Cntrl}]*"),
          "");

  /** Slurm's partition. */
  public static final Setting<String> PARTITION =
      Setting.of(
          "partition",
          "Partition",
          "The partition, as sinfo lists them; empty for the cluster's own choice.",
          text("letters, digits, and _ - . ,", "[A-Za-z0-9_.,-]*"),
          "");

  /** The time limit of a job. */
  public static final Setting<String> TIME_LIMIT =
      Setting.of(
          "time-limit",
          "Time limit",
          "The longest time of a job, as Slurm takes it; a run that needs longer keeps its state"
              + " before and continues in another job. Empty for the partition's own.",
          text(
              "minutes, hours:minutes:seconds or days-hours:minutes:seconds, such as 1:30:00",
              "|\\d{1,7}|\\d{1,7}:\\d{2}|\\d{1,5}:\\d{2}:\\d{2}|\\d{1,4}-\\d{1,2}(:\\d{2}(:\\d{2})?)?"),
          "");

  /** Memory of a job. */
  public static final Setting<String> MEMORY =
      Setting.of(
          "memory-per-run",
          "Memory per run",
          "The memory of a job, as Slurm takes it, such as 4G; empty for the cluster's own.",
          text("a whole number and K, M, G or T, such as 4G", "|[1-9]\\d{0,8}[KMGT]?"),
          "");

  /** Processors of a job. */
  public static final Setting<Integer> CPUS =
      Setting.of(
          "cpus-per-task",
          "Processors per run",
          "The processors of a job. The run computes with so many threads.",
          new Kind.Whole(1, 1024),
          1);

  /** GPUs of a job. */
  public static final Setting<Integer> GPUS =
      Setting.of(
          "gpus-per-task",
          "GPUs per run",
          "The GPUs of a job. Choose the device cuda for the runs with it.",
          new Kind.Whole(0, 64),
          0);

  /** Jobs at one time. */
  public static final Setting<Integer> AT_ONCE =
      Setting.of(
              "at-once",
              "Runs at one time",
              "The most jobs of a sweep that run at one time; 0 for no limit.",
              new Kind.Whole(0, 100_000),
              0)
          .zero("no limit");

  /** Further options of sbatch. */
  public static final Setting<String> OPTIONS =
      Setting.of(
          "sbatch-options",
          "Further options",
          "Further options of sbatch, such as --account=lab --qos=long.",
          text(
              "options of sbatch on one line, without quotation marks", "[^'\"`$;|&<>\\p{Cntrl}]*"),
          "");

  /** Slurm's controller is asked no more often than people ask it. */
  private static final double LOOK_SECONDS = 5;

  private static Kind.Text text(String range, String pattern) {
    Pattern allowed = Pattern.compile(pattern);
    return new Kind.Text(
        range, text -> allowed.matcher(text.strip()).matches() ? text.strip() : null);
  }

  @Override
  public String key() {
    return "slurm";
  }

  @Override
  public String label() {
    return "Slurm";
  }

  @Override
  public String help() {
    return "A cluster whose queue is Slurm's: each run is an element of a job array, and continues"
        + " while this program is closed.";
  }

  @Override
  public String source() {
    return "https://slurm.schedmd.com/job_array.html";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        HOST, FOLDER, PROGRAM, DATA, PARTITION, TIME_LIMIT, MEMORY, CPUS, GPUS, AT_ONCE, OPTIONS);
  }

  @Override
  public boolean answersTo(String address) {
    return address.equals(key());
  }

  @Override
  public String title(String address, SettingValues values) {
    String host = values.get(HOST);
    return host.isEmpty() ? label() : label() + ", " + host;
  }

  @Override
  public Cluster open(String address, SettingValues values) {
    String host = values.get(HOST);
    return new Slurm(host.isEmpty() ? Host.here() : new SshHost(host), values, LOOK_SECONDS);
  }
}
