package palimpsest.bench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.archive.RunRecorder;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.queue.ScriptedTraining;

/** On the test's own thread: whatever is asked of the archive is answered at once, and counted. */
class RunLoaderTest {

  @TempDir Path folder;

  private int asked;

  @Test
  void matricesOfOtherRunsAreReadAnewOnlyWhenTheRunElsewhereHasOneMore() {
    MadeUpArchive.of(folder, 6, 2, 3).close();
    try (Archive own = Archive.open(folder);
        Archive other = Archive.open(folder);
        Session session = other.openSession()) {
      ArchivedRun like =
          own.runs().stream()
              .filter(run -> !own.matrices(run.id()).isEmpty())
              .findFirst()
              .orElseThrow();
      long id =
          session
              .add(
                  List.of(
                      SpecDraft.of(like.spec()).with(CommonSettings.NAME, "elsewhere").toSpec()),
                  folder)
              .getFirst();
      RunRecorder recorder = session.record(id, 1000);
      RunLoader shown =
          new RunLoader(own, new BackgroundExecutor(this::count, Runnable::run, this::complain));
      shown.show(id, false);
      assertThat(asked).as("the run, and the matrices of others").isEqualTo(2);
      assertThat(beside(shown)).isNotEmpty();

      for (int times = 0; times < 3; times++) {
        session.setState(id, RunState.RUNNING, "");
        shown.archiveRead(own.runs());
        session.setState(id, RunState.PAUSED, "");
        shown.archiveRead(own.runs());
      }
      assertThat(asked).as("and the run each time it had come further").isEqualTo(2 + 6);
      assertThat(beside(shown)).as("which are still there").isNotEmpty();

      recorder.accept(new RunEvent.FisherMeasured(own.read(own.matrices(like.id()).getFirst())));
      session.setState(id, RunState.RUNNING, "");
      shown.archiveRead(own.runs());
      assertThat(own.matrices(id)).hasSize(1);
      assertThat(asked).as("and both when it had another matrix").isEqualTo(2 + 6 + 2);
    }
  }

  @Test
  void aRunThatAnotherProcessFinishedBetweenTwoLooksIsReadAgain() {
    try (Archive own = Archive.open(folder);
        Archive other = Archive.open(folder)) {
      long id;
      try (Session first = other.openSession()) {
        id = first.add(List.of(MadeUpRuns.spec(1)), folder).getFirst();
        train(first, id, RunEvent.EpochEnded.class, RunState.PAUSED);
      }
      RunLoader shown =
          new RunLoader(own, new BackgroundExecutor(Runnable::run, Runnable::run, this::complain));
      shown.show(id, false);
      assertThat(epochs(shown)).isEqualTo(1);
      try (Session second = other.openSession()) {
        assertThat(second.adopt(List.of(id))).hasSize(1);
        train(second, id, RunEvent.Ended.class, RunState.FINISHED);
      }
      shown.archiveRead(own.runs());
      assertThat(epochs(shown)).isEqualTo(MadeUpRuns.spec(1).epochs() * 3);
    }
  }

  /** Trains a run until something happens. */
  private void train(Session session, long id, Class<? extends RunEvent> until, RunState state) {
    RunRecorder recorder = session.record(id, 0);
    RunControl control = new RunControl();
    RunResult _ =
        ScriptedTraining.free()
            .run(
                MadeUpRuns.spec(1),
                folder,
                control,
                recorder.checkpoints(),
                event -> {
                  recorder.accept(event);
                  if (until.isInstance(event)) {
                    control.pause();
                  }
                });
    recorder.leave(state, "");
  }

  private static int epochs(RunLoader shown) {
    return Objects.requireNonNull(shown.runProperty().get()).curves().epochs().size();
  }

  private static List<RelatedMatrices> beside(RunLoader shown) {
    return Objects.requireNonNull(shown.runProperty().get()).beside();
  }

  private void count(Runnable work) {
    asked++;
    work.run();
  }

  private void complain(String sentence) {
    throw new AssertionError(sentence);
  }
}
