package palimpsest.archive;

import java.nio.file.Path;
import java.util.Collection;
import java.util.List;

/**
 * The checkpoints of runs that have trained to their ends. They are deleted once the archive says
 * so; a process that is killed in between leaves them behind.
 */
final class LeftCheckpoints {

  private static final System.Logger LOG = System.getLogger(LeftCheckpoints.class.getName());

  private LeftCheckpoints() {}

  /**
   * Deletes those of runs that ended when the killed processes were alive, or later. What lies in
   * their folders of other runs stays, and so does a checkpoint without later weights beside it.
   *
   * @param killed the numbers of their sessions
   */
  static void delete(
      Database database, RunTable runs, ArchiveFolders folders, Collection<Long> killed) {
    for (long run : endedSince(database, killed)) {
      if (CheckpointFiles.areIn(folders.run(run))) {
        delete(runs, folders, run);
      }
    }
  }

  private static void delete(RunTable runs, ArchiveFolders folders, long run) {
    try {
      RunTable.Recorded recorded = runs.recorded(run);
      Path weights = folders.run(run).resolve(RunFolder.WEIGHTS);
      CheckpointFiles files =
          new CheckpointFiles(folders.run(run), recorded.mark(), recorded.spec().precision());
      // Older ones are those of an earlier stop, and the last are in the checkpoint alone.
      if (recorded.mark().isOn(weights) && files.isNotNewerThan(weights)) {
        files.delete();
      }
    } catch (RuntimeException unreadable) {
      LOG.log(System.Logger.Level.DEBUG, "The checkpoint of a finished run stays.", unreadable);
    }
  }

  private static List<Long> endedSince(Database database, Collection<Long> sessions) {
    return database.read(
        List.of(),
        connection ->
            Query.list(
                connection,
                "SELECT id FROM run WHERE state IN ('finished', 'diverged') AND ended >= (SELECT"
                    + " min(started) FROM session WHERE id IN (SELECT value FROM json_each(?)))",
                row -> row.getLong(1),
                Query.ids(sessions)));
  }
}
