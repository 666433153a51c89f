package palimpsest.archive;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;

/**
 * Everything that lasts: a SQLite database of runs and numbers, and a folder for each run with its
 * matrices, checkpoint and weights. Several processes may use one archive at the same time. All
 * methods may be called from any thread; each is one short transaction.
 */
@SuppressWarnings("DoNotCallSuggester")
public final class Archive implements AutoCloseable {

  private static final String LATER = "in the making";

  private Archive() {}

  /** The archive in the user's data folder, or where {@code PALIMPSEST_ARCHIVE} says. */
  public static Path defaultFolder() {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Opens an archive, making it if there is none and bringing an older one up to date.
   *
   * @throws palimpsest.problem.Problem if nothing in it can be read: it says why and what to do
   */
  public static Archive open(Path folder) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Where it is. */
  public Path folder() {
    throw new UnsupportedOperationException(LATER);
  }

  /** What keeps it from being used in full, in a sentence: a read-only disk, a damaged table. */
  public Optional<String> limitation() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Whether runs can be added and changed. */
  public boolean isWritable() {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * A number that differs whenever anyone, in any process, has changed the archive: cheap to ask.
   */
  public long revision() {
    throw new UnsupportedOperationException(LATER);
  }

  /** Every run that was not deleted, the oldest first. */
  public List<ArchivedRun> runs() {
    throw new UnsupportedOperationException(LATER);
  }

  /** One run, deleted or not. */
  public Optional<ArchivedRun> find(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /** The curves of some runs, in one query. */
  public Map<Long, RunScores> scores(Collection<Long> ids) {
    throw new UnsupportedOperationException(LATER);
  }

  /** What happened in a run, the oldest first. */
  public List<LogLine> log(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /** The matrices in a run's folder, in the order in which they were measured. */
  public List<ArchivedMatrix> matrices(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Reads a matrix; a large one is mapped from its file rather than copied into memory.
   *
   * @throws palimpsest.problem.Problem naming the file, if it is gone or damaged
   */
  public FisherSnapshot read(ArchivedMatrix matrix) {
    throw new UnsupportedOperationException(LATER);
  }

  /** A run's folder; it may be gone. */
  public Path folderOf(long id) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Writes what people say about a run. */
  public void annotate(long id, String notes, List<String> tags) {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * Takes runs that are over out of sight; {@link #restore} brings them back until they are purged.
   */
  public void delete(Collection<Long> ids) {
    throw new UnsupportedOperationException(LATER);
  }

  /** Brings deleted runs back. */
  public void restore(Collection<Long> ids) {
    throw new UnsupportedOperationException(LATER);
  }

  /**
   * How long some runs will take, judged by runs like them; nothing known gives NaN.
   *
   * @return seconds
   */
  public double estimatedSeconds(List<ExperimentSpec> specs) {
    throw new UnsupportedOperationException(LATER);
  }

  @Override
  public void close() {
    throw new UnsupportedOperationException(LATER);
  }
}
