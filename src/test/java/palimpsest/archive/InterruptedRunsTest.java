package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunControl;
import palimpsest.problem.Problem;
import palimpsest.queue.ScriptedTraining;

/** Runs whose process has ended: how they stand follows from the lock that it held. */
class InterruptedRunsTest {

  @TempDir Path folder;

  @Test
  void aRunWhoseProcessIsNoMoreIsInterruptedAndCanBeDeleted() {
    long running;
    long waiting;
    long paused;
    try (Archive archive = Archive.open(folder)) {
      Session session = archive.openSession();
      List<Long> ids =
          session.add(List.of(MadeUpRuns.spec(1), MadeUpRuns.spec(2), MadeUpRuns.spec(3)), folder);
      running = ids.get(0);
      waiting = ids.get(1);
      paused = ids.get(2);
      session.setState(running, RunState.RUNNING, "Begins to train.");
      session.setState(paused, RunState.PAUSED, "Paused.");
      assertThat(states(archive))
          .containsExactly(RunState.RUNNING, RunState.WAITING, RunState.PAUSED);
      try (Archive other = Archive.open(folder)) {
        long before = other.revision();
        assertThat(states(other))
            .containsExactly(RunState.RUNNING, RunState.WAITING, RunState.PAUSED);
        assertThat(other.runs()).allMatch(ArchivedRun::elsewhere);
        assertThatExceptionOfType(Problem.class)
            .isThrownBy(() -> other.delete(List.of(running)))
            .withMessageContaining("is in a queue, so it was not deleted");
        long alive = other.revision();
        assertThat(alive).isNotEqualTo(before);
        session.close();
        assertThat(other.revision()).isNotEqualTo(alive);
        assertThat(states(other))
            .containsExactly(RunState.INTERRUPTED, RunState.WAITING, RunState.PAUSED);
        assertThat(other.runs()).noneMatch(ArchivedRun::elsewhere);
        other.delete(List.of(running, waiting, paused));
        assertThat(other.runs()).isEmpty();
        other.restore(List.of(running));
        assertThat(states(other)).containsExactly(RunState.INTERRUPTED);
      }
    }
  }

  @Test
  void aQueueThatWasClosedInGoodOrderLeavesRunsPausedOrWaiting() {
    try (Archive archive = Archive.open(folder)) {
      try (Session session = archive.openSession()) {
        List<Long> ids = session.add(List.of(MadeUpRuns.spec(1), MadeUpRuns.spec(2)), folder);
        RunRecorder recorder = session.record(ids.getFirst(), 1000);
        RunControl control = new RunControl();
        control.pause();
        ScriptedTraining.free()
            .run(MadeUpRuns.spec(1), folder, control, recorder.checkpoints(), recorder);
        recorder.leave(RunState.WAITING, "");
        assertThat(states(archive)).containsExactly(RunState.WAITING, RunState.WAITING);
      }
      assertThat(states(archive)).containsExactly(RunState.PAUSED, RunState.WAITING);
      try (Session next = archive.openSession()) {
        assertThat(next.adopt(List.of()))
            .extracting(ArchivedRun::state)
            .containsExactly(RunState.WAITING, RunState.WAITING);
      }
    }
  }

  @Test
  void aProcessThatLooksAtALockDoesNotHoldIt() throws Exception {
    Path lock = Files.createFile(folder.resolve("1.lock"));
    for (boolean shared : new boolean[] {true, false}) {
      Process other =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-XX:TieredStopAtLevel=1",
                  "-cp",
                  System.getProperty("java.class.path"),
                  LockingProcess.class.getName(),
                  lock.toString(),
                  String.valueOf(shared))
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      try {
        assertThat(other.inputReader().readLine()).isEqualTo("locked");
        assertThat(SessionLock.isHeld(lock)).isEqualTo(!shared);
      } finally {
        other.outputWriter().close();
        assertThat(other.waitFor()).isZero();
      }
      assertThat(SessionLock.isHeld(lock)).isFalse();
    }
  }

  @Test
  void threadsThatLookAtALockAtTheSameTimeDoNotHoldIt() throws Exception {
    Path lock = Files.createFile(folder.resolve("1.lock"));
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      Callable<Boolean> look =
          () -> IntStream.range(0, 500).anyMatch(i -> SessionLock.isHeld(lock));
      for (Future<Boolean> held : threads.invokeAll(Collections.nCopies(4, look))) {
        assertThat(held.get()).isFalse();
      }
    }
  }

  @Test
  void aProcessWhoseRunsAreAllOverIsNotWatchedAnyMore() {
    try (Archive archive = Archive.open(folder);
        Archive other = Archive.open(folder)) {
      Session session = archive.openSession();
      long id = session.add(List.of(MadeUpRuns.spec(1)), folder).getFirst();
      assertThat(states(other)).containsExactly(RunState.WAITING);
      session.setState(id, RunState.STOPPED, "");
      assertThat(states(other)).containsExactly(RunState.STOPPED);
      assertThat(other.revision() % 1000).as("processes watched").isZero();
      session.close();
    }
  }

  @Test
  void aRunThatEndsItsProcessTwiceAtOnePlaceSaysSo() {
    long id;
    try (Archive archive = Archive.open(folder)) {
      try (Session first = archive.openSession()) {
        id = first.add(List.of(MadeUpRuns.spec(1)), folder).getFirst();
        first.setState(id, RunState.RUNNING, "Begins to train.");
      }
      try (Session second = archive.openSession()) {
        assertThat(second.adopt(List.of())).extracting(ArchivedRun::reason).containsExactly("");
        second.setState(id, RunState.RUNNING, "Begins to train.");
      }
      try (Session third = archive.openSession()) {
        ArchivedRun again = third.adopt(List.of()).getFirst();
        assertThat(again.state()).isEqualTo(RunState.PAUSED);
        assertThat(again.reason()).contains("ended twice", "perhaps for lack of memory");
        third.setState(id, RunState.WAITING, "Resumed.");
        assertThat(archive.get(id).reason()).isEmpty();
      }
    }
  }

  @Test
  void locksThatWereLeftGoWhenASessionBegins() throws IOException {
    Path locks = Files.createDirectories(folder.resolve("sessions"));
    try (Archive archive = Archive.open(folder);
        Session first = archive.openSession();
        Session second = archive.openSession()) {
      Files.createFile(locks.resolve("0.lock"));
      Files.createFile(locks.resolve("999999.lock"));
      Files.createFile(locks.resolve("notes.txt"));
      try (Session third = archive.openSession()) {
        assertThat(locks.resolve("0.lock")).doesNotExist();
        for (Session alive : List.of(first, second, third)) {
          assertThat(locks.resolve(alive.id() + ".lock")).exists();
        }
        assertThat(locks.resolve("999999.lock")).exists();
        assertThat(locks.resolve("notes.txt")).exists();
      }
    }
  }

  @Test
  void aCheckpointThatAKilledProcessHadNoTimeToDeleteGoesWhenASessionBegins() throws IOException {
    Path finished;
    Path other;
    Path stopped;
    try (Archive archive = Archive.open(folder)) {
      long killed;
      try (Session session = archive.openSession()) {
        killed = session.id();
        finished = end(archive, session, 1, RunState.FINISHED);
        stopped = end(archive, session, 2, RunState.STOPPED);
        other = end(archive, session, 3, RunState.FINISHED);
      }
      assertThat(finished).doesNotExist();
      Path saved = folder.resolve("of-1.npz");
      for (Path file : List.of(finished, finished.resolveSibling("term-0.npz"), other)) {
        Files.copy(saved, file, StandardCopyOption.COPY_ATTRIBUTES);
      }
      try (Session _ = archive.openSession()) {
        assertThat(finished).as("no process was killed").exists();
      }
      Path weights = finished.resolveSibling(RunFolder.WEIGHTS);
      FileTime written = Files.getLastModifiedTime(weights);
      Files.setLastModifiedTime(weights, FileTime.from(Instant.EPOCH));
      Files.createFile(new ArchiveFolders(folder).lock(killed));
      archive.openSession().close();
      assertThat(finished).as("the weights beside it are older").exists();
      Files.setLastModifiedTime(weights, written);
      Files.createFile(new ArchiveFolders(folder).lock(killed));
      try (Session _ = archive.openSession()) {
        assertThat(finished).doesNotExist();
        assertThat(finished.resolveSibling("term-0.npz")).doesNotExist();
        assertThat(finished.resolveSibling(RunFolder.WEIGHTS)).exists();
        assertThat(other).as("another run's").exists();
        assertThat(stopped).as("one that may resume").exists();
        assertThat(new ArchiveFolders(folder).lock(killed)).doesNotExist();
      }
    }
  }

  /** Trains a run; what its checkpoint was before its end is kept as {@code of-SEED.npz}. */
  private Path end(Archive archive, Session session, int seed, RunState state) throws IOException {
    long id = session.add(List.of(MadeUpRuns.spec(seed)), folder).getFirst();
    RunRecorder recorder = session.record(id, 0);
    ScriptedTraining.free()
        .run(MadeUpRuns.spec(seed), folder, new RunControl(), recorder.checkpoints(), recorder);
    Path checkpoint = archive.folderOf(id).resolve("checkpoint.npz");
    Files.copy(
        checkpoint,
        folder.resolve("of-%d.npz".formatted(seed)),
        StandardCopyOption.COPY_ATTRIBUTES);
    recorder.leave(state, "");
    return checkpoint;
  }

  private static List<RunState> states(Archive archive) {
    return archive.runs().stream().map(ArchivedRun::state).toList();
  }
}
