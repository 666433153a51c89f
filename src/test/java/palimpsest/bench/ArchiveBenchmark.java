package palimpsest.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableColumn;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.stage.Stage;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;

/**
 * Measures the window on an archive of 1,000 runs of 15 epochs: from the start of Java until the
 * window is usable, and until the table of runs is filled and drawn; sorting and filtering it;
 * comparing 50 runs; and the archive's queries alone. Prints a table of milliseconds; nothing is
 * asserted, for times belong to machines.
 *
 * <p>{@code mvn -q test-compile exec:exec -Dexec.classpathScope=test
 * -Dmain.class=palimpsest.bench.ArchiveBenchmark -Djava.options="-Dglass.platform=Headless
 * -Dprism.order=sw"}
 */
public final class ArchiveBenchmark {

  private static final int RUNS = 1000;
  private static final int EPOCHS = 5;
  private static final int COMPARED = 50;
  private static final int STARTS = 3;
  private static final int ROUNDS = 7;
  private static final Duration SETTLING = Duration.ofSeconds(3);

  private static final OperatingSystemMXBean LOAD = ManagementFactory.getOperatingSystemMXBean();

  private static final List<String> FILTERS =
      List.of("replay", "dense", "baseline", "night shift", "k-fac", "");

  private ArchiveBenchmark() {}

  /**
   * Runs it: without arguments it makes the archive and starts a Java of its own for every
   * measurement of a start.
   *
   * @param args nothing, or the archive's folder
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    if (args.length > 0) {
      try {
        if (args.length > 1) {
          start(Path.of(args[0]));
        } else {
          measure(Path.of(args[0]));
        }
      } finally {
        // After a failure JavaFX's thread would keep the process for ever.
        Platform.exit();
      }
      System.exit(0);
    }
    Path folder = Files.createTempDirectory("palimpsest-archive");
    long start = System.nanoTime();
    MadeUpArchive.of(folder.resolve("archive"), RUNS, EPOCHS).close();
    System.out.printf("made %,d runs in %.1f s%n", RUNS, (System.nanoTime() - start) / 1e9);
    for (int i = 0; i < STARTS; i++) {
      System.out.printf("%nstart %d%n", i + 1);
      again(folder.toString(), "start");
    }
    System.out.println();
    again(folder.toString());
  }

  private static void again(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
    command.addAll(
        List.of("-cp", System.getProperty("java.class.path"), ArchiveBenchmark.class.getName()));
    command.addAll(List.of(arguments));
    new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** Starts as the program does: the archive is opened while the window is being made. */
  private static void start(Path folder) {
    ArchiveOpener opening =
        new ArchiveOpener(
            folder.resolve("archive"),
            (spec, catalogue, events, checkpoints, control) -> {
              throw new IllegalStateException("nothing is trained here");
            },
            new DataFolder(folder),
            SpecDraft::initial,
            Presets::all);
    Stage stage = ColdStart.of(opening);
    FxToolkit.run(stage::hide);
    opening.close();
  }

  private static void measure(Path folder) {
    System.out.printf("load of the machine %.1f%n", LOAD.getSystemLoadAverage());
    FxToolkit.start();
    try (OpenBench bench =
        OpenBench.in(folder)
            .training((spec, catalogue, events, checkpoints, control) -> {
              throw new IllegalStateException("nothing is trained here");
            })
            .open()) {
      FxToolkit.run(() -> ((TabPane) node(bench, "#pages")).getSelectionModel().select(2));
      FxToolkit.await("the table", () -> table(bench).getItems().size() == RUNS);
      FxToolkit.frame();
      ColdStart.print("start of Java until the table is drawn");
      settle();
      sort(bench);
      filter(bench);
      compare(bench);
      query(bench.archive);
    }
  }

  /** Lets the engine be loaded, which continues for a while behind a new window. */
  private static void settle() {
    try {
      Thread.sleep(SETTLING);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void sort(OpenBench bench) {
    List<Double> all = new ArrayList<>();
    List<TableColumn<?, ?>> columns =
        FxToolkit.get(() -> List.copyOf(table(bench).getVisibleLeafColumns()));
    for (TableColumn<?, ?> column : columns) {
      for (int round = 0; round < ROUNDS; round++) {
        TableColumn.SortType type =
            round % 2 == 0 ? TableColumn.SortType.DESCENDING : TableColumn.SortType.ASCENDING;
        double milliseconds =
            untilDrawn(
                () -> {
                  // As a click on a heading does: the table is sorted once.
                  column.setSortType(type);
                  if (!table(bench).getSortOrder().equals(List.of(column))) {
                    sortBy(table(bench), column);
                  }
                },
                () -> true);
        all.add(milliseconds);
        if (milliseconds > 100) {
          System.out.printf("    %s, time %d: %,.1f%n", column.getId(), round + 1, milliseconds);
        }
      }
    }
    print("sort by each of %d columns".formatted(columns.size()), all);
  }

  @SuppressWarnings("unchecked") // the column is one of the table's own
  private static <T> void sortBy(TableView<T> table, TableColumn<?, ?> column) {
    table.getSortOrder().setAll(List.of((TableColumn<T, ?>) column));
  }

  private static void filter(OpenBench bench) {
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      for (String filter : FILTERS) {
        int before = FxToolkit.get(() -> table(bench).getItems().size());
        all.add(
            untilDrawn(
                () -> ((TextField) node(bench, "#runs-filter")).setText(filter),
                () -> table(bench).getItems().size() != before));
      }
    }
    print("filter, %d ways".formatted(FILTERS.size()), all);
  }

  private static void compare(OpenBench bench) {
    List<Double> all = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      int first = round * COMPARED;
      FxToolkit.run(() -> {
        ((TabPane) node(bench, "#pages")).getSelectionModel().select(2);
        table(bench).getSelectionModel().clearSelection();
        table(bench).getSelectionModel().selectRange(first, first + COMPARED);
      });
      FxToolkit.frame();
      List<Object> before = compared(bench);
      all.add(
          untilDrawn(
              () -> bench.window.actions().perform(bench.window.actions().get("runs-compare")),
              () ->
                  // The page is built when it is first shown.
                  bench.stage.getScene().lookup("#compare-count") instanceof Labeled count
                      && count.getText().startsWith(COMPARED + " of")
                      && !compared(bench).equals(before)));
    }
    print("compare %d runs until drawn".formatted(COMPARED), all);
    System.out.printf("    of which the first %,.1f%n", all.getFirst());
  }

  private static List<Object> compared(OpenBench bench) {
    return javafx.application.Platform.isFxApplicationThread()
        ? numbers(bench)
        : FxToolkit.get(() -> numbers(bench));
  }

  private static List<Object> numbers(OpenBench bench) {
    return bench.stage.getScene().lookup("#compare-table") instanceof TableView<?> table
        ? List.copyOf(table.getItems())
        : List.of();
  }

  private static void query(Archive archive) {
    List<Long> ids = archive.runs().stream().map(ArchivedRun::id).toList();
    print("query: all runs", timed(archive::runs));
    print("query: curves of 50 runs", timed(() -> archive.scores(ids.subList(0, COMPARED))));
    print("query: curves of all runs", timed(() -> archive.scores(ids)));
    print("query: one run", timed(() -> archive.find(ids.getLast())));
    print("query: log of a run", timed(() -> archive.log(ids.getLast())));
    print("query: whether anything changed", timed(archive::revision));
  }

  private static List<Double> timed(Runnable query) {
    List<Double> milliseconds = new ArrayList<>();
    for (int round = 0; round < ROUNDS; round++) {
      long start = System.nanoTime();
      query.run();
      milliseconds.add((System.nanoTime() - start) / 1e6);
    }
    return milliseconds;
  }

  /** Milliseconds from an action until it has had its effect and a frame was drawn after it. */
  private static double untilDrawn(Runnable action, BooleanSupplier effect) {
    long start = System.nanoTime();
    FxToolkit.run(action);
    FxToolkit.await("the effect", effect);
    FxToolkit.frame();
    return (System.nanoTime() - start) / 1e6;
  }

  private static TableView<?> table(OpenBench bench) {
    return (TableView<?>) node(bench, "#runs-table");
  }

  private static Node node(OpenBench bench, String selector) {
    return Objects.requireNonNull(bench.stage.getScene().lookup(selector), selector);
  }

  private static void print(String what, List<Double> milliseconds) {
    double[] sorted = milliseconds.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    System.out.printf(
        "%-42s %,9.1f ms median, %,.1f max, %d times%n",
        what, sorted[sorted.length / 2], Arrays.stream(sorted).max().orElse(0), sorted.length);
  }
}
