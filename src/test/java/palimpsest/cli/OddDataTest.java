package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import palimpsest.data.catalogue.OwnList;
import palimpsest.experiment.Experiment;
import palimpsest.machine.Screen;

/**
 * Images as they come: tasks of unequal size, classes that lack images, odd labels. Each goes the
 * whole way from {@code data add} through runs of every rule to scores, matrices and tables, or is
 * refused with a sentence.
 */
class OddDataTest {

  private static final int SIDE = 4;

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private OwnList list;

  @BeforeEach
  void ownList() {
    list = OwnList.in(folder.resolve("settings"));
  }

  @AfterEach
  void back() {
    list.close();
  }

  private int run(String... line) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), false, 200);
    return Commands.run(
        new CliContext(terminal, Experiment::run, () -> {}, () -> new Screen("", "")), line);
  }

  /** A table of images that differ by class; a label as often as it is listed. */
  private Path csv(List<String> training, List<String> test) {
    Random random = new Random(7);
    List<String> lines = new ArrayList<>();
    lines.add("label,part," + row(pixel -> "p" + pixel));
    for (String part : List.of("train", "test")) {
      for (String label : part.equals("train") ? training : test) {
        double light = Math.floorMod(label.hashCode(), 7) / 7.0;
        lines.add(label + "," + part + "," + row(_ -> "" + (light + random.nextDouble())));
      }
    }
    try {
      return Files.write(folder.resolve("odd.csv"), lines);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String row(IntFunction<String> cell) {
    return IntStream.range(0, SIDE * SIDE).mapToObj(cell).collect(Collectors.joining(","));
  }

  private static List<String> each(int times, String... labels) {
    return Arrays.stream(labels)
        .flatMap(label -> Collections.nCopies(times, label).stream())
        .toList();
  }

  private static List<String> together(List<String> one, List<String> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  /** Images that can be learned. */
  @SuppressWarnings("ImmutableEnumChecker") // lists that nothing changes
  enum Odd {
    TASKS_OF_UNEQUAL_SIZE(
        "1,3,2",
        together(each(3, "0", "1", "2", "3", "4", "5"), each(20, "0")),
        each(2, "0", "1", "2", "3", "4", "5"),
        Set.of(),
        0.3),
    A_CLASS_WITHOUT_TRAINING_IMAGES(
        "2", each(5, "0", "1", "2"), each(2, "0", "1", "2", "3"), Set.of(), 0),
    A_CLASS_WITHOUT_TEST_IMAGES(
        "2", each(5, "0", "1", "2", "3"), each(2, "0", "1", "2"), Set.of(), 0.9),
    ONE_IMAGE_A_CLASS("2", each(1, "0", "1", "2", "3"), each(1, "0", "1", "2", "3"), Set.of(), 0.5),
    LABELS_OF_ANY_SIZE(
        "2",
        each(4, "-9223372036854775808", "-5", "70000", "9223372036854775807"),
        each(2, "-9223372036854775808", "-5", "70000", "9223372036854775807"),
        Set.of(),
        0),
    A_TASK_WITHOUT_TEST_IMAGES("2", each(4, "a", "b", "c", "d"), each(3, "a", "b"), Set.of(1), 0),
    TASKS_OF_ONE_CLASS("1", each(3, "0", "1", "2"), each(2, "0", "1", "2"), Set.of(), 0);

    private final String classes;
    private final List<String> training;
    private final List<String> test;
    private final Set<Integer> untested;
    private final double blur;

    Odd(
        String classes,
        List<String> training,
        List<String> test,
        Set<Integer> untested,
        double blur) {
      this.classes = classes;
      this.training = training;
      this.test = test;
      this.untested = untested;
      this.blur = blur;
    }

    /** With one output there is nothing to tell apart. */
    private boolean isRefused(Rules rules) {
      return this == TASKS_OF_ONE_CLASS && rules == Rules.DOMAIN;
    }
  }

  /** What the network has to tell apart, and the methods that learn it. */
  @SuppressWarnings("ImmutableEnumChecker") // a list that nothing changes
  enum Rules {
    CLASS("class", "all", "ewc", "natural-replay"),
    CLASS_SEEN("class", "seen", "natural-replay"),
    TASK("task", "task", "ewc"),
    DOMAIN("domain", "all", "natural-replay");

    private final String incremental;
    private final String active;
    private final List<String> strategies;

    Rules(String incremental, String active, String... strategies) {
      this.strategies = List.of(strategies);
      this.incremental = incremental;
      this.active = active;
    }
  }

  @ParameterizedTest
  @EnumSource(Odd.class)
  void oddImagesAreLearnedScoredAndWritten(Odd odd) throws IOException {
    add(csv(odd.training, odd.test));
    for (Rules rules : Rules.values()) {
      Path results = folder.resolve("results-" + rules);
      assertThat(
              learn(
                  "--classes=" + odd.classes,
                  "--batch=" + (odd.training.size() < 5 ? 1 : 2),
                  "--active-classes=" + rules.active,
                  "--tested-classes=" + (rules == Rules.CLASS_SEEN ? "seen" : "all"),
                  "--incremental=" + rules.incremental,
                  "--blur=" + odd.blur,
                  "--out=" + results,
                  "--grid=strategy=" + String.join(",", rules.strategies)))
          .as(rules + err.toString())
          .isEqualTo(odd.isRefused(rules) ? 2 : 0);
      if (odd.isRefused(rules)) {
        assertThat(err.toString()).contains("classes is \"1\", but must be 2 or more");
        continue;
      }
      assertThat(out.toString().lines().filter(line -> line.matches("(EWC|Natural).*")))
          .hasSize(rules.strategies.size());
      List<Path> folders = folders(results);
      assertThat(folders).hasSize(rules.strategies.size());
      for (Path one : folders) {
        checkScores(one, odd, rules == Rules.CLASS_SEEN);
        checkMatrices(one);
        assertThat(Files.readString(one.resolve("result.json"))).doesNotContain("NaN", "Infinity");
      }
    }
  }

  private void add(Path file) {
    assertThat(run("data", "add", file.toString(), "--name=odd", "--shape=4x4"))
        .as(err.toString())
        .isZero();
  }

  private int learn(String... more) {
    List<String> line = new ArrayList<>();
    Collections.addAll(line, "run", "--images=odd", "--scenario=split", "--network=mlp");
    Collections.addAll(line, "--widths=5", "--epochs=1", "--yes", "--quiet", "--dpi=72");
    Collections.addAll(line, "--evaluate=every-batches", "--evaluate-batches=1");
    line.add("--archive=" + folder.resolve("archive"));
    Collections.addAll(line, more);
    return run(line.toArray(String[]::new));
  }

  private static List<Path> folders(Path results) throws IOException {
    try (Stream<Path> all = Files.walk(results)) {
      return all.filter(path -> Files.exists(path.resolve("result.json"))).toList();
    }
  }

  /** Every evaluation has an accuracy from 0 to 1 of each task that can be tested then. */
  private static void checkScores(Path run, Odd odd, boolean seenOnly) throws IOException {
    List<String> lines = Files.readAllLines(run.resolve("epochs.csv"));
    List<String> header = List.of(lines.getFirst().split(",", -1));
    Set<String> tested = new HashSet<>();
    for (String line : lines.subList(1, lines.size())) {
      // Names of tasks have commas, and are in quotation marks.
      List<String> cells = List.of(line.replaceAll("\"[^\"]*\"", "name").split(",", -1));
      assertThat(cells).as(line).hasSameSizeAs(header);
      int task = Integer.parseInt(cells.get(header.indexOf("tested_task")));
      String accuracy = cells.get(header.indexOf("test_accuracy"));
      boolean seen = cells.get(header.indexOf("seen")).equalsIgnoreCase("true");
      if (odd.untested.contains(task)) {
        assertThat(accuracy).as(line).isEmpty();
      } else if (!accuracy.isEmpty()) {
        assertThat(Double.parseDouble(accuracy)).as(line).isBetween(0.0, 1.0);
        tested.add(task + cells.get(header.indexOf("batch")));
      } else {
        assertThat(seenOnly && !seen).as(line).isTrue();
      }
    }
    assertThat(tested)
        .as("tests between and after the batches of the first task")
        .contains("0", "01");
  }

  private static void checkMatrices(Path run) throws IOException {
    try (Stream<Path> files = Files.list(run)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .filteredOn(name -> name.matches("fisher-.*\\.npz"))
          .isNotEmpty();
    }
  }

  @Test
  void aTaskThatCannotBeTestedIsNamedInTheLog() throws IOException {
    add(csv(each(4, "a", "b", "c", "d"), each(3, "a", "b")));
    assertThat(learn("--classes=2", "--out=" + folder.resolve("results"))).isZero();
    assertThat(run("runs", "log", "1", "--archive=" + folder.resolve("archive"))).isZero();
    assertThat(out.toString())
        .contains("There are no test images of the task \"c, d\": it has no accuracy");
  }

  @Test
  void whatCannotBeLearnedIsRefusedWithASentence() {
    Path one = csv(each(4, "7"), each(3, "7"));
    assertThat(run("data", "add", one.toString(), "--name=odd", "--shape=4x4")).isEqualTo(1);
    assertThat(err.toString()).contains("has only the class \"7\"", "at least two");

    add(csv(each(4, "0", "1"), each(3, "0", "1", "2", "3")));
    assertThat(learn("--classes=2", "--out=" + folder.resolve("results"))).isEqualTo(1);
    assertThat(err.toString()).contains("The task \"2, 3\" has no training images.");

    assertThat(learn("--classes=1", "--incremental=domain")).isEqualTo(2);
    assertThat(err.toString())
        .contains("classes is \"1\", but must be 2 or more for one task at least");
    for (String classes : List.of("3,2", "0", "-1", "1,1,1,1,1", "two")) {
      assertThat(learn("--classes=" + classes)).as(classes).isEqualTo(2);
      assertThat(err.toString()).contains("classes is \"" + classes + "\", but must be");
    }
    assertThat(err.toString()).doesNotContain("Exception");
  }
}
