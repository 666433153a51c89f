package palimpsest.bench.runtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.Archive;
import palimpsest.archive.MadeUpArchive;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.Experiment;
import palimpsest.queue.TrainingQueue;

/** The table of runs on a real archive, all on one thread. */
class RunsViewModelTest {

  @TempDir Path folder;

  @Test
  void whatWasReadStaysWhenTheArchiveCanNoLongerBeRead() throws Exception {
    MadeUpArchive.of(folder, 5, 1).close();
    try (Archive archive = Archive.open(folder);
        TrainingQueue queue = new TrainingQueue(archive, Experiment::run, () -> folder)) {
      RunsViewModel table = table(archive, queue);
      table.poll();
      List<Long> before = table.rows().stream().map(RunRow::id).toList();
      assertThat(before).hasSize(5);
      try (Connection other =
              DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("palimpsest.db"));
          Statement statement = other.createStatement()) {
        statement.execute("DROP TABLE tag");
      }
      table.poll();

      assertThat(table.rows().stream().map(RunRow::id)).containsExactlyElementsOf(before);
      assertThat(archive.limitation()).isPresent();
    }
  }

  private static RunsViewModel table(Archive archive, TrainingQueue queue) {
    Executor here = Runnable::run;
    return new RunsViewModel(
        new RunStore(archive, queue), new BackgroundExecutor(here, here, error -> {}));
  }
}
