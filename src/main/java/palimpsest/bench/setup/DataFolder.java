package palimpsest.bench.setup;

import java.nio.file.Path;
import java.util.function.Supplier;

/** The folder that image sets are read from: chosen in the window, read on the training thread. */
public final class DataFolder implements Supplier<Path> {

  private volatile Path path;

  /** A folder to begin with. */
  public DataFolder(Path path) {
    this.path = path;
  }

  @Override
  public Path get() {
    return path;
  }

  /** Chooses another folder, for runs that begin from now on. */
  public void set(Path chosen) {
    path = chosen;
  }
}
