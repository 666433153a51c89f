package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.Clipboard;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.action.Action;
import palimpsest.strategy.Strategies;

/** Queue, pause and restart, seeds, grid and log in the real window, with mouse and keys. */
class QueueWindowTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private ScriptedTraining training = new ScriptedTraining();
  private OpenBench bench;

  @BeforeAll
  static void startJavaFx() {
    FxToolkit.start();
  }

  @BeforeEach
  void open() {
    bench = OpenBench.in(folder).training(training).open();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void severalSeedsAreQueuedReorderedRemovedAndPutBackByKeys() {
    hands.type("#field-seed", "42-44,4x");
    assertThat(hands.text("#fault")).contains("42-44,4x", "42-46,50");
    assertThat(hands.disabled("#run")).isTrue();
    hands.type("#field-seed", "42-44,50");
    assertThat(hands.text("#plan")).isEqualTo("Starts 4 runs, one after the other.");
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("the empty queue", () -> hands.visible("#queue-panel"));
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("its end", () -> !hands.visible("#queue-panel"));

    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("four runs", () -> seeds().equals(List.of(42L, 43L, 44L, 50L)));
    FxToolkit.await("the first to train", () -> state(0) == RunState.RUNNING);
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("the queue", () -> hands.visible("#queue-panel"));
    FxToolkit.await("four rows", () -> list().getItems().size() == 4);
    hands.press(KeyCode.END);
    FxToolkit.await("the last", () -> chosenSeed() == 50);
    hands.press(KeyCode.ALT, KeyCode.UP);
    FxToolkit.await("50 before 44", () -> seeds().equals(List.of(42L, 43L, 50L, 44L)));
    FxToolkit.await("the same run chosen", () -> row(2) == 50 && chosenSeed() == 50);
    hands.press(KeyCode.ALT, KeyCode.UP);
    FxToolkit.await("50 before 43", () -> seeds().equals(List.of(42L, 50L, 43L, 44L)));
    FxToolkit.await("rows in that order", () -> chosenSeed() == 50 && row(1) == 50);

    hands.press(KeyCode.DELETE);
    FxToolkit.await("50 gone", () -> seeds().equals(List.of(42L, 43L, 44L)));
    FxToolkit.await("the way back", () -> hands.visible("#queue-undo"));
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("50 back", () -> seeds().equals(List.of(42L, 50L, 43L, 44L)));
    FxToolkit.await("nothing to undo", () -> !hands.visible("#queue-undo"));

    FxToolkit.await("its row", () -> row(1) == 50);
    training.allowEpochs(15);
    FxToolkit.await("50 to train", () -> seeds().equals(List.of(50L, 43L, 44L)));
    FxToolkit.await("its training", () -> training.started.getLast().seed() == 50);
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("the pages", () -> !hands.visible("#queue-panel"));
  }

  @Test
  void severalRunsTrainAtOneTimeAndAreAllShown() {
    hands.press(KeyCode.CONTROL, KeyCode.COMMA);
    FxToolkit.await("the settings", () -> hands.visible("#settings-card"));
    FxToolkit.run(() -> hands.node("#settings-at-once").requestFocus());
    hands.press(KeyCode.UP);
    hands.press(KeyCode.ESCAPE);
    hands.type("#field-seed", "1-4");
    FxToolkit.await(
        "the plan", () -> hands.text("#plan").equals("Starts 4 runs, up to 2 at one time."));
    hands.click("#run");
    FxToolkit.await("two", () -> training.started.size() == 2);
    FxToolkit.await("both in the bar", () -> place().startsWith("2 runs at once · "));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await(
        "their rows",
        () ->
            hands.visible("#queue-panel")
                && list().getItems().size() == 4
                && state(0) == RunState.RUNNING
                && state(1) == RunState.RUNNING);
    training.allowEpochs(2);
    FxToolkit.await(
        "their progress",
        () -> far().stream().filter(text -> text.matches("[1-9]\\d? %.*")).count() == 2);
    hands.press(KeyCode.ESCAPE);

    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await(
        "both paused", () -> state(0) == RunState.PAUSED && state(1) == RunState.PAUSED);
    assertThat(training.started).as("nothing else began").hasSize(2);
    FxToolkit.await("the offer", () -> hands.text("#pause").equals("Resume"));
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("both to continue", () -> training.started.size() == 4);

    long second = bench.queue.runs().get(1).id();
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("the queue", () -> hands.visible("#queue-panel") && row(1) == 2);
    hands.press(KeyCode.HOME);
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("its page", () -> hands.text("#run-facts").startsWith("run " + second));
    hands.press(KeyCode.ESCAPE);
    hands.click("#stop");
    FxToolkit.await("its end", () -> bench.archive.get(second).state() == RunState.STOPPED);
    FxToolkit.await("the third", () -> training.started.size() == 5);
    FxToolkit.await("the first still there", () -> seeds().equals(List.of(1L, 3L, 4L)));
    training.allowEpochs(100);
    FxToolkit.await("all", () -> bench.queue.runs().isEmpty());
    assertThat(bench.archive.runs()).allMatch(run -> run.state().isOver());
  }

  /** The texts beside the bars in the queue. */
  private List<String> far() {
    return list().lookupAll(".queue-far").stream().map(node -> ((Label) node).getText()).toList();
  }

  @Test
  void aRunIsDraggedToItsPlace() {
    hands.type("#field-seed", "1-5");
    hands.click("#run");
    FxToolkit.await("five runs", () -> seeds().equals(List.of(1L, 2L, 3L, 4L, 5L)));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("five rows", () -> hands.visible("#queue-panel") && row(4) == 5);
    FxToolkit.await(
        "the first to train",
        () ->
            list().getItems().getFirst() instanceof ArchivedRun first
                && first.state() == RunState.RUNNING);
    FxToolkit.frame();

    hands.drag(upperPart(4), upperPart(2));
    FxToolkit.await("5 before 3", () -> seeds().equals(List.of(1L, 2L, 5L, 3L, 4L)));
    FxToolkit.await("its row", () -> row(2) == 5);
    hands.drag(upperPart(3), new Point2D(200, 300));
    FxToolkit.frame();
    assertThat(seeds()).as("let go outside").containsExactly(1L, 2L, 5L, 3L, 4L);
  }

  @Test
  void deletingOnceTooOftenTakesNoRunAwayThatHasBegun() {
    hands.type("#field-seed", "1-3");
    hands.click("#run");
    training.allowEpochs(1);
    FxToolkit.await("an epoch", () -> place().startsWith("task 1/3 · epoch 1/5 · batch 235"));
    hands.click("#pause");
    FxToolkit.await("the pause", () -> place().startsWith("paused"));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("three rows", () -> hands.visible("#queue-panel") && row(2) == 3);
    hands.press(KeyCode.END);
    FxToolkit.await("the last", () -> chosenSeed() == 3);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("its end", () -> row(1) == 2 && chosenSeed() == 2);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("the next one's end", () -> list().getItems().size() == 1);
    hands.press(KeyCode.DELETE);
    hands.press(KeyCode.DELETE);
    FxToolkit.frame();
    assertThat(seeds()).as("paused, and not by choice").containsExactly(1L);

    hands.press(KeyCode.HOME);
    FxToolkit.await("it is chosen", () -> chosenSeed() == 1);
    hands.press(KeyCode.DELETE);
    FxToolkit.await("as asked", () -> seeds().isEmpty());
  }

  @Test
  void whyARunUnderWayIsNotRemovedIsSaidUntilItCanBe() {
    hands.type("#field-seed", "1-3");
    hands.click("#run");
    training.allowEpochs(1);
    FxToolkit.await("an epoch", () -> place().startsWith("task 1/3 · epoch 1/5 · batch 235"));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("three rows", () -> hands.visible("#queue-panel") && row(2) == 3);
    hands.press(KeyCode.HOME);
    FxToolkit.await("the first", () -> chosenSeed() == 1);
    assertThat(tooltip(".queue-remove")).startsWith("The current run cannot be removed");
    assertThat(tooltip(".queue-up")).isEqualTo("A run that has started stays first.");
    hands.press(KeyCode.DELETE);
    FxToolkit.await(
        "why not",
        () -> hands.text("#notice-text").startsWith("The current run cannot be removed"));
    assertThat(bottom("#queue-panel")).as("nothing is covered").isLessThanOrEqualTo(top("#notice"));
    assertThat(bottom("#notice")).isLessThanOrEqualTo(top("#status-place"));
    hands.click("#pause");
    FxToolkit.await("the pause", () -> place().startsWith("paused"));
    FxToolkit.await("no such notice", () -> !hands.visible("#notice"));
    FxToolkit.await("its button", () -> !hands.node(".queue-remove").isDisabled());
    assertThat(tooltip(".queue-remove")).startsWith("Remove it from the queue");
  }

  /**
   * What is shown when the pointer comes to a button of the first row, whether it is grey or not.
   */
  private String tooltip(String button) {
    Point2D middle = FxToolkit.get(() -> hands.middle(button));
    hands.move(middle.getX() + 1, middle.getY());
    hands.move(middle.getX(), middle.getY());
    Node wrapped = FxToolkit.get(() -> hands.node(button).getParent());
    Object tip = wrapped.getProperties().get("javafx.scene.control.Tooltip");
    return FxToolkit.get(() -> ((Tooltip) Objects.requireNonNull(tip, button)).getText());
  }

  private double top(String id) {
    return FxToolkit.get(
        () -> hands.node(id).localToScreen(hands.node(id).getLayoutBounds()).getMinY());
  }

  private double bottom(String id) {
    return FxToolkit.get(
        () -> hands.node(id).localToScreen(hands.node(id).getLayoutBounds()).getMaxY());
  }

  @Test
  void aStoppedRunGoesOnFromWhereItWas() {
    hands.click("#run");
    training.allowEpochs(3);
    FxToolkit.await("three epochs", () -> place().startsWith("task 1/3 · epoch 3/5 · batch 235"));
    assertThat(hands.visible("#run-go-on")).as("it is under way").isFalse();
    hands.click("#stop");
    FxToolkit.await("its end", () -> hands.text("#run-state").equals("stopped"));
    FxToolkit.await("the way on", () -> hands.visible("#run-go-on"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    FxToolkit.await("it to continue", () -> training.resumedAt.equals(List.of(3)));
    training.allowEpochs(1);
    FxToolkit.await("its fourth epoch", () -> place().startsWith("task 1/3 · epoch 4/5"));
    FxToolkit.await("no second offer", () -> !hands.visible("#run-go-on"));
  }

  @Test
  void goOnIsOfferedWhereAStoppedRunIsSeenHoweverOftenOneComesAndGoes() {
    hands.click("#run");
    training.allowEpochs(1);
    FxToolkit.await("an epoch", () -> place().startsWith("task 1/3 · epoch 1/5 · batch 235"));
    hands.click("#stop");
    FxToolkit.await("its end", () -> hands.text("#run-state").equals("stopped"));
    for (int round = 0; round < 3; round++) {
      hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
      FxToolkit.await("no offer, for no row is chosen", () -> !goOn().isEnabled());
      hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
      FxToolkit.await("the offer", () -> goOn().isEnabled());
    }
  }

  private Action goOn() {
    return bench.window.actions().get("go-on");
  }

  @Test
  void aRunThatFailedAtOnceHasNothingToGoOnFrom() {
    training.failWith("The folder is gone.");
    hands.click("#run");
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "its row", () -> ((TableView<?>) hands.node("#runs-table")).getItems().size() == 1);
    FxToolkit.await("its end", () -> bench.archive.runs().getFirst().state() == RunState.FAILED);
    FxToolkit.run(
        () -> ((TableView<?>) hands.node("#runs-table")).getSelectionModel().selectFirst());
    FxToolkit.await(
        "what can be done with the row",
        () -> bench.window.actions().get("runs-again").isEnabled());
    assertThat(goOn().isEnabled()).isFalse();
  }

  @Test
  void aRunPausesAndGoesOnAndAnotherWaitsMeanwhile() {
    hands.click("#run");
    training.allowEpochs(2);
    FxToolkit.await("two epochs", () -> place().startsWith("task 1/3 · epoch 2/5 · batch 235"));
    hands.click("#run");
    FxToolkit.await("another in the queue", () -> hands.text("#queue").equals("Queue: 2"));

    hands.click("#pause");
    FxToolkit.await("the pause", () -> place().startsWith("paused · task 1/3 · epoch 2/5"));
    assertThat(hands.text("#pause")).isEqualTo("Resume");
    assertThat(FxToolkit.get(() -> hands.node("#pause").isFocused())).isTrue();
    assertThat(hands.text("#status-percent")).isEqualTo("13 %");
    FxToolkit.await("the header", () -> hands.text("#run-state").equals("paused"));
    assertThat(training.started).as("nothing else began").hasSize(1);

    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("it to continue", () -> training.resumedAt.equals(List.of(2)));
    training.allowEpochs(1);
    FxToolkit.await("its third epoch", () -> place().startsWith("task 1/3 · epoch 3/5"));

    hands.click("#stop");
    FxToolkit.await("the other", () -> training.started.size() == 3);
    assertThat(bench.archive.runs()).extracting(ArchivedRun::state).startsWith(RunState.STOPPED);
  }

  @Test
  void afterARestartTheQueueIsAsItWasAndGoesOn() {
    hands.type("#field-seed", "1-3");
    hands.click("#run");
    training.allowEpochs(4);
    FxToolkit.await("four epochs", () -> place().startsWith("task 1/3 · epoch 4/5 · batch 235"));
    bench.close();

    training = new ScriptedTraining();
    bench = OpenBench.in(folder).training(training).open();
    FxToolkit.await("the queue as it was", () -> hands.text("#queue").equals("Queue: 3"));
    assertThat(seeds()).containsExactly(1L, 2L, 3L);
    FxToolkit.await("a word about it", () -> hands.text("#notice-text").contains("resumes from"));
    assertThat(hands.text("#notice-text"))
        .contains("Fine-tuning", "27\u00a0%", "2 runs wait behind it");
    FxToolkit.await("it to continue", () -> training.resumedAt.equals(List.of(4)));
    FxToolkit.await("what was measured before", () -> hands.visible("#accuracy-grid"));
    training.allowEpochs(1);
    FxToolkit.await("the next epoch", () -> place().startsWith("task 1/3 · epoch 5/5"));
    FxToolkit.await("R's first row", () -> accessible("#accuracy-grid").contains("Digits: 96.2"));
  }

  @Test
  void aGridSaysHowManyRunsItMakesBeforeItIsQueued() {
    hands.press(KeyCode.CONTROL, KeyCode.G);
    FxToolkit.await("the dialog", () -> hands.find("#grid-count") != null);
    FxToolkit.await("one run", () -> hands.text("#grid-count").equals("1 run"));
    hands.click("#grid-strategy-replay");
    hands.click("#grid-strategy-ewc");
    hands.addToGrid("fisher");
    FxToolkit.await("its boxes", () -> hands.node("#grid-representation-diagonal").isFocused());
    hands.press(KeyCode.SPACE);
    hands.addToGrid("importance");
    FxToolkit.await("its values", () -> hands.node("#grid-importance").isFocused());
    hands.type("#grid-importance", "1,10,x");
    FxToolkit.await("the error", () -> hands.text("#grid-error-importance").contains("x"));
    assertThat(hands.disabled("#grid-queue")).isTrue();
    hands.type("#grid-importance", "1,10");
    hands.type("#grid-seed", "5-6");

    // Fine-tuning and replay once each, EWC 2 × 2; each with two seeds.
    FxToolkit.await("the count", () -> hands.text("#grid-count").equals("12 runs"));
    FxToolkit.await(
        "honest words", () -> hands.text("#grid-estimate").startsWith("No estimate yet"));
    hands.click("#grid-queue");
    FxToolkit.await("all in the queue", () -> hands.text("#queue").equals("Queue: 12"));
    assertThat(
            bench.archive.runs().stream()
                .filter(run -> run.spec().strategy().equals(Strategies.EWC)))
        .hasSize(8);
  }

  @Test
  void theLogIsSearchedAndCopied() {
    hands.click("#run");
    training.allowEpochs(7);
    FxToolkit.await("seven epochs", () -> place().startsWith("task 2/3 · epoch 2/5 · batch 235"));
    hands.press(KeyCode.CONTROL, KeyCode.L);
    FxToolkit.await("the log", () -> hands.visible("#log-lines"));
    FxToolkit.await("the cursor", () -> hands.node("#log-search").isFocused());
    FxToolkit.await("its lines", () -> logLines() >= 9);
    hands.type("#log-search", "task 2");
    FxToolkit.await("the lines of task 2", () -> logLines() == 2);
    assertThat(hands.text("#log-count")).startsWith("2 of ");

    hands.click("#log-copy");
    FxToolkit.await(
        "two lines",
        () ->
            Objects.requireNonNullElse(Clipboard.getSystemClipboard().getString(), "")
                    .split("\n", -1)
                    .length
                == 2);
    FxToolkit.run(() -> ((TextField) hands.node("#log-search")).setText("no such line"));
    FxToolkit.await("nothing", () -> logLines() == 0);
  }

  /** A place in the upper part of a row, on the screen. */
  private Point2D upperPart(int row) {
    return FxToolkit.get(() -> {
      for (Node cell : list().lookupAll(".list-cell")) {
        if (cell instanceof ListCell<?> shown
            && shown.isVisible()
            && !shown.isEmpty()
            && shown.getIndex() == row) {
          return shown.localToScreen(60, shown.getHeight() / 4);
        }
      }
      throw new AssertionError("no row " + row);
    });
  }

  private String place() {
    return hands.text("#status-place");
  }

  private String accessible(String id) {
    return String.valueOf(hands.node(id).getAccessibleText());
  }

  private int logLines() {
    return ((ListView<?>) hands.node("#log-lines")).getItems().size();
  }

  private List<Long> seeds() {
    return bench.queue.runs().stream().map(run -> run.spec().seed()).toList();
  }

  private RunState state(int place) {
    return bench.queue.runs().get(place).state();
  }

  private ListView<?> list() {
    return (ListView<?>) hands.node("#queue-list");
  }

  private long chosenSeed() {
    return list().getSelectionModel().getSelectedItem() instanceof ArchivedRun run
        ? run.spec().seed()
        : -1;
  }

  private long row(int place) {
    return list().getItems().size() > place
            && list().getItems().get(place) instanceof ArchivedRun run
        ? run.spec().seed()
        : -1;
  }
}
