package palimpsest.bench.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.MadeUpArchive;
import palimpsest.archive.RunState;
import palimpsest.experiment.MemoryCheck;
import palimpsest.machine.SystemMemory;

/** Which runs can be resumed. */
class QueueStateTest {

  @TempDir Path folder;

  private int measured;
  private long total = 8L << 30;

  private MemoryCheck measure() {
    measured++;
    return new MemoryCheck(new SystemMemory(total, false, OptionalLong.of(total)), total, 2);
  }

  @Test
  void memoryIsMeasuredWhenTheArchiveIsReadAndNotForEachFailedRun() {
    List<ArchivedRun> failed;
    try (Archive archive = MadeUpArchive.of(folder, 40, 1)) {
      failed = archive.runs().stream().map(run -> failed(run)).toList();
    }
    assertThat(failed).hasSizeGreaterThan(10);
    QueueState state = new QueueState(id -> {}, this::measure);
    assertThat(failed).allMatch(state::isLeft);
    assertThat(measured).isEqualTo(1);

    total = 1 << 20;
    state.measureMemory();
    assertThat(failed).noneMatch(state::isLeft);
    assertThat(measured).isEqualTo(2);
  }

  private static ArchivedRun failed(ArchivedRun run) {
    return new ArchivedRun(
        run.id(),
        run.spec(),
        RunState.FAILED,
        run.created(),
        run.created(),
        run.created(),
        run.reason(),
        run.taskNames(),
        run.data(),
        run.device(),
        run.done(),
        run.seconds(),
        run.metrics(),
        run.notes(),
        run.tags(),
        false);
  }
}
