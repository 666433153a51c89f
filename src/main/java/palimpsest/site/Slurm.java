package palimpsest.site;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import palimpsest.machine.Restart;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;

/** A Slurm cluster, by its own commands: sbatch, squeue, scontrol and scancel. */
final class Slurm implements Cluster {

  /** Slurm's name of a job: the array's number and the element's. */
  private static final Pattern JOB = Pattern.compile("(\\d{1,12})_(\\d{1,9})");

  /** The output of sbatch: the number of the array, and perhaps the cluster. */
  private static final Pattern NUMBER = Pattern.compile("(?m)^(\\d{1,12})(;.*)?$");

  private static final Pattern ARRAY_LIMIT =
      Pattern.compile("(?m)^MaxArraySize\\s*=\\s*(\\d{1,9})");

  /** Slurm's own initial limit, where it does not say. */
  private static final int ARRAY_SIZE = 1001;

  /** States of a job that will run, or run again. */
  private static final Set<String> WAITING =
      Set.of("PENDING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT", "RESV_DEL_HOLD");

  private static final Set<String> RUNNING =
      Set.of(
          "RUNNING",
          "COMPLETING",
          "CONFIGURING",
          "RESIZING",
          "SIGNALING",
          "STAGE_OUT",
          "STOPPED",
          "SUSPENDED");

  private final Host host;
  private final SettingValues values;
  private final double lookSeconds;

  /**
   * A cluster.
   *
   * @param host the machine that has its commands
   * @param values the values of the settings of {@link SlurmSite}
   * @param lookSeconds the time between two questions about the jobs
   */
  Slurm(Host host, SettingValues values, double lookSeconds) {
    this.host = host;
    this.values = values;
    this.lookSeconds = lookSeconds;
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

  @Override
  public double lookSeconds() {
    return lookSeconds;
  }

  @Override
  public List<String> program() {
    String command = values.get(SlurmSite.PROGRAM);
    return command.isEmpty()
        ? Restart.command("palimpsest.Main", List.of())
        : List.of(command.split("\\s+", -1));
  }

  @Override
  public String script() {
    return SlurmScript.of(program(), values);
  }

  private static String name(String token) {
    return "palimpsest-" + token;
  }

  @Override
  public Map<Integer, String> submit(String token, String folder, Collection<Integer> elements) {
    int most = arraySize() - 1;
    // The indices of an array are limited: beyond the limit another array begins, whose base the
    // script adds to the index.
    Map<Integer, List<Integer>> arrays = new LinkedHashMap<>();
    new TreeSet<>(elements)
        .forEach(element ->
            arrays
                .computeIfAbsent((element - 1) / most * most, base -> new ArrayList<>())
                .add(element));
    Map<Integer, String> jobs = new LinkedHashMap<>();
    arrays.forEach((base, members) -> {
      String array = submit(token, folder, base, members);
      members.forEach(element -> jobs.put(element, "%s_%d".formatted(array, element - base)));
    });
    return jobs;
  }

  /** Submits an array; gives its number. */
  private String submit(String token, String folder, int base, List<Integer> elements) {
    Host.Output answer =
        host.run(
            List.of(
                "sbatch",
                "--parsable",
                "--job-name=" + name(token),
                "--array=" + ranges(elements.stream().map(one -> one - base).toList()) + limit(),
                "--output=%s/job-%%A_%%a.txt".formatted(folder),
                "--comment=" + base,
                folder + "/" + SCRIPT,
                folder,
                Integer.toString(base)),
            "");
    Matcher number = NUMBER.matcher(answer.out());
    if (!answer.isGood() || !number.find()) {
      throw new Problem("Slurm did not take the jobs: " + answer.error());
    }
    return number.group(1);
  }

  private String limit() {
    int most = values.get(SlurmSite.AT_ONCE);
    return most == 0 ? "" : "%" + most;
  }

  /** Numbers as Slurm writes them, such as {@code 1-3,7}. */
  static String ranges(List<Integer> numbers) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.size(); ) {
      int first = numbers.get(i);
      int last = first;
      for (i++; i < numbers.size() && numbers.get(i) == last + 1; i++) {
        last++;
      }
      text.append(text.isEmpty() ? "" : ",")
          .append(first == last ? Integer.toString(first) : first + "-" + last);
    }
    return text.toString();
  }

  private int arraySize() {
    Host.Output answer = host.run(List.of("scontrol", "show", "config"), "");
    if (!answer.isGood()) {
      throw silent(answer);
    }
    Matcher limit = ARRAY_LIMIT.matcher(answer.out());
    return Math.max(2, limit.find() ? Integer.parseInt(limit.group(1)) : ARRAY_SIZE);
  }

  @Override
  public Map<String, JobStatus> jobs(String token) {
    Host.Output answer =
        host.run(
            List.of(
                "squeue",
                "--noheader",
                "--array",
                "--states=all",
                "--name=" + name(token),
                "--format=%F_%K|%T|%r|%k"),
            "");
    if (!answer.isGood()) {
      throw silent(answer);
    }
    Map<String, JobStatus> jobs = new LinkedHashMap<>();
    for (String line : answer.out().lines().toList()) {
      String[] words = line.strip().split("\\|", -1);
      Matcher job = JOB.matcher(words[0]);
      if (words.length >= 4 && job.matches()) {
        // Someone may have changed the comment; the place is needed only after a crash.
        int base = words[3].matches("\\d{1,9}") ? Integer.parseInt(words[3]) : -1;
        int element = base < 0 ? 0 : Integer.parseInt(job.group(2)) + base;
        JobStatus.State state =
            WAITING.contains(words[1])
                ? JobStatus.State.WAITING
                : RUNNING.contains(words[1]) ? JobStatus.State.RUNNING : JobStatus.State.OVER;
        jobs.put(words[0], new JobStatus(element, state, words[1], words[2]));
      }
    }
    return jobs;
  }

  private Problem silent(Host.Output answer) {
    return new Problem(
        host.name().isEmpty()
            ? "Slurm does not answer here: %s If the cluster's login node is another machine, give its name (Login node, --site-host)."
                .formatted(sentence(answer.error()))
            : "Slurm does not answer on %s: %s".formatted(host.name(), answer.error()));
  }

  private static String sentence(String words) {
    return words.endsWith(".") ? words : words + ".";
  }

  @Override
  public void cancel(Collection<String> jobs) {
    List<String> command = new ArrayList<>(List.of("scancel"));
    command.addAll(jobs);
    Host.Output answer = host.run(command, "");
    if (!answer.isGood()) {
      throw new Problem("Slurm did not cancel the jobs: " + answer.error());
    }
  }

  @Override
  public void close() {
    host.close();
  }
}
