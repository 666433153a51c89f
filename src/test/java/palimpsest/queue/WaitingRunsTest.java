package palimpsest.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.SpecDraft;

class WaitingRunsTest {

  @TempDir Path folder;

  @Test
  void aNetworkFolderFromTheArchiveIsOpenedOnlyWhenItIsChosen() {
    Path share = folder.resolve("share").toAbsolutePath();
    try (Archive archive = Archive.open(folder.resolve("archive"))) {
      long id;
      try (WaitingRuns before = new WaitingRuns(archive, share::equals)) {
        id = before.add(List.of(SpecDraft.initial().toSpec()), share).getFirst();
        assertThat(before.dataFolder(archive.get(id))).as("chosen by the user").contains(share);
        assertThat(before.unopened(archive.get(id))).isEmpty();
      }
      try (WaitingRuns waiting = new WaitingRuns(archive, share::equals)) {
        ArchivedRun run = waiting.adopt(List.of()).getFirst();
        assertThat(run.id()).isEqualTo(id);
        assertThat(waiting.dataFolder(run)).isEmpty();
        assertThat(waiting.unopened(run))
            .contains(share + " was recorded with this run; choose it to use it.");
        waiting.setDataFolder(run, share);
        assertThat(waiting.dataFolder(run)).contains(share);
        assertThat(waiting.unopened(run)).isEmpty();
      }
    }
  }

  @Test
  void whatARunLacksIsFollowedByTheHint() {
    QueueHold halt = new QueueHold();
    assertThat(halt.lacks(SpecDraft.initial().toSpec(), "Choose it.")).isFalse();
    halt.ask(spec -> "MNIST is missing.");
    assertThat(halt.lacks(SpecDraft.initial().toSpec(), "Choose it.")).isTrue();
    assertThat(halt.reason()).isEqualTo("MNIST is missing. Choose it.");
  }
}
