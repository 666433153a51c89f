package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Scores;
import palimpsest.fisher.Representation;

/** The fixture looks like an archive that was trained into. */
class MadeUpArchiveTest {

  private static final int RUNS = 300;

  @TempDir Path folder;

  @Test
  void everyConfigurationHasAllItsSeedsAndTheNumbersOfARealRun() {
    try (Archive archive = MadeUpArchive.of(folder, RUNS, 5, 1)) {
      List<ArchivedRun> runs = archive.runs();
      assertThat(runs).hasSize(RUNS).allMatch(run -> run.state() == RunState.FINISHED);
      assertThat(runs)
          .allSatisfy(run -> {
            assertThat(run.metrics()).containsKey("average-accuracy");
            assertThat(run.taskNames()).isEqualTo(MadeUpArchive.TASK_NAMES);
            assertThat(run.started()).isAfterOrEqualTo(run.created());
            assertThat(run.ended()).isAfter(run.started());
          });
      assertThat(runs.stream().map(ArchivedRun::spec).distinct()).hasSize(RUNS);
      assertThat(runs.stream().map(run -> run.spec().strategy()).distinct()).hasSize(4);
      assertThat(runs.stream().map(run -> run.spec().representation()).distinct())
          .hasSize(Representation.values().length);
      for (int from = 0; from < RUNS; from += MadeUpArchive.SEEDS) {
        assertThat(runs.subList(from, from + MadeUpArchive.SEEDS))
            .extracting(run -> run.spec().seed())
            .containsExactly(1L, 2L, 3L, 4L, 5L);
      }
      Map<Long, Scores> scores =
          archive.scores(runs.stream().map(ArchivedRun::id).collect(Collectors.toList()));
      assertThat(scores.values())
          .allSatisfy(curves -> {
            assertThat(curves.initial()).hasSize(3);
            assertThat(curves.epochs()).hasSize(15);
          });
      assertThat(archive.matrices(runs.getFirst().id())).hasSize(18);
      assertThat(archive.matrices(runs.getFirst().id()))
          .allSatisfy(matrix -> assertThat(archive.read(matrix).entries().size()).isEqualTo(44));
    }
  }

  @Test
  void theSameNumbersComeOutEveryTime(@TempDir Path other) {
    try (Archive one = MadeUpArchive.of(folder, 10, 2);
        Archive two = MadeUpArchive.of(other, 10, 2)) {
      assertThat(one.runs()).isEqualTo(two.runs());
      List<Long> ids = one.runs().stream().map(ArchivedRun::id).toList();
      assertThat(one.scores(ids)).isEqualTo(two.scores(ids));
      List<ExperimentSpec> specs = one.runs().stream().map(ArchivedRun::spec).toList();
      assertThat(specs).doesNotHaveDuplicates();
    }
  }
}
