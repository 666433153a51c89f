package palimpsest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import palimpsest.bench.setup.DataFolder;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Presets;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;

/**
 * Measures what one who repeats the notebook waits for and needs: from the start of Java until the
 * window is seen, from pressing Run until a batch was trained, and the memory of the process at its
 * highest while the preset Notebook trains, its images and window included. Needs the real images
 * in {@code data}; nothing is asserted, for times belong to machines. Linux only: the memory is
 * what the kernel says.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.NotebookBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
public final class NotebookBenchmark {

  private NotebookBenchmark() {}

  /**
   * Runs it.
   *
   * @param args after how many of the preset's runs to end; after all unless it is said
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    List<ExperimentSpec> runs = Presets.named("notebook").runs();
    Path data = Catalogue.root(null);
    ExperimentSpec any = runs.getFirst();
    if (!Catalogue.unusable(any.neededSets(), data).isEmpty()) {
      System.out.println("The real images are not all in " + data.toAbsolutePath() + ".");
      return;
    }
    int wanted = args.length > 0 ? Math.min(Integer.parseInt(args[0]), runs.size()) : runs.size();
    Path folder = Files.createTempDirectory("palimpsest-notebook");
    Progress progress = new Progress(wanted);
    ArchiveOpener opening =
        new ArchiveOpener(
            folder, progress::train, new DataFolder(data), SpecDraft::initial, Presets::all);
    Stage stage = ColdStart.of(opening);
    Hands hands = Hands.start();
    hands.press(KeyCode.ALT, KeyCode.DIGIT2);
    long pressed = System.nanoTime();
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    long trained = progress.firstBatch.join();
    System.out.printf(
        "%-42s %,9d ms%n",
        "press of Run until a batch was trained", (trained - pressed) / 1_000_000);
    progress.allWanted.join();
    System.out.printf("%d runs trained, %s%n", wanted, highestMemory());
    FxToolkit.run(stage::hide);
    opening.close();
    Platform.exit();
    System.exit(0);
  }

  private static String highestMemory() throws IOException {
    return Files.readAllLines(Path.of("/proc/self/status")).stream()
        .filter(line -> line.startsWith("VmHWM"))
        .map(line -> "resident memory at its highest" + line.substring(line.indexOf(':')))
        .findFirst()
        .orElseThrow();
  }

  /** Trains as the program does, and notes when the first batch and the last run are done. */
  private static final class Progress {

    private final CompletableFuture<Long> firstBatch = new CompletableFuture<>();
    private final CompletableFuture<Void> allWanted = new CompletableFuture<>();
    private final AtomicInteger wanted;

    private Progress(int wanted) {
      this.wanted = new AtomicInteger(wanted);
      if (wanted == 0) {
        allWanted.complete(null);
      }
    }

    private RunResult train(
        ExperimentSpec spec,
        Path data,
        RunControl control,
        Checkpoints checkpoints,
        Consumer<RunEvent> listener) {
      try {
        return Experiment.run(
            spec,
            data,
            control,
            checkpoints,
            event -> {
              if (event instanceof RunEvent.Progress) {
                firstBatch.complete(System.nanoTime());
              }
              listener.accept(event);
            });
      } finally {
        if (wanted.decrementAndGet() == 0) {
          allWanted.complete(null);
        }
      }
    }
  }
}
