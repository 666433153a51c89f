package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import javafx.scene.control.ListView;
import javafx.scene.control.RadioButton;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextArea;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.site.SweepRow;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.site.ScriptedCluster;

/** Runs on a cluster, from the choice of the site to their curves, with mouse and keys. */
class SiteWindowTest {

  private static final int EPOCHS_OF_A_RUN = 3;

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private final Settings settings = OpenBench.settings();
  private final ScriptedTraining nodes = new ScriptedTraining();
  private @Nullable ScriptedCluster cluster;
  private @Nullable OpenBench bench;

  @AfterEach
  void close() {
    leave();
    if (cluster != null) {
      cluster.shutDown();
    }
  }

  @Test
  void theChosenSiteIsInTheToolbarAndRememberedWithItsSettings() {
    open(1);
    assertThat(hands.text("#device")).isEqualTo("Device");
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#site-slurm");
    FxToolkit.await("its settings", () -> hands.visible("#site-card"));
    assertThat(hands.visible("#device-card")).isFalse();
    FxToolkit.await("its name", () -> hands.text("#device").equals("Slurm"));
    hands.type("#field-site-host", "login.cluster");
    FxToolkit.await("its machine", () -> hands.text("#device").equals("Slurm, login.cluster"));
    hands.type("#field-partition", "long");
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("the window", () -> !hands.visible("#site-card"));

    leave();
    open(1);
    assertThat(hands.text("#device")).isEqualTo("Slurm, login.cluster");
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    assertThat(FxToolkit.get(() -> hands.node("#site-slurm", RadioButton.class).isSelected()))
        .isTrue();
    hands.click("#site-slurm-settings");
    FxToolkit.await("its settings", () -> hands.visible("#site-card"));
    assertThat(hands.text("#field-partition")).isEqualTo("long");
    hands.press(KeyCode.ESCAPE);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#site-here");
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("this machine", () -> hands.text("#device").equals("Device"));
  }

  @Test
  void aSettingThatIsNoneIsRefusedInPlaceAndInTheForm() {
    open(1);
    choose();
    hands.type("#field-time-limit", "1x");
    FxToolkit.await("why not", () -> hands.text("#site-error").contains("Time limit"));
    assertThat(hands.text("#site-error")).contains("\"1x\"", "1:30:00");
    assertThat(hands.disabled("#site-test")).isTrue();
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("the same", () -> hands.text("#fault").contains("Time limit"));
    assertThat(hands.disabled("#run")).isTrue();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#site-slurm-settings");
    hands.type("#field-time-limit", "90");
    FxToolkit.await("no error", () -> !hands.visible("#site-error") && !hands.visible("#fault"));
  }

  @Test
  void aTestSaysWhetherTheSiteAnswers() {
    open(1);
    choose();
    hands.click("#site-test");
    FxToolkit.await("an answer", () -> hands.visible("#site-answer"));
    assertThat(hands.text("#site-answer").replace('\u00a0', ' '))
        .isEqualTo(
            "Slurm answers on login.cluster. Sweeps go into %s.".formatted(shared().toString()));
    cluster().reachable(false);
    hands.click("#site-test");
    FxToolkit.await("none", () -> hands.visible("#site-trouble"));
    assertThat(hands.text("#site-trouble")).contains("login.cluster cannot be reached");
    assertThat(hands.visible("#site-answer")).isFalse();
  }

  @Test
  void runsAreSubmittedWithTheScriptAsItWasChangedAndTheirCurvesAreLive() {
    open(1);
    choose();
    hands.press(KeyCode.ESCAPE);
    hands.type("#field-seed", "1-3");
    assertThat(hands.text("#plan")).isEqualTo("Submits 3 runs to Slurm.");
    hands.press(KeyCode.CONTROL, KeyCode.G);
    FxToolkit.await(
        "where a grid goes", () -> hands.text("#grid-queue").equals("Submit 3 runs to Slurm"));
    hands.click("#grid-cancel");
    hands.click("#run");
    FxToolkit.await("the script", () -> hands.visible("#script-text"));
    assertThat(hands.text("#script-count")).isEqualTo("3 runs on Slurm");
    FxToolkit.run(() -> hands.node("#script-text", TextArea.class).appendText("# mine\n"));
    hands.click("#script-submit");
    FxToolkit.await("the dialog's end", () -> hands.find("#script-text") == null || !showing());
    FxToolkit.await(
        "the news", () -> hands.text("#notice-text").equals("Submitted 3 runs to Slurm."));
    assertThat(cluster().submitted)
        .singleElement()
        .asString()
        .startsWith("#!")
        .endsWith("# mine\n");
    assertThat(runs()).extracting(ArchivedRun::site).containsOnly("slurm");
    assertThat(bench().queue.runs()).as("nothing waits here").isEmpty();

    FxToolkit.await("the first", () -> hands.text("#run-state").equals("running"));
    nodes.allowEpochs(1);
    FxToolkit.await(
        "its progress",
        () -> hands.text("#status-place").equals("slurm: 0 over, 1 training, 2 waiting"));
    FxToolkit.await("its epochs", () -> !hands.text("#status-percent").equals("0 %"));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("a sweep of three", () -> list().getItems().size() == 4);
    assertThat(title(0)).isEqualTo("Sweep on slurm · 3 runs");
    FxToolkit.await("the reason", () -> text(2).equals("PENDING (Resources)"));
    FxToolkit.await("its share", () -> text(1).startsWith("33 %"));
    hands.press(KeyCode.ESCAPE);

    nodes.allowEpochs(EPOCHS_OF_A_RUN - 1);
    FxToolkit.await("its end", () -> runs().getFirst().state() == RunState.FINISHED);
    FxToolkit.await("the next one's page", () -> hands.text("#run-facts").startsWith("run 2"));
    FxToolkit.await(
        "the next",
        () -> hands.text("#status-place").equals("slurm: 1 over, 1 training, 1 waiting"));
    nodes.allowEpochs(2 * EPOCHS_OF_A_RUN);
    FxToolkit.await("all", () -> runs().stream().allMatch(run -> run.state() == RunState.FINISHED));
    FxToolkit.await(
        "the offer to compare", () -> hands.text("#notice-text").equals("3 runs have ended."));
    FxToolkit.await("an empty queue", () -> hands.text("#queue").equals("Queue"));
  }

  @Test
  void pausedRunsResumeFromTheirCheckpoints() {
    open(2);
    submit("1-2");
    nodes.allowEpochs(2);
    FxToolkit.await("both", () -> hands.text("#status-place").contains("2 training"));
    FxToolkit.await(
        "some epochs", () -> runs().stream().mapToDouble(ArchivedRun::done).sum() > 0.2);
    assertThat(hands.text("#pause")).isEqualTo("Pause");
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("the pause", () -> hands.text("#status-place").contains("2 paused"));
    FxToolkit.await("its opposite", () -> hands.text("#pause").equals("Resume"));
    assertThat(hands.disabled("#stop")).isFalse();
    FxToolkit.await("its state", () -> hands.text("#run-state").equals("paused"));
    hands.press(KeyCode.CONTROL, KeyCode.P);
    nodes.allowEpochs(2 * EPOCHS_OF_A_RUN);
    FxToolkit.await("all", () -> runs().stream().allMatch(run -> run.state() == RunState.FINISHED));
    assertThat(nodes.resumedAt).hasSize(2);
  }

  @Test
  void aRunThatIsChosenInTheQueueIsPausedAlone() {
    open(1);
    submitThreeAndChooseTheLast();
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("it alone", () -> text(0).equals("0 over, 1 training, 1 waiting, 1 paused"));
    assertThat(text(3)).isEqualTo("paused at 0 %");
    FxToolkit.run(() -> list().requestFocus());
    hands.press(KeyCode.HOME);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("folded", () -> list().getItems().size() == 1);
    hands.press(KeyCode.RIGHT);
    FxToolkit.await("unfolded", () -> list().getItems().size() == 4);
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.DOWN);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("its page", () -> hands.text("#run-facts").contains("run 2"));
    hands.press(KeyCode.ESCAPE);

    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await(
        "the words of the cluster",
        () -> states().containsAll(List.of("PENDING (Resources)", "running", "paused")));
    hands.press(KeyCode.CONTROL, KeyCode.A);
    hands.press(KeyCode.DELETE);
    FxToolkit.await(
        "why not", () -> hands.text("#notice-text").startsWith("3 runs are in a sweep"));
    assertThat(runs()).hasSize(3);
  }

  @Test
  void jobsContinueWhileTheWindowIsClosedAndAreFollowedAgain() {
    open(1);
    submit("1-3");
    nodes.allowEpochs(1);
    FxToolkit.await("an epoch", () -> runs().getFirst().done() > 0);
    leave();
    nodes.allowEpochs(2 * EPOCHS_OF_A_RUN - 1);
    open(1);
    FxToolkit.await(
        "the news", () -> hands.text("#notice-text").equals("Following 3 runs on slurm again."));
    FxToolkit.await(
        "what happened meanwhile",
        () -> hands.text("#status-place").equals("slurm: 2 over, 1 training, 0 waiting"));
    nodes.allowEpochs(EPOCHS_OF_A_RUN);
    FxToolkit.await("all", () -> runs().stream().allMatch(run -> run.state() == RunState.FINISHED));
    assertThat(nodes.started).as("nothing twice").hasSize(3);
  }

  @Test
  void aRefusalStaysInTheDialogAndASecondTryMaySucceed() {
    open(1);
    choose();
    hands.press(KeyCode.ESCAPE);
    cluster().refuse("invalid partition specified: lomg");
    hands.click("#run");
    FxToolkit.await("the script", () -> hands.visible("#script-text"));
    hands.click("#script-submit");
    FxToolkit.await("the refusal", () -> hands.visible("#script-trouble"));
    assertThat(hands.text("#script-trouble")).contains("invalid partition");
    assertThat(runs()).isEmpty();
    cluster().refuse("");
    hands.click("#script-submit");
    FxToolkit.await("success", () -> runs().size() == 1 && !showing());
  }

  @Test
  void aClusterThatCannotBeReachedIsSaidAndCancellingSubmitsNothing() {
    open(1);
    choose();
    hands.press(KeyCode.ESCAPE);
    cluster().reachable(false);
    hands.click("#run");
    FxToolkit.await("why not", () -> hands.text("#notice-text").contains("cannot be reached"));
    cluster().reachable(true);
    hands.click("#run");
    FxToolkit.await("the script", () -> hands.visible("#script-text"));
    hands.click("#script-cancel");
    FxToolkit.await("its end", () -> !showing());
    assertThat(runs()).isEmpty();
    assertThat(cluster().submitted).isEmpty();
    cluster().script("");
    hands.click("#run");
    FxToolkit.await("no dialog where there is no script", () -> runs().size() == 1);
    assertThat(showing()).isFalse();
  }

  @Test
  void withNothingChosenTheRunInLiveIsStoppedAloneAndElsewhereNone() {
    open(2);
    submit("1-3");
    nodes.allowEpochs(1);
    FxToolkit.await("an epoch", () -> runs().stream().anyMatch(run -> run.done() > 0));
    FxToolkit.await("a page", () -> hands.text("#run-facts").startsWith("run "));
    String shown = hands.text("#run-facts");
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT4);
    hands.press(KeyCode.CONTROL, KeyCode.PERIOD);
    FxToolkit.await("why not", () -> hands.text("#notice-text").startsWith("3 runs on clusters"));
    assertThat(runs()).noneMatch(run -> run.state().isOver());
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    hands.press(KeyCode.CONTROL, KeyCode.PERIOD);
    FxToolkit.await("an end", () -> runs().stream().anyMatch(run -> run.state().isOver()));
    assertThat(runs().stream().filter(run -> run.state() == RunState.STOPPED))
        .singleElement()
        .satisfies(run -> assertThat(shown).startsWith("run %d".formatted(run.id())));
  }

  @Test
  void severalLinesThatAreChosenArePausedTogether() {
    open(1);
    submitThreeAndChooseTheLast();
    hands.press(KeyCode.SHIFT, KeyCode.UP);
    FxToolkit.await("two", () -> list().getSelectionModel().getSelectedItems().size() == 2);
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("both", () -> text(0).equals("0 over, 1 training, 0 waiting, 2 paused"));
  }

  @Test
  void noOtherLineIsChosenInPlaceOfOneThatIsStopped() {
    open(1);
    submitThreeAndChooseTheLast();
    hands.press(KeyCode.CONTROL, KeyCode.PERIOD);
    FxToolkit.await("its end", () -> list().getItems().size() == 3);
    FxToolkit.await("no choice", () -> list().getSelectionModel().getSelectedItems().isEmpty());
  }

  @Test
  void aRunThatWasStoppedResumesThereFromWhereItIsShown() {
    open(1);
    submit("1");
    nodes.allowEpochs(1);
    FxToolkit.await("an epoch", () -> runs().getFirst().done() > 0.2);
    hands.click("#stop");
    FxToolkit.await("its end", () -> runs().getFirst().state() == RunState.STOPPED);
    FxToolkit.await("its page", () -> hands.text("#run-state").equals("stopped"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.G);
    FxToolkit.await("the news", () -> hands.text("#notice-text").equals("Submitted 1 run again."));
    nodes.allowEpochs(EPOCHS_OF_A_RUN);
    FxToolkit.await("all", () -> runs().getFirst().state() == RunState.FINISHED);
    assertThat(nodes.resumedAt).hasSize(1);
    assertThat(cluster().submitted).hasSize(2);
  }

  private Path shared() {
    return folder.resolve("shared");
  }

  private void open(int atOnce) {
    nodes.tellBatches(5);
    if (cluster == null) {
      cluster = new ScriptedCluster(shared(), atOnce, nodes);
    }
    // Images that are not here are those that the cluster has, whichever they are.
    bench =
        OpenBench.in(folder)
            .settings(settings)
            .start(
                SpecDraft.initial()
                    .with(DataSettings.IMAGES, "fellowship")
                    .with(TaskLength.EPOCHS, "1"))
            .reaching(cluster::reached)
            .open();
  }

  private void leave() {
    if (bench != null) {
      bench.close();
      bench = null;
    }
  }

  /** Chooses Slurm; the card with its settings is open. */
  private void choose() {
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#site-slurm");
    FxToolkit.await("its settings", () -> hands.visible("#site-card"));
  }

  private void submit(String seeds) {
    choose();
    hands.press(KeyCode.ESCAPE);
    hands.type("#field-seed", seeds);
    hands.click("#run");
    FxToolkit.await("the script", () -> hands.visible("#script-text"));
    hands.click("#script-submit");
    FxToolkit.await("the runs", () -> !runs().isEmpty() && !showing());
    FxToolkit.await("the first", () -> hands.text("#run-state").equals("running"));
  }

  /** Submits three runs; the queue is open, and the last of them is chosen in it. */
  private void submitThreeAndChooseTheLast() {
    submit("1-3");
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await("a sweep of three", () -> list().getItems().size() == 4);
    hands.press(KeyCode.END);
    FxToolkit.await("the last", () -> list().getSelectionModel().getSelectedIndex() == 3);
  }

  private boolean showing() {
    var script = hands.find("#script-text");
    return script != null && script.getScene().getWindow().isShowing();
  }

  private OpenBench bench() {
    return Objects.requireNonNull(bench);
  }

  private ScriptedCluster cluster() {
    return Objects.requireNonNull(cluster);
  }

  private List<ArchivedRun> runs() {
    return bench().archive.runs();
  }

  @SuppressWarnings("unchecked")
  private ListView<SweepRow> list() {
    return hands.node("#sweep-list", ListView.class);
  }

  /** The texts of the column of states in the table of runs. */
  private List<String> states() {
    return hands.node("#runs-table").lookupAll(".table-cell").stream()
        .filter(cell ->
            cell instanceof TableCell<?, ?> one
                && "column-state".equals(one.getTableColumn().getId()))
        .map(cell -> ((TableCell<?, ?>) cell).getText())
        .toList();
  }

  private String title(int row) {
    return FxToolkit.get(() -> list().getItems().get(row).standingProperty().get().title());
  }

  private String text(int row) {
    return list().getItems().get(row).standingProperty().get().text();
  }
}
