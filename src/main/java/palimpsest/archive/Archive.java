package palimpsest.archive;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.file.AtomicFile;
import palimpsest.file.Npz;
import palimpsest.input.InputFile;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/**
 * Everything that lasts: a SQLite database of runs and numbers, and a folder for each run with its
 * matrices, checkpoint and weights. Several processes may use one archive at the same time. All
 * methods may be called from any thread; each is one short transaction.
 *
 * <p>The database is {@code palimpsest.db}; {@code 001-runs.sql} and those after it say what its
 * tables hold. A run's folder is {@code runs/000123}, a living process's lock lies in {@code
 * sessions}.
 */
public final class Archive implements AutoCloseable {

  private final ArchiveFolders folders;
  private final Database database;
  private final RunHolders holders;
  private final RunTable runs;
  private final RunChanges changes;
  private final Set<Long> ownSessions = ConcurrentHashMap.newKeySet();

  private Archive(ArchiveFolders folders, Database database) {
    this.folders = folders;
    this.database = database;
    holders = new RunHolders(ownSessions::contains, this::isAlive);
    runs = new RunTable(database, holders);
    changes = new RunChanges(database);
  }

  /** The archive in the user's data folder, or where {@code PALIMPSEST_ARCHIVE} says. */
  public static Path defaultFolder() {
    return ArchivePlace.of(
        System.getProperty("os.name"), System.getProperty("user.home"), System.getenv());
  }

  /**
   * Opens an archive, making it if there is none and bringing an older one up to date.
   *
   * @throws Problem if nothing in it can be read: it says why and what to do
   */
  public static Archive open(Path folder) {
    ArchiveFolders folders = new ArchiveFolders(folder.toAbsolutePath().normalize());
    try {
      Files.createDirectories(folders.root());
    } catch (FileAlreadyExistsException e) {
      throw new Problem(
          "The archive %s cannot be used: %s is a file, but must be a folder."
              .formatted(folder, e.getFile() == null ? folder : e.getFile()),
          e);
    } catch (IOException e) {
      throw new Problem(
          "The archive's folder %s cannot be made: %s.".formatted(folder, AtomicFile.reason(e)), e);
    }
    return new Archive(folders, Database.open(folders.database()));
  }

  /**
   * Opens an archive that is not to be changed.
   *
   * @throws Problem if nothing in it can be read
   */
  public static Archive openForReading(Path folder, String reason) {
    ArchiveFolders folders = new ArchiveFolders(folder.toAbsolutePath().normalize());
    return new Archive(folders, Database.openForReading(folders.database(), reason));
  }

  /** The archive's folder. */
  public Path folder() {
    return folders.root();
  }

  /**
   * The reason why the archive cannot be used in full, in a sentence: a read-only disk, a damaged
   * table.
   */
  public Optional<String> limitation() {
    List<String> all = new ArrayList<>(database.limitations());
    runs.unreadable().sentence().ifPresent(all::add);
    return all.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", all));
  }

  /**
   * The reason why nothing can be added now, in a sentence: the archive is read-only, or the disk
   * is full. Empty if something can be; a little is written to find out.
   */
  public Optional<String> obstacle() {
    return readOnlyReason()
        .or(() ->
            AtomicFile.obstacle(folders.root())
                .map(reason ->
                    "Nothing can be added to the archive %s: %s."
                        .formatted(folders.root(), reason)));
  }

  /** The reason why the archive is read-only, in a sentence; empty if it can be changed. */
  public Optional<String> readOnlyReason() {
    return isWritable() ? Optional.empty() : Optional.of(String.join(" ", database.limitations()));
  }

  /** The number of failed readings so far: their results may be incomplete. */
  public long failedReadings() {
    return database.failures();
  }

  /** Whether runs can be added and changed. */
  public boolean isWritable() {
    return database.isWritable();
  }

  /**
   * A number that differs whenever anyone, in any process, has changed the archive, and when a
   * process that had runs in its queue has ended: cheap to ask.
   */
  public long revision() {
    return database.version() * 1_000 + holders.othersAlive();
  }

  /** Damage found by a thorough check of the database; empty if there is none. Takes a while. */
  public String damage() {
    return database.damage();
  }

  /** Every run that was not deleted, the oldest first. */
  public List<ArchivedRun> runs() {
    return runs.all();
  }

  /** Every run that was deleted and can still be restored, in the order of deletion. */
  public List<ArchivedRun> deleted() {
    return runs.deleted();
  }

  /** One run, deleted or not. */
  public Optional<ArchivedRun> find(long id) {
    return runs.find(id);
  }

  /**
   * One run, deleted or not.
   *
   * @throws Problem saying that there is none, or why it cannot be read
   */
  public ArchivedRun get(long id) {
    return find(id)
        .orElseThrow(() ->
            new Problem(
                runs.unreadable()
                    .reason(id)
                    .map(reason -> "Run %d cannot be read: %s".formatted(id, reason))
                    .orElse("There is no run %d.".formatted(id))));
  }

  /** Whether everything that was asked for so far could be read. */
  public boolean isComplete() {
    return runs.unreadable().sentence().isEmpty() && !database.isIncomplete();
  }

  /** The curves of a run, with the confusion matrices at the ends of its tasks. */
  public Scores scoresWithConfusion(long id) {
    int classes = layout(id).map(ParameterLayout::outputs).orElse(0);
    return database.read(
        Scores.NONE,
        connection ->
            new ScoreReader(connection, runs.sizes(connection, List.of(id)), database::leaveOut)
                .readWithConfusion(id, classes));
  }

  /**
   * The curves of some runs, in one query, without confusion matrices; a run without any has {@link
   * Scores#NONE}.
   */
  public Map<Long, Scores> scores(Collection<Long> ids) {
    return database.read(
        Map.of(),
        connection ->
            new ScoreReader(connection, runs.sizes(connection, ids), database::leaveOut).read(ids));
  }

  /** The log of a run, the oldest line first. */
  public List<LogLine> log(long id) {
    return database.read(List.of(), connection -> LogTable.read(connection, id));
  }

  /** The positions of a run's weights; empty until the run has started. */
  public Optional<ParameterLayout> layout(long id) {
    return runs.layout(id);
  }

  /** The program and machine that a run was made with; nothing until it has begun. */
  public Optional<Provenance> environment(long id) {
    return database.read(
        Optional.<Provenance>empty(),
        connection ->
            Query.first(
                connection,
                "SELECT program, git_commit, java, system, processors FROM run"
                    + " WHERE id = ? AND program <> ''",
                row ->
                    new Provenance(
                        Query.text(row, 1),
                        Query.text(row, 2),
                        Query.text(row, 3),
                        Query.text(row, 4),
                        row.getInt(5)),
                id));
  }

  /**
   * Everything that a run measured, as far as it came, with its last weights where they are there.
   */
  public Optional<RunResult> result(long id) {
    return find(id)
        .map(run ->
            ArchivedResult.of(
                run,
                scoresWithConfusion(id),
                folders.run(id),
                runs.recorded(id).mark(),
                database::leaveOut));
  }

  /** The times and machines of a run's training, the oldest first. */
  public List<Stretch> stretches(long id) {
    return database.read(List.of(), connection -> StretchTable.read(connection, id));
  }

  /**
   * The file of a run's last weights; nothing if it is gone.
   *
   * @throws Problem if the file in its place is another run's or cannot be read
   */
  public Optional<Path> weightsOf(long id) {
    Path file = folders.run(id).resolve(RunFolder.WEIGHTS);
    if (!InputFile.isOwn(file)) {
      return Optional.empty();
    }
    runs.recorded(id).mark().require(file, Npz.read(file));
    return Optional.of(file);
  }

  /** The matrices in a run's folder, in the order in which they were measured. */
  public List<ArchivedMatrix> matrices(long id) {
    return matrices(List.of(id)).getOrDefault(id, List.of());
  }

  /** The matrices of some runs; those that have none are left out. */
  public Map<Long, List<ArchivedMatrix>> matrices(Collection<Long> ids) {
    return database.read(
        Map.of(),
        connection -> MatrixTable.read(connection, ids, folders::run, runs.sizes(connection, ids)));
  }

  /**
   * Reads a matrix; a large one is mapped from its file rather than copied into memory.
   *
   * @throws Problem naming the file, if it is gone, damaged or another run's
   */
  public FisherSnapshot read(ArchivedMatrix matrix) {
    return MatrixFile.read(matrix, runs.recorded(matrix.run()).mark());
  }

  /** A run's folder; it may be gone. */
  public Path folderOf(long id) {
    return folders.run(id);
  }

  /**
   * The operating system's number of the other living process that has a run in its queue; empty if
   * none has.
   */
  public Optional<Long> processOf(ArchivedRun run) {
    return run.elsewhere() ? runs.process(run.id()) : Optional.empty();
  }

  /** The folder of image sets that was chosen for a run; empty if none was. */
  public Optional<Path> dataFolder(long id) {
    return runs.dataFolder(id);
  }

  /**
   * Writes from which folder runs read their image sets.
   *
   * @throws Problem if it cannot be kept
   */
  public void setDataFolder(Collection<Long> ids, Path folder) {
    changes.setDataFolder(ids, folder);
  }

  /**
   * Writes what people say about a run.
   *
   * @throws Problem if it cannot be kept
   */
  public void annotate(long id, String notes, List<String> tags) {
    changes.annotate(id, notes, tags);
  }

  /**
   * Takes runs that are over, or whose process has ended, out of sight; {@link #restore} brings
   * them back until they are purged.
   *
   * @throws Problem naming a run that is in a queue; then none was deleted
   */
  public void delete(Collection<Long> ids) {
    changes.delete(ids, this::isAlive);
  }

  /** Restores deleted runs. */
  public void restore(Collection<Long> ids) {
    changes.restore(ids);
  }

  /**
   * Forgets, for good and with their folders, the runs that were deleted so long ago.
   *
   * @return the number of deleted runs
   * @throws Problem naming the first folder that could not be deleted; all others are
   */
  public int purge(Duration age) {
    Map<Long, String> purged = changes.purge(Instant.now().minus(age));
    List<Problem> undeleted = new ArrayList<>();
    purged.forEach((id, identity) -> {
      try {
        deleteFolder(folders.run(id), identity);
      } catch (Problem problem) {
        undeleted.add(problem);
      }
    });
    if (!undeleted.isEmpty()) {
      throw undeleted.getFirst();
    }
    return purged.size();
  }

  /** Deletes a run's folder, unless files of another run lie in it. */
  private static void deleteFolder(Path folder, String identity) {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> walk = Files.walk(folder)) {
      List<Path> files = walk.sorted(Comparator.reverseOrder()).toList();
      for (Path file : files) {
        String owner = file.toString().endsWith(".npz") ? RunMark.runOf(file) : "";
        if (!owner.isEmpty() && !owner.equals(identity)) {
          throw new Problem(
              "The folder %s was not deleted: %s belongs to the run with the id %s."
                  .formatted(folder, file.getFileName(), owner));
        }
      }
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new Problem(
          "The folder %s cannot be deleted: %s.".formatted(folder, AtomicFile.reason(e)), e);
    }
  }

  /**
   * The time that some runs will take, estimated from runs like them; NaN if there are none.
   *
   * @param dataRoot the folder of their images, which are counted
   * @return seconds
   */
  public double estimatedSeconds(List<ExperimentSpec> specs, Path dataRoot) {
    CostEstimate estimate = new CostEstimate(runs.finished());
    return specs.stream()
        .mapToDouble(spec -> estimate.seconds(spec, spec.outline().sizesBelow(dataRoot)))
        .sum();
  }

  /** Whether runs that a cluster trains are not over. */
  public boolean hasSweeps() {
    return database.read(
        false,
        connection ->
            Query.number(
                    connection,
                    "SELECT EXISTS (SELECT 1 FROM run JOIN placement ON placement.run = run.id"
                        + " WHERE deleted IS NULL AND "
                        + RunTable.NOT_OVER
                        + ")")
                > 0);
  }

  /**
   * Begins to train runs of this archive.
   *
   * @throws Problem if it cannot be written
   */
  public Session openSession() {
    return Session.open(database, runs, folders, ownSessions::add, ownSessions::remove);
  }

  private boolean isAlive(long session) {
    return SessionLock.isHeld(folders.lock(session));
  }

  @Override
  public void close() {
    database.close();
  }
}
