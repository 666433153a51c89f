package palimpsest.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import palimpsest.archive.RunState;
import palimpsest.bench.notice.Notice;
import palimpsest.bench.notice.Notices;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.experiment.TaskScore;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

class RunViewModelTest {

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new ParameterLayout.Tensor("fc1", "weight", List.of(3), 0)));

  private record Begun(ExperimentSpec spec, RunControl control, Consumer<RunEvent> listener) {}

  private final List<Begun> begun = new ArrayList<>();
  private final Notices notices = new Notices();
  private final RunViewModel runs =
      new RunViewModel(
          (spec, control, listener) -> begun.add(new Begun(spec, control, listener)), notices);

  @Test
  void nothingChangesBetweenFramesAndOnlyTheLatestProgressIsSeen() {
    runs.start(List.of(spec("a")));
    List<Integer> seen = new ArrayList<>();
    runs.progressProperty()
        .subscribe(progress -> {
          if (progress != null) {
            seen.add(progress.batch());
          }
        });
    begun.getFirst().listener().accept(started("a"));
    for (int batch = 1; batch <= 1000; batch++) {
      begun.getFirst().listener().accept(progress(batch));
    }
    assertThat(seen).isEmpty();

    runs.pulse();

    assertThat(seen).containsExactly(1000);
  }

  @Test
  void noEpochIsLostHoweverManyComeInOneFrame() {
    runs.start(List.of(spec("a")));
    begun.getFirst().listener().accept(started("a"));
    for (int epoch = 0; epoch < 50; epoch++) {
      begun.getFirst().listener().accept(epoch(epoch));
      begun.getFirst().listener().accept(progress(epoch));
    }
    runs.pulse();

    assertThat(runs.runs().getFirst().course().epochs())
        .extracting(EpochScores::epoch)
        .hasSize(50)
        .isSorted();
  }

  @Test
  void severalRunsGoOneAfterTheOther() {
    runs.start(List.of(spec("a"), spec("b")));
    assertThat(begun).hasSize(1);
    assertThat(runs.waitingProperty().get()).isEqualTo(1);
    runs.start(List.of(spec("c")));
    assertThat(runs.runs()).as("a start while others are under way").hasSize(2);

    end("a", RunResult.Ending.COMPLETE);

    assertThat(begun).hasSize(2);
    assertThat(runs.shownProperty().get()).isSameAs(runs.runs().get(1));
    assertThat(runs.runningProperty().get()).isTrue();
    end("b", RunResult.Ending.COMPLETE);
    assertThat(runs.runningProperty().get()).isFalse();
    assertThat(runs.runs())
        .extracting(ObservedRun::state)
        .containsExactly(RunState.FINISHED, RunState.FINISHED);
  }

  @Test
  void stopEndsTheRunUnderWayAndThoseThatWait() {
    runs.start(List.of(spec("a"), spec("b")));
    runs.stop();

    assertThat(begun.getFirst().control().isStopping()).isTrue();
    assertThat(runs.runningProperty().get()).as("until it has ended").isTrue();
    end("a", RunResult.Ending.STOPPED);
    assertThat(runs.runningProperty().get()).isFalse();
    assertThat(begun).hasSize(1);
    assertThat(runs.runs())
        .extracting(ObservedRun::state)
        .containsExactly(RunState.STOPPED, RunState.STOPPED);
  }

  @Test
  void aFailureIsToldInItsOwnWordsAndTheNextRunGoesOn() {
    runs.start(List.of(spec("a"), spec("b")));
    begun.getFirst().listener().accept(new RunEvent.Failed("MNIST is missing in data."));
    runs.pulse();

    assertThat(notices.currentProperty().get())
        .isEqualTo(new Notice("a failed. MNIST is missing in data.", true));
    assertThat(runs.runs().getFirst().state()).isEqualTo(RunState.FAILED);
    assertThat(begun).hasSize(2);
  }

  @Test
  void aRunThatDivergedSaysSo() {
    runs.start(List.of(spec("a")));
    begun.getFirst().listener().accept(new RunEvent.Remark("The run diverged at task 1."));
    end("a", RunResult.Ending.DIVERGED);

    assertThat(runs.runs().getFirst().state()).isEqualTo(RunState.DIVERGED);
    assertThat(notices.currentProperty().get())
        .isEqualTo(new Notice("a: The run diverged at task 1.", true));
    assertThat(runs.remarkProperty().get()).isEqualTo("diverged after 0:03");
  }

  @Test
  void aRunThatCannotBeginIsAFailureToo() {
    RunViewModel refused =
        new RunViewModel(
            (spec, control, listener) -> {
              throw new Problem("The training thread has ended.");
            },
            notices);
    refused.start(List.of(spec("a")));

    assertThat(refused.runningProperty().get()).isFalse();
    assertThat(notices.currentProperty().get()).isNotNull();
  }

  @Test
  void aMatrixOfTheSameMomentReplacesTheOneBefore() {
    runs.start(List.of(spec("a")));
    for (float value : new float[] {1, 2}) {
      begun.getFirst().listener().accept(new RunEvent.FisherMeasured(matrix(value, "lately", 1)));
    }
    begun.getFirst().listener().accept(new RunEvent.FisherMeasured(matrix(3, "after task 1", 1)));
    runs.pulse();

    assertThat(runs.runs().getFirst().matrices())
        .extracting(matrix -> matrix.entries().at(0, 0))
        .containsExactly(2f, 3f);
  }

  @Test
  void whenMemoryIsShortTheOldestRunsLoseTheirMatricesFirst() {
    List<ObservedRun> many = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      ObservedRun run = new ObservedRun(i, spec("run"));
      run.heard(new RunEvent.FisherMeasured(matrix(i, "after task 1", 10)));
      many.add(run);
    }
    new MatrixBudget(2 * 400).enforce(many, many.getLast());
    assertThat(many).extracting(run -> run.matrices().size()).containsExactly(0, 0, 1, 1);

    new MatrixBudget(1).enforce(many, many.getLast());
    assertThat(many).extracting(run -> run.matrices().size()).containsExactly(0, 0, 0, 1);
  }

  private void end(String name, RunResult.Ending ending) {
    begun
        .getLast()
        .listener()
        .accept(
            new RunEvent.Ended(
                new RunResult(
                    spec(name),
                    List.of("Digits"),
                    "CPU",
                    List.of(),
                    List.of(),
                    ending,
                    3,
                    new double[0])));
    runs.pulse();
  }

  private static ExperimentSpec spec(String name) {
    return SpecDraft.initial().with(SpecField.NAME, name).toSpec();
  }

  private static RunEvent started(String name) {
    return new RunEvent.Started(spec(name), List.of("Digits"), LAYOUT, "CPU", List.of());
  }

  private static RunEvent progress(int batch) {
    return new RunEvent.Progress(0, 1, 0, 50, batch, 1000, 0.5, 100, 10, 1);
  }

  private static RunEvent epoch(int epoch) {
    return new RunEvent.EpochEnded(
        new EpochScores(0, epoch, 1, 0.5, Double.NaN, List.of(new TaskScore(1, 0.5)), 1));
  }

  private static FisherSnapshot matrix(float value, String moment, int size) {
    float[] values = new float[size * size];
    values[0] = value;
    return new FisherSnapshot(
        Representation.DENSE,
        0,
        moment,
        10,
        false,
        new ParameterLayout(
            List.of(new ParameterLayout.Tensor("fc", "weight", List.of(1, size), 0))),
        new MatrixEntries.Full(size, values));
  }
}
