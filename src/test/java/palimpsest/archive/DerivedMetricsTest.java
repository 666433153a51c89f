package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.metric.Metric;
import palimpsest.metric.Metrics;

/** Runs that were stored before a metric was known have it all the same. */
class DerivedMetricsTest {

  @TempDir Path folder;

  @Test
  void oldRunsGetNewMetricsFromTheirScores() {
    Map<Long, Map<String, Double>> stored = new HashMap<>();
    try (Archive archive = MadeUpArchive.of(folder, 10, 3)) {
      archive.runs().forEach(run -> stored.put(run.id(), run.metrics()));
    }
    assertThat(stored.values())
        .allSatisfy(metrics ->
            assertThat(metrics)
                .containsOnlyKeys(Metrics.ALL.stream().map(Metric::key).toArray(String[]::new)));
    Database database = Database.open(new ArchiveFolders(folder).database());
    database.write(connection ->
        Query.update(
            connection, "DELETE FROM metric WHERE key NOT IN ('average-accuracy', 'forgetting')"));
    database.close();
    try (Archive archive = Archive.open(folder)) {
      List<ArchivedRun> runs = archive.runs();
      assertThat(runs).hasSameSizeAs(stored.keySet());
      assertThat(runs).allSatisfy(run -> assertThat(run.metrics()).isEqualTo(stored.get(run.id())));
      assertThat(archive.runs()).isEqualTo(runs);
    }
  }
}
