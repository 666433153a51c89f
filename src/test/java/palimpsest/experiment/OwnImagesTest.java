package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.scenario.SplitClasses;
import palimpsest.problem.Problem;

/** Runs that learn image sets of one's own. */
class OwnImagesTest {

  private static final Path NOWHERE = Path.of("no-such-folder");

  @TempDir Path folder;

  private OwnList list;

  @BeforeEach
  void ownList() {
    list = OwnList.in(folder.resolve("settings"));
  }

  @AfterEach
  void back() {
    list.close();
  }

  private void add(int classes) {
    OwnSets.add(
        "mine", OwnFiles.npz(folder.resolve("a.npz"), classes, 20, 8, 8), "", ReadOptions.NONE);
  }

  /** A run of tasks of unequal size. */
  private static SpecDraft draft() {
    return SmallRuns.draft()
        .with(DataSettings.IMAGES, "mine")
        .with("scenario", "split")
        .with(SplitClasses.CLASSES, "1,3,2")
        .with("network", "mlp");
  }

  @Test
  void theyAreTrainedOn() {
    add(6);
    RunResult result =
        Experiment.run(draft().toSpec(), NOWHERE, new RunControl(), Checkpoints.NONE, event -> {});
    assertThat(result.taskNames()).containsExactly("0", "1, 2, 3", "4, 5");
    assertThat(result.data().sources())
        .extracting(source -> source.task() + " " + source.part() + " " + source.images())
        .containsExactly("mine training 120", "mine test 60");
    assertThat(result.data().tasks())
        .extracting(size -> size.training() + "/" + size.test())
        .containsExactly("20/10", "60/30", "40/20");
  }

  @Test
  void aClassMayLackImagesAndATaskTestImages() {
    Path file = folder.resolve("lacking.npz");
    OwnFiles.npz(file, new int[] {0, 0, 0, 1, 1, 2, 2, 4, 4}, new int[] {0, 1, 0, 3, 4});
    OwnSets.add("mine", file, "", ReadOptions.NONE);
    RunResult result =
        Experiment.run(
            draft().with(SplitClasses.CLASSES, "2,1,2").toSpec(),
            NOWHERE,
            new RunControl(),
            Checkpoints.NONE,
            event -> {});
    assertThat(result.taskNames()).containsExactly("0, 1", "2", "3, 4");
    assertThat(result.data().tasks())
        .extracting(size -> size.training() + "/" + size.test())
        .containsExactly("5/3", "2/0", "2/2");
    assertThat(result.scores().epochs().getLast().tests())
        .extracting(TaskScore::isEvaluated)
        .containsExactly(true, false, true);
  }

  @Test
  void aTaskWithoutTrainingImagesIsRefused() {
    Path file = folder.resolve("lacking.npz");
    OwnFiles.npz(file, new int[] {0, 0, 1, 1}, new int[] {0, 1, 2});
    OwnSets.add("mine", file, "", ReadOptions.NONE);
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() ->
            Experiment.run(
                draft().with(SplitClasses.CLASSES, "2,1").toSpec(),
                NOWHERE,
                new RunControl(),
                Checkpoints.NONE,
                event -> {}))
        .withMessageContaining("The task \"2\" has no training images");
  }

  @Test
  void aRunWhoseImagesAreGoneIsKeptAndShownButNotTrained() {
    add(6);
    ExperimentSpec known = draft().toSpec();
    String json = SpecJson.write(known);
    OwnSets.remove("mine");

    ExperimentSpec stored = SpecJson.readStored(json, "the archive");
    assertThat(stored.images()).isEqualTo("mine");
    assertThat(stored.label(DataSettings.IMAGES)).isEqualTo("mine");
    assertThat(stored.textOf(SplitClasses.CLASSES.key())).isEqualTo("1,3,2");
    for (ExperimentSpec spec : List.of(stored, known)) {
      assertThat(spec.taskCount()).isZero();
      assertThat(spec.neededSets()).isEmpty();
      assertThat(spec.values().toString()).contains("1,3,2");
      assertThat(RunNames.of(List.of(spec))).hasSize(1);
      assertThat(MemoryCheck.now().refusal(spec)).contains("mine");
      assertThat(MemoryCheck.now().refusal(List.of(spec))).contains("mine");
      assertThat(MemoryCheck.now().warning(List.of(spec))).isEmpty();
      assertThat(SpecDraft.of(spec).errors()).first().asString().contains("images is \"mine\"");
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(
              () -> Experiment.run(spec, NOWHERE, new RunControl(), Checkpoints.NONE, event -> {}))
          .withMessageContaining("mine");
    }
    assertThat(SpecJson.write(stored)).contains("\"mine\"");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> SpecJson.read(json, "a file"))
        .withMessageContaining("images is \"mine\", but must be one of glyphs");
    assertThat(draft().errors()).isNotEmpty();

    add(6);
    assertThat(SpecJson.readStored(json, "the archive")).isEqualTo(known);
  }

  @Test
  void aStoredRunThatDoesNotFitItsImagesAnyMoreIsStillShown() {
    add(6);
    String json = SpecJson.write(draft().toSpec());
    add(4);
    ExperimentSpec stored = SpecJson.readStored(json, "the archive");
    assertThat(stored.taskCount()).isZero();
    assertThat(stored.images()).isEqualTo("mine");
  }
}
