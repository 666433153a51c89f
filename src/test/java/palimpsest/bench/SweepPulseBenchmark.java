package palimpsest.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import javafx.application.Platform;
import javafx.stage.Stage;
import palimpsest.archive.Archive;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.queue.ScriptedTraining;
import palimpsest.queue.TrainingQueue;
import palimpsest.setting.SettingValues;
import palimpsest.site.PreparedSweep;
import palimpsest.site.ScriptedCluster;
import palimpsest.site.SweepQueue;

/**
 * Measures whether the window stays awake while it follows a sweep of many runs, whose nodes count
 * batches instead of training. Prints a distribution; nothing is asserted.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.SweepPulseBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
public final class SweepPulseBenchmark {

  private SweepPulseBenchmark() {}

  /**
   * Runs it.
   *
   * @param args the number of runs; 1,000 unless it is said otherwise
   */
  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    int runs = args.length > 0 ? Integer.parseInt(args[0]) : 1000;
    FxToolkit.start();
    Path folder = Files.createTempDirectory("palimpsest-benchmark");
    DataFolder data = new DataFolder(folder.resolve("data"));
    ScriptedCluster cluster =
        new ScriptedCluster(folder.resolve("shared"), 2, ScriptedTraining.free());
    try (Archive archive = Archive.open(folder.resolve("archive"));
        TrainingQueue queue = new TrainingQueue(archive, Experiment::run, data);
        SweepQueue sweeps = new SweepQueue(archive, (address, values) -> cluster, 1000)) {
      Stage stage = PulseBenchmark.open(archive, queue, sweeps, data);
      List<ExperimentSpec> specs =
          LongStream.rangeClosed(1, runs).mapToObj(SweepPulseBenchmark::spec).toList();
      PreparedSweep prepared =
          sweeps.prepare(specs, folder.resolve("data"), "slurm", SettingValues.INITIAL);
      PulseBenchmark.Pulses pulses = new PulseBenchmark.Pulses();
      pulses.listen(true);
      List<Long> _ = sweeps.submit(prepared, prepared.script());
      sweeps.awaitIdle();
      pulses.listen(false);
      System.out.printf("%,d runs:%n", runs);
      pulses.print();
      FxToolkit.run(stage::hide);
    } finally {
      cluster.shutDown();
    }
    Platform.exit();
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
