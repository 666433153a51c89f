package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** One file of a public image set, as a run reads it. */
interface PublicFile {

  /** Its usual name. */
  String name();

  /** The contents of a copy of it, unpacked if they are packed. */
  InputStream open(Path path) throws IOException;

  /** Whether a file can be read to its end and holds what its name says, however many of it. */
  boolean isWhole(Path path);
}
