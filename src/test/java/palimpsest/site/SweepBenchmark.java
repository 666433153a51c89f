package palimpsest.site;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import palimpsest.archive.Archive;
import palimpsest.archive.RunState;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.machine.ResidentMemory;
import palimpsest.queue.ScriptedTraining;
import palimpsest.setting.SettingValues;

/**
 * Measures what a sweep costs the one process that submits it and takes it in, without training:
 * the nodes count batches instead.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.site.SweepBenchmark}
 */
public final class SweepBenchmark {

  private SweepBenchmark() {}

  /**
   * Measures.
   *
   * @param args numbers of runs
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    List<Integer> sizes = args.length == 0 ? List.of(125, 250, 500, 1000) : ints(args);
    System.out.printf(
        "%8s %12s %14s %14s %12s %12s%n",
        "runs", "submit, s", "all over, s", "again, s", "heap, MiB", "process, MiB");
    for (int runs : sizes) {
      measure(runs);
    }
    System.exit(0);
  }

  private static List<Integer> ints(String[] args) {
    return List.of(args).stream().map(Integer::valueOf).toList();
  }

  private static void measure(int runs) throws Exception {
    Path folder = Files.createTempDirectory("palimpsest-sweep-benchmark");
    ScriptedTraining training = ScriptedTraining.free();
    ScriptedCluster cluster = new ScriptedCluster(folder.resolve("shared"), 2, training);
    try (Archive archive = Archive.open(folder.resolve("archive"))) {
      List<ExperimentSpec> specs = new ArrayList<>();
      IntStream.rangeClosed(1, runs).forEach(seed -> specs.add(spec(seed)));
      long start = System.nanoTime();
      SweepQueue queue = new SweepQueue(archive, (address, values) -> cluster, 200);
      PreparedSweep prepared =
          queue.prepare(specs, folder.resolve("data"), "slurm", SettingValues.INITIAL);
      List<Long> ids = queue.submit(prepared, prepared.script());
      double submitted = (System.nanoTime() - start) / 1e9;
      queue.awaitIdle();
      double over = (System.nanoTime() - start) / 1e9;
      queue.close();
      long finished =
          archive.runs().stream().filter(run -> run.state() == RunState.FINISHED).count();
      if (finished != ids.size()) {
        throw new IllegalStateException("%d of %d finished".formatted(finished, ids.size()));
      }
      cluster.shutDown();
      // What a window that is opened later has to take in: all of it at once.
      double again = takeIn(folder, specs);
      System.gc();
      Runtime memory = Runtime.getRuntime();
      System.out.printf(
          "%,8d %12.2f %14.2f %14.2f %12d %12d%n",
          runs,
          submitted,
          over,
          again,
          (memory.totalMemory() - memory.freeMemory()) >> 20,
          ResidentMemory.bytes().orElse(0) >> 20);
    }
  }

  /** Seconds for a sweep whose nodes have all ended while no process followed it. */
  private static double takeIn(Path folder, List<ExperimentSpec> specs) throws Exception {
    ScriptedTraining training = ScriptedTraining.free();
    ScriptedCluster cluster = new ScriptedCluster(folder.resolve("shared-2"), 2, training);
    try (Archive archive = Archive.open(folder.resolve("archive-2"))) {
      SweepQueue first = new SweepQueue(archive, (address, values) -> cluster, 3_600_000);
      PreparedSweep prepared =
          first.prepare(specs, folder.resolve("data"), "slurm", SettingValues.INITIAL);
      first.submit(prepared, prepared.script());
      first.close();
      cluster.awaitOver(specs.size());
      long start = System.nanoTime();
      try (SweepQueue second = new SweepQueue(archive, (address, values) -> cluster, 50)) {
        second.adopt();
        second.awaitIdle();
      }
      return (System.nanoTime() - start) / 1e9;
    } finally {
      cluster.shutDown();
    }
  }

  private static ExperimentSpec spec(long seed) {
    return SpecDraft.initial()
        .with(DataSettings.IMAGES, "fellowship")
        .with(TaskLength.EPOCHS, "5")
        .with(CommonSettings.OBSERVE_FISHER, "false")
        .with(CommonSettings.SEED, Long.toString(seed))
        .toSpec();
  }
}
