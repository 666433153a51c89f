package palimpsest.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecJson;
import palimpsest.file.AtomicFile;
import palimpsest.file.Npz;
import palimpsest.metric.AccuracyHistory;
import palimpsest.metric.Metrics;

/**
 * Archives of finished runs that were never trained, for tests and benchmarks of what is done with
 * many runs. The same numbers come out every time.
 */
public final class MadeUpArchive {

  /** Seeds of each configuration, from 1. */
  public static final int SEEDS = 5;

  /** The tasks of every run. */
  public static final List<String> TASK_NAMES = List.of("digits", "letters", "kana");

  private static final Instant FIRST = Instant.parse("2026-03-02T08:00:00Z");

  /** So many runs go into one transaction: a single one would keep other writers out. */
  private static final int AT_ONCE = 100;

  private static final List<String> NOTES =
      List.of(
          "Looks like the notebook's curve.",
          "Forgets digits as soon as letters begin; see whether a larger buffer helps.",
          "Repeat with float64 before anything is concluded from this.",
          "Best so far.");

  private static final List<String> TAGS =
      List.of("baseline", "paper", "figure-2", "ablation", "suspicious", "overnight");

  private MadeUpArchive() {}

  /**
   * Makes an archive and opens it.
   *
   * @param folder where to make it
   * @param runs how many runs: {@value #SEEDS} of each configuration, one after the other
   * @param epochs epochs of each of the three tasks
   */
  public static Archive of(Path folder, int runs, int epochs) {
    return of(folder, runs, epochs, 0);
  }

  /**
   * Makes an archive and opens it.
   *
   * @param folder where to make it
   * @param runs how many runs: {@value #SEEDS} of each configuration, one after the other
   * @param epochs epochs of each of the three tasks
   * @param withMatrices how many of them, the first ones, have all six Fisher matrices after each
   *     task
   */
  public static Archive of(Path folder, int runs, int epochs, int withMatrices) {
    Archive archive = Archive.open(folder);
    Database database = Database.open(new ArchiveFolders(archive.folder()).database());
    try {
      List<ExperimentSpec> specs = MadeUpSpecs.of(runs, SEEDS, epochs);
      for (int from = 0; from < specs.size(); from += AT_ONCE) {
        List<ExperimentSpec> some = specs.subList(from, Math.min(specs.size(), from + AT_ONCE));
        int first = from;
        database.write(connection -> {
          for (int i = 0; i < some.size(); i++) {
            add(connection, some.get(i), first + i);
          }
          return true;
        });
      }
      List<Long> ids = archive.runs().stream().map(ArchivedRun::id).toList();
      for (long id : ids.subList(0, Math.min(withMatrices, ids.size()))) {
        addMatrices(database, archive.folderOf(id), id);
      }
    } finally {
      database.close();
    }
    return archive;
  }

  private static void add(Connection connection, ExperimentSpec spec, int place)
      throws SQLException {
    Random random = new Random(31L * place + 7);
    RunResult result = MadeUpScores.result(spec, TASK_NAMES, random);
    Instant created = FIRST.plus(Duration.ofMinutes(11L * place));
    Instant started = created.plusSeconds(random.nextInt(90));
    Query.update(
        connection,
        "INSERT INTO run (spec, state, created, started, ended, notes, done, seconds, task_names,"
            + " parameters, layout, device, threads, program, git_commit, java, system, processors)"
            + " VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, 2, ?, 'unknown', ?, ?, 2)",
        SpecJson.write(spec),
        RunState.FINISHED.label(),
        Query.time(created),
        Query.time(started),
        Query.time(started.plusMillis(Math.round(1000 * result.seconds()))),
        place % 6 == 2 ? NOTES.get(place / 6 % NOTES.size()) : "",
        result.seconds(),
        RunChanges.json(TASK_NAMES),
        MadeUpMatrices.LAYOUT.size(),
        LayoutJson.write(MadeUpMatrices.LAYOUT),
        result.device(),
        Provenance.here().program(),
        Provenance.here().java(),
        Provenance.here().system());
    long run = Query.number(connection, "SELECT last_insert_rowid()");
    for (String tag : tags(place)) {
      Query.update(connection, "INSERT INTO tag (run, tag, place) VALUES (?, ?, 0)", run, tag);
    }
    ScoreTable.putInitial(connection, run, result.initial());
    for (EpochScores epoch : result.epochs()) {
      ScoreTable.putEpoch(connection, run, epoch);
    }
    RunChanges.setMetrics(connection, run, Metrics.of(AccuracyHistory.of(result)));
    LogTable.add(connection, run, started, "started", "Made up, not trained.");
    LogTable.add(connection, run, started.plusSeconds(60), "finished", "Finished.");
  }

  private static List<String> tags(int place) {
    List<String> tags = new ArrayList<>();
    if (place % 4 == 0) {
      tags.add(TAGS.get(place / 4 % TAGS.size()));
    }
    if (place % 9 == 0) {
      tags.add("reviewed");
    }
    return tags;
  }

  private static void addMatrices(Database database, Path folder, long run) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder, e);
    }
    for (FisherSnapshot matrix : MadeUpMatrices.all(TASK_NAMES, run)) {
      Path file = folder.resolve(MatrixTable.fileName(matrix));
      Npz.write(file, FisherArrays.of(matrix));
      database.write(connection -> {
        MatrixTable.put(connection, run, matrix, file);
        return true;
      });
    }
  }
}
