package palimpsest.archive;

import java.util.Collection;
import java.util.List;
import palimpsest.problem.Problem;

/**
 * The checkpoints of runs that have trained to their ends. They are deleted once the archive says
 * so; a process that is killed in between leaves them behind.
 */
final class LeftCheckpoints {

  private static final System.Logger LOG = System.getLogger(LeftCheckpoints.class.getName());

  private LeftCheckpoints() {}

  /**
   * Deletes those of runs that ended when the killed processes were alive, or later. What lies in
   * their folders of other runs stays, and so does a checkpoint without weights beside it.
   *
   * @param killed the numbers of their sessions
   */
  static void delete(
      Database database, RunTable runs, ArchiveFolders folders, Collection<Long> killed) {
    try {
      for (long run : endedSince(database, killed)) {
        RunTable.Recorded recorded = runs.recorded(run);
        CheckpointFiles files =
            new CheckpointFiles(folders.run(run), recorded.mark(), recorded.spec().precision());
        if (recorded.mark().isOn(folders.run(run).resolve(RunFolder.WEIGHTS))) {
          files.delete();
        }
      }
    } catch (Problem problem) {
      LOG.log(System.Logger.Level.DEBUG, "Checkpoints of finished runs stay.", problem);
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
