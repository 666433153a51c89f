package palimpsest.archive;

import java.nio.file.Path;

/**
 * Where things lie in an archive's folder.
 *
 * @param root the archive's folder
 */
record ArchiveFolders(Path root) {

  /** The database. */
  Path database() {
    return root.resolve("palimpsest.db");
  }

  /** The folder of a run. */
  Path run(long id) {
    return root.resolve("runs").resolve("%06d".formatted(id));
  }

  /** The lock of a session. */
  Path lock(long session) {
    return root.resolve("sessions").resolve(session + ".lock");
  }
}
