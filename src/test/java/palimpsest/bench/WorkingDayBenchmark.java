package palimpsest.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.Parent;
import javafx.scene.control.Button;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.TextInputControl;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.input.KeyCode;
import javafx.stage.Window;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.runtable.RunRow;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;

/**
 * A working day in the window: an archive of 1,000 runs, every page used in turn by keys, charts
 * zoomed by the wheel and set for print, a small run trained in every fifth round. Prints after
 * each round the heap that is left after a collection of garbage, the resident memory, the number
 * of nodes, and how long it took to change pages; and at the end how memory and time went from the
 * first quarter of the rounds to the last. Nothing is asserted, for times belong to machines.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.WorkingDayBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
public final class WorkingDayBenchmark {

  private static final int RUNS = 1000;
  private static final int EPOCHS = 5;
  private static final int WITH_MATRICES = 12;
  private static final int TRAINING_EVERY = 5;
  private static final List<KeyCode> PAGES =
      List.of(
          KeyCode.DIGIT1,
          KeyCode.DIGIT2,
          KeyCode.DIGIT3,
          KeyCode.DIGIT4,
          KeyCode.DIGIT5,
          KeyCode.DIGIT6);

  private final Hands hands = Hands.start();
  private final OpenBench bench;
  private final List<Round> rounds = new ArrayList<>();
  private List<Double> switches = new ArrayList<>();
  private int prints;

  /**
   * What was measured after a round.
   *
   * @param heap bytes of the heap in use after a collection
   * @param resident bytes of the process in memory; 0 where the system does not tell
   * @param nodes of all windows
   * @param median milliseconds to change the page
   * @param slow the same of the slowest in a hundred
   */
  private record Round(long heap, long resident, int nodes, double median, double slow) {}

  private WorkingDayBenchmark(OpenBench bench) {
    this.bench = bench;
  }

  /**
   * Runs it.
   *
   * @param args how many rounds, 100 unless it is said otherwise; and how many runs
   */
  public static void main(String[] args) throws IOException {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 100;
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : RUNS;
    Path folder = Files.createTempDirectory("palimpsest-day");
    MadeUpArchive.of(folder.resolve("archive"), runs, EPOCHS, Math.min(runs, WITH_MATRICES))
        .close();
    FxToolkit.start();
    Path exported = Files.createDirectory(folder.resolve("exported"));
    try (OpenBench bench =
        OpenBench.in(folder)
            .training(Experiment::run)
            .presets(Presets.all())
            .start(small())
            .questions(
                new FileDialogs(
                    name -> Optional.of(exported.resolve(name)),
                    old -> Optional.empty(),
                    () -> Optional.of(exported)))
            .size(1280, 800)
            .open()) {
      WorkingDayBenchmark day = new WorkingDayBenchmark(bench);
      day.open(runs);
      for (int round = 1; round <= count; round++) {
        day.round(round);
      }
      day.sum();
    } finally {
      Platform.exit();
    }
    System.exit(0);
  }

  private static SpecDraft small() {
    return SpecDraft.of(Presets.named("natural-replay").runs().getFirst())
        .with(DataSettings.TRAIN_LIMIT, "120")
        .with(DataSettings.TEST_LIMIT, "60")
        .with(TaskLength.EPOCHS, "1");
  }

  private void open(int runs) {
    key(KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> table().getItems().size() >= runs);
    System.out.printf(
        "%5s %10s %10s %7s %12s %12s%n",
        "round", "heap MB", "RSS MB", "nodes", "median ms", "p99 ms");
  }

  private void round(int number) {
    switches = new ArrayList<>();
    if (number % TRAINING_EVERY == 0) {
      train();
    }
    for (int time = 0; time < 3; time++) {
      for (KeyCode page : PAGES) {
        switches.add(timed(() -> key(page)));
      }
    }
    sortAndFilter(number);
    compare(number);
    openAndExport(number);
    overlays();
    measure(number);
  }

  private void train() {
    int before = bench.archive.runs().size();
    key(KeyCode.DIGIT1);
    key(KeyCode.ENTER);
    FxToolkit.await("the run", () -> bench.archive.runs().size() > before);
    FxToolkit.await("its end", () -> bench.queue.runs().isEmpty());
  }

  private void sortAndFilter(int number) {
    key(KeyCode.DIGIT3);
    String heading =
        List.of("column-seed", "column-average-accuracy", "column-name").get(number % 3);
    hands.clickHeading("#runs-table", heading);
    key(KeyCode.F);
    hands.type("#runs-filter", List.of("ewc", "replay", "dense").get(number % 3));
    FxToolkit.run(() -> hands.node("#runs-filter", TextField.class).clear());
    FxToolkit.frame();
  }

  private void compare(int number) {
    int first = number * 7 % Math.max(1, table().getItems().size() - 20);
    FxToolkit.run(() -> {
      table().requestFocus();
      table().getSelectionModel().clearSelection();
      table().getSelectionModel().selectRange(first, first + 12);
    });
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    FxToolkit.await("what is compared", () -> hands.visible("#compare-table"));
    zoom("#compare-chart-mean-accuracy");
    setForPrint(number);
  }

  /** Zooms a chart by the wheel, in and out, and shows all of it again. */
  private void zoom(String chart) {
    FxToolkit.await("a chart", () -> hands.visible(chart));
    FxToolkit.frame();
    Point2D middle = FxToolkit.get(() -> hands.middle(chart));
    hands.move(middle.getX(), middle.getY());
    for (int notch : new int[] {-1, -1, -1, 1}) {
      FxToolkit.run(() -> hands.robot().mouseWheel(notch));
      FxToolkit.frame();
    }
    key(KeyCode.DIGIT0);
  }

  /** Opens the figure for print, changes something in it, waits for its preview and closes it. */
  private void setForPrint(int number) {
    key(KeyCode.E);
    FxToolkit.await("the figure for print", () -> hands.visible("#figure-preview"));
    FxToolkit.await("its preview", () -> preview() != null);
    Image before = FxToolkit.get(this::preview);
    FxToolkit.run(() ->
        hands
            .node("#figure-title", TextInputControl.class)
            .setText("Round %d, %d".formatted(number, prints++)));
    FxToolkit.await("another preview", () -> !before.equals(preview()));
    FxToolkit.run(() -> hands.node("#figure-cancel", Button.class).fire());
    FxToolkit.await("the window", () -> !hands.visible("#figure-preview"));
  }

  private Image preview() {
    return hands.node("#figure-preview", ImageView.class).getImage();
  }

  private void openAndExport(int number) {
    exportNumbers();
    key(KeyCode.DIGIT3);
    FxToolkit.run(() -> {
      table().requestFocus();
      table().getSelectionModel().clearAndSelect(number * 13 % table().getItems().size());
    });
    key(KeyCode.O);
    FxToolkit.await("the run in Live", () -> hands.visible("#run-title"));
    exportNumbers();
    zoom("#figure-accuracy");
    setForPrint(number);
    key(KeyCode.DIGIT2);
    FxToolkit.frame();
    hands.press(KeyCode.ESCAPE);
  }

  private void exportNumbers() {
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    FxToolkit.frame();
    hands.press(KeyCode.ESCAPE);
  }

  private void overlays() {
    hands.press(KeyCode.F1);
    FxToolkit.await(
        "the help",
        () -> hands.find("#help-list") instanceof ListView<?> list && !list.getItems().isEmpty());
    for (KeyCode key : List.of(KeyCode.K, KeyCode.COMMA, KeyCode.U)) {
      key(key);
      hands.press(KeyCode.ESCAPE);
    }
    hands.press(KeyCode.SHIFT, KeyCode.F1);
    hands.press(KeyCode.ESCAPE);
    key(KeyCode.D);
    key(KeyCode.DIGIT1);
  }

  private void measure(int number) {
    double[] sorted = switches.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    Round now =
        new Round(
            usedHeap(),
            resident(),
            FxToolkit.get(WorkingDayBenchmark::nodes),
            sorted[sorted.length / 2],
            sorted[Math.min(sorted.length - 1, (int) Math.ceil(0.99 * sorted.length) - 1)]);
    rounds.add(now);
    System.out.printf(
        "%5d %10.1f %10.1f %7d %12.1f %12.1f%n",
        number, now.heap() / 1e6, now.resident() / 1e6, now.nodes(), now.median(), now.slow());
  }

  /** Prints how the last quarter of the day differs from the first that is warm. */
  private void sum() {
    int quarter = Math.max(1, rounds.size() / 4);
    List<Round> first = rounds.subList(0, quarter);
    List<Round> last = rounds.subList(rounds.size() - quarter, rounds.size());
    System.out.printf(
        "from the first to the last quarter: heap %+.1f MB, RSS %+.1f MB, nodes %+.0f,"
            + " median %+.1f ms%n",
        (mean(last, Round::heap) - mean(first, Round::heap)) / 1e6,
        (mean(last, Round::resident) - mean(first, Round::resident)) / 1e6,
        mean(last, Round::nodes) - mean(first, Round::nodes),
        mean(last, Round::median) - mean(first, Round::median));
  }

  private static double mean(
      List<Round> rounds, java.util.function.ToDoubleFunction<Round> number) {
    return rounds.stream().mapToDouble(number).average().orElse(Double.NaN);
  }

  /** Presses a key with Ctrl. */
  private void key(KeyCode code) {
    hands.press(KeyCode.CONTROL, code);
  }

  /** Milliseconds until an action has had its effect and a frame was drawn after it. */
  private static double timed(Runnable action) {
    long start = System.nanoTime();
    action.run();
    return (System.nanoTime() - start) / 1e6;
  }

  private static long usedHeap() {
    Runtime runtime = Runtime.getRuntime();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 3; i++) {
      System.gc();
      FxToolkit.frame();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  private static long resident() {
    Path status = Path.of("/proc/self/status");
    try {
      return Files.isReadable(status)
          ? Files.readAllLines(status).stream()
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("[^0-9]", "")))
              .findFirst()
              .orElse(0)
          : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  private static int nodes() {
    return Window.getWindows().stream()
        .filter(window -> window.getScene() != null)
        .mapToInt(window -> count(window.getScene().getRoot()))
        .sum();
  }

  private static int count(Node node) {
    int count = 1;
    if (node instanceof Parent parent) {
      for (Node child : parent.getChildrenUnmodifiable()) {
        count += count(child);
      }
    }
    return count;
  }

  @SuppressWarnings("unchecked") // the window made it so
  private TableView<RunRow> table() {
    return (TableView<RunRow>) hands.node("#runs-table");
  }
}
