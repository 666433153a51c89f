package palimpsest.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.bench.device.DeviceAccess;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.Presets;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.machine.Restart;
import palimpsest.queue.QueueListener;
import palimpsest.queue.TrainingQueue;
import palimpsest.site.SweepQueue;

/**
 * Measures whether the window stays awake while training uses every core, and how fast a run trains
 * alone, with an archive and the queue as in a terminal, and under an open window. Prints ratios
 * and distributions; nothing is asserted, for times belong to machines.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.PulseBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
public final class PulseBenchmark {

  private static final int WARM_UP = 5;
  private static final int ROUNDS = 9;
  private static final Duration SETTLING = Duration.ofSeconds(2);
  private static final Duration OBSERVED = Duration.ofMinutes(1);

  /** What trains when nothing else is said: every core is busy, and a matrix is shown. */
  private static final String NATURAL_REPLAY =
      "strategy=natural-replay; train-limit=600; test-limit=500; epochs=3; batch-size=64";

  private final ExperimentSpec spec;
  private final DataFolder data = new DataFolder(Path.of("data"));

  private PulseBenchmark(ExperimentSpec spec) {
    this.spec = spec;
  }

  /** The company in which a run trains. */
  private enum Company {
    /** By itself: nothing listens, nothing is kept. */
    ALONE,
    /** With an archive and the queue. */
    TERMINAL,
    /** The same under an open window. */
    WINDOW
  }

  /**
   * Runs it.
   *
   * @param args settings as in a grid, such as {@code network=mlp; batch-size=10}; those of a run
   *     of natural replay unless it is said otherwise
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    FxToolkit.start();
    String settings = args.length > 0 ? String.join(" ", args) : NATURAL_REPLAY;
    new PulseBenchmark(Grid.read(settings).over(SpecDraft.initial()).getFirst()).measure();
    Platform.exit();
  }

  private void measure() {
    Company[] companies = Company.values();
    for (int round = 0; round < WARM_UP; round++) { // The compiler and the allocator.
      for (Company company : companies) {
        train(company, null);
      }
    }
    Map<Company, List<Double>> seconds = new EnumMap<>(Company.class);
    for (int round = 0; round < ROUNDS; round++) {
      for (int i = 0; i < companies.length; i++) {
        // What comes later finds warmer caches.
        Company company = companies[(i + round) % companies.length];
        seconds.computeIfAbsent(company, one -> new ArrayList<>()).add(train(company, null));
      }
    }
    List<Double> alone = seconds.getOrDefault(Company.ALONE, List.of());
    seconds.forEach((company, each) -> {
      System.out.printf("seconds of one run, %s: %s%n", company, each);
      // A machine grows faster and slower over minutes, so each run is held against its neighbour.
      List<Double> ratios = new ArrayList<>();
      for (int round = 0; round < ROUNDS; round++) {
        ratios.add(100 * alone.get(round) / each.get(round));
      }
      System.out.printf(
          "speed, %s: %.1f %% of that alone (median of rounds; %.1f to %.1f)%n",
          company, median(ratios), Collections.min(ratios), Collections.max(ratios));
    });
    Pulses pulses = new Pulses();
    while (pulses.total().compareTo(OBSERVED) < 0) {
      train(Company.WINDOW, pulses);
    }
    pulses.print();
  }

  /**
   * Seconds of training of one run, without start-up.
   *
   * @param pulses listen while it trains; they keep JavaFX drawing frames that the window does not
   *     ask for, so nothing listens while speed is measured
   */
  private double train(Company company, @Nullable Pulses pulses) {
    Timing timing = new Timing();
    if (company == Company.ALONE) {
      RunResult _ =
          Experiment.run(
              spec,
              data.get(),
              new RunControl(),
              Checkpoints.NONE,
              event -> timing.onEvent(1, event));
      return timing.seconds.join();
    }
    try (Archive archive = Archive.open(temporary());
        TrainingQueue queue = new TrainingQueue(archive, Experiment::run, data)) {
      queue.listen(timing);
      Stage stage = company == Company.WINDOW ? open(archive, queue, data) : null;
      settle();
      queue.add(List.of(spec));
      timing.begun.join();
      if (pulses != null) {
        pulses.listen(true);
      }
      double seconds = timing.seconds.join();
      if (pulses != null) {
        pulses.listen(false);
      }
      if (stage != null) {
        FxToolkit.run(stage::hide);
      }
      return seconds;
    }
  }

  /** Lets a window finish opening, so that what is measured is training beside an open one. */
  private static void settle() {
    try {
      Thread.sleep(SETTLING);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Stage open(Archive archive, TrainingQueue queue, DataFolder data) {
    return open(archive, queue, new SweepQueue(archive), data);
  }

  /** A window on the screen. */
  static Stage open(Archive archive, TrainingQueue queue, SweepQueue sweeps, DataFolder data) {
    return FxToolkit.get(() -> {
      Stage stage = new Stage();
      new BenchWindow(
              stage,
              new BenchServices(
                  archive,
                  queue,
                  sweeps,
                  data,
                  SpecDraft.initial(),
                  Presets.all(),
                  OpenBench.settings(),
                  DeviceAccess.real(new Restart())),
              FileDialogs.inDialogs(stage, new Settings()))
          .show();
      return stage;
    });
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("palimpsest-benchmark");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(d -> d).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  /** From the first batch to the end. */
  private static final class Timing implements QueueListener {
    private final CompletableFuture<Long> begun = new CompletableFuture<>();
    private final CompletableFuture<Double> seconds = new CompletableFuture<>();

    @Override
    public void onEvent(long run, RunEvent event) {
      switch (event) {
        case RunEvent.Progress progress -> begun.complete(System.nanoTime());
        case RunEvent.Ended ended -> seconds.complete((System.nanoTime() - begun.join()) / 1e9);
        case RunEvent.Failed(String reason) -> {
          begun.completeExceptionally(new IllegalStateException(reason));
          seconds.completeExceptionally(new IllegalStateException(reason));
        }
        default -> {}
      }
    }

    @Override
    public void onError(long run, String sentence) {
      System.out.println(sentence);
    }

    @Override
    public void queueChanged() {}
  }

  /** The times between JavaFX's pulses. */
  static final class Pulses extends AnimationTimer {
    private final List<Double> milliseconds = new ArrayList<>();
    private long last;

    void listen(boolean on) {
      FxToolkit.run(() -> {
        last = 0;
        if (on) {
          start();
        } else {
          stop();
        }
      });
    }

    @Override
    public void handle(long now) {
      long time = System.nanoTime();
      if (last != 0) {
        milliseconds.add((time - last) / 1e6);
      }
      last = time;
    }

    /** For how long it has listened. */
    Duration total() {
      double sum = milliseconds.stream().mapToDouble(d -> d).sum();
      return Duration.ofMillis(Math.round(sum));
    }

    void print() {
      double[] sorted = milliseconds.stream().mapToDouble(d -> d).sorted().toArray();
      System.out.printf("between pulses, ms, over %d s: ", total().toSeconds());
      for (double share : new double[] {0.5, 0.9, 0.95, 0.99, 0.999, 1}) {
        System.out.printf(
            " %s %.1f",
            share == 1 ? "max" : "p" + share * 100,
            sorted[(int) Math.min(sorted.length - 1, Math.floor(share * sorted.length))]);
      }
      System.out.println();
    }
  }
}
