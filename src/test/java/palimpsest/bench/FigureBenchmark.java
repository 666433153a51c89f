package palimpsest.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.shape.Rectangle;
import javafx.stage.Stage;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.figure.FigureModel;
import palimpsest.chart.ChartTheme;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.Figures;
import palimpsest.chart.LearningCurves;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.Scores;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.TaskScore;
import palimpsest.learning.TaskLength;

/**
 * How long a figure of 50 runs of 120 epochs takes to be redrawn while it is zoomed and moved and
 * its curves are hidden: the change itself, and the pulse that shows it until the renderer has
 * painted it. Not counted is the wait between them for the next pulse, up to a frame, which no
 * drawing can shorten; the picture is not read back.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.FigureBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
final class FigureBenchmark {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private static final int RUNS = 50;
  private static final int EPOCHS = 40;
  private static final int TASKS = 3;
  private static final int WARM_UP = 50;
  private static final int TIMES = 150;
  private static final int WIDTH = 900;
  private static final int HEIGHT = 520;

  private static final Rectangle MARK = new Rectangle(1, 1);

  private FigureBenchmark() {}

  /** Prints the median and the 99th percentile of each. */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    FxToolkit.start();
    System.out.println(
        "From the change to the painted frame, without the wait for the next pulse and without"
            + " reading the picture back. The processor's time is that of all threads of Java, without the compiler.");
    FigureModel model = new FigureModel();
    ChartPane pane = FxToolkit.get(() -> new ChartPane(model, "figure", "Figure", "%.1f %%"));
    Stage stage =
        FxToolkit.get(() -> {
          Stage made = new Stage();
          made.setScene(new Scene(pane, WIDTH, HEIGHT));
          model.show((CurveFigure) Figures.meanAccuracy(Comparison.ofSingles(runs())));
          pane.setTheme(ChartTheme.LIGHT);
          made.show();
          return made;
        });
    FxToolkit.frame();
    String first = model.entries().getFirst().key();
    measure(
        "zoom",
        pane,
        i -> {
          double factor = i % 20 < 10 ? 0.9 : 1 / 0.9;
          model.zoom(factor, factor, 0.3, 0.5);
        });
    FxToolkit.run(() -> {
      model.fit();
      model.zoom(0.3);
    });
    measure("move", pane, i -> model.move(i % 20 < 10 ? 0.02 : -0.02, 0.01));
    FxToolkit.run(model::fit);
    measure("hide", pane, i -> model.toggle(first));
    measure("single out", pane, i -> model.singleOut(first));
    measure("log axis", pane, i -> model.toggleLog());
    FxToolkit.run(stage::hide);
    Platform.exit();
  }

  private static void measure(String what, ChartPane pane, IntConsumer change) {
    double[] milliseconds = new double[TIMES];
    long cpu = 0;
    for (int i = -WARM_UP; i < TIMES; i++) {
      if (i == 0) {
        cpu = processorTime();
      }
      double took = redraw(pane, change, i + WARM_UP);
      if (i >= 0) {
        milliseconds[i] = took;
      }
    }
    double work = (processorTime() - cpu) / 1e6 / TIMES;
    Arrays.sort(milliseconds);
    System.out.printf(
        "%-10s ms: median %.1f  p99 %.1f  max %.1f; processor time each %.1f%n",
        what,
        milliseconds[TIMES / 2],
        milliseconds[(int) Math.ceil(0.99 * TIMES) - 1],
        milliseconds[TIMES - 1],
        work);
  }

  /** On a busy machine the processor's time says more than the clock's. */
  private static long processorTime() {
    return Arrays.stream(THREADS.getAllThreadIds()).map(THREADS::getThreadCpuTime).sum();
  }

  /** Milliseconds of a change and of the pulse that shows it. */
  private static double redraw(ChartPane pane, IntConsumer change, int time) {
    CompletableFuture<Double> took = new CompletableFuture<>();
    Platform.runLater(() -> {
      long start = System.nanoTime();
      change.accept(time);
      long changed = System.nanoTime() - start;
      Scene scene = pane.getScene();
      AtomicReference<Runnable> pulse = new AtomicReference<>();
      pulse.set(() -> {
        scene.removePreLayoutPulseListener(pulse.get());
        long begun = System.nanoTime();
        Platform.runLater(() -> {
          // One pixel, which the renderer makes when it is done with the frame.
          MARK.snapshot(null, null);
          took.complete((changed + System.nanoTime() - begun) / 1e6);
        });
      });
      scene.addPreLayoutPulseListener(pulse.get());
    });
    return took.join();
  }

  private static List<LearningCurves> runs() {
    Random random = new Random(1);
    List<LearningCurves> runs = new ArrayList<>();
    for (int run = 0; run < RUNS; run++) {
      List<EpochScores> epochs = new ArrayList<>();
      for (int at = 0; at < TASKS * EPOCHS; at++) {
        double accuracy = 0.3 + 0.6 * at / (TASKS * EPOCHS) + 0.05 * random.nextGaussian();
        TaskScore score = new TaskScore(1 - accuracy, Math.clamp(accuracy, 0, 1));
        epochs.add(
            new EpochScores(
                at / EPOCHS, at % EPOCHS, 1, 0.5, Double.NaN, List.of(score, score, score), 1));
      }
      runs.add(
          new LearningCurves(
              "Run " + run,
              SpecDraft.initial()
                  .with(TaskLength.EPOCHS, Integer.toString(EPOCHS))
                  .with(CommonSettings.SEED, Integer.toString(run))
                  .toSpec(),
              List.of("Digits", "Letters", "Kana"),
              new Scores(List.of(), epochs)));
    }
    return runs;
  }
}
