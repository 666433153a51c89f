package palimpsest.site;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import palimpsest.setting.SettingValues;

/** The batch script of a sweep's job array. */
final class SlurmScript {

  /** Seconds before the time limit at which a run is asked to keep its state. */
  private static final int NOTICE_SECONDS = 60;

  /** Times that a job is started again when the system killed its program. */
  private static final int MOST_RESTARTS = 3;

  private SlurmScript() {}

  /**
   * The script, which is the user's to change. Its arguments are the sweep's folder and a number
   * that is added to the index in the array.
   *
   * @param program the words of the program's command on a node
   */
  static String of(List<String> program, SettingValues values) {
    List<String> lines = new ArrayList<>();
    lines.add("#!/bin/bash");
    option(lines, "partition", values.get(SlurmSite.PARTITION));
    option(lines, "time", values.get(SlurmSite.TIME_LIMIT));
    option(lines, "mem", values.get(SlurmSite.MEMORY));
    option(lines, "cpus-per-task", values.text(SlurmSite.CPUS));
    if (values.get(SlurmSite.GPUS) > 0) {
      option(lines, "gpus-per-task", values.text(SlurmSite.GPUS));
    }
    for (String more : values.get(SlurmSite.OPTIONS).split("\\s+(?=-)", -1)) {
      if (!more.isBlank()) {
        lines.add("#SBATCH " + more.strip());
      }
    }
    lines.add("#SBATCH --requeue");
    lines.add("#SBATCH --open-mode=append");
    lines.add("#SBATCH --signal=B:USR1@" + NOTICE_SECONDS);
    lines.add("");
    lines.add("# Each element of the array trains the run of one folder.");
    lines.add("run=\"$1/$(printf '%06d' \"$((SLURM_ARRAY_TASK_ID + $2))\")\"");
    lines.add("element=\"${SLURM_ARRAY_JOB_ID}_${SLURM_ARRAY_TASK_ID}\"");
    lines.add("");
    lines.add("# As many threads as the job was given processors.");
    lines.add("export OMP_NUM_THREADS=\"${SLURM_CPUS_PER_TASK:-1}\"");
    lines.add("");
    lines.add("# Shortly before the time limit the run keeps its state, and the job waits again;");
    lines.add("# when the job is cancelled, the run keeps its state.");
    lines.add("again=no");
    lines.add("trap 'again=yes; kill -TERM \"$program\" 2> /dev/null' USR1");
    lines.add("trap 'kill -TERM \"$program\" 2> /dev/null' TERM");
    lines.add(
        program.stream().map(SshHost::quoted).collect(Collectors.joining(" "))
            + " run --folder \"$run\" &");
    lines.add("program=$!");
    lines.add("wait \"$program\"; code=$?");
    lines.add("while kill -0 \"$program\" 2> /dev/null; do wait \"$program\"; code=$?; done");
    lines.add("");
    lines.add("# A program that the system killed is started again, a few times.");
    lines.add(
        "if [ \"$code\" = 137 ] && [ \"${SLURM_RESTART_COUNT:-0}\" -lt %d ]; then again=yes; fi"
            .formatted(MOST_RESTARTS));
    lines.add(
        "if [ \"$again\" = yes ] && [ \"$code\" != 0 ]; then scontrol requeue \"$element\"; fi");
    lines.add("exit \"$code\"");
    return String.join("\n", lines) + "\n";
  }

  private static void option(List<String> lines, String name, String value) {
    if (!value.isEmpty()) {
      lines.add("#SBATCH --%s=%s".formatted(name, value));
    }
  }
}
