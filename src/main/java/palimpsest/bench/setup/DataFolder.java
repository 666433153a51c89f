package palimpsest.bench.setup;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.bench.download.Fetch;
import palimpsest.data.Catalogue;
import palimpsest.data.Download;
import palimpsest.data.PublicSet;
import palimpsest.data.SetStatus;
import palimpsest.experiment.ExperimentSpec;

/**
 * The folder that image sets are read from, and fetched into: chosen in the window, read on the
 * training thread.
 */
public final class DataFolder implements Supplier<Path> {

  /** Where image sets come from that are not there yet. */
  @FunctionalInterface
  public interface Source {
    /**
     * A fetch that has not begun.
     *
     * @param root the folder that they go into
     */
    Fetch of(Path root, List<PublicSet> sets);
  }

  private final Source source;
  private volatile Path path;

  /** A folder to begin with, which is filled from the public mirrors. */
  public DataFolder(Path path) {
    this(path, DataFolder::mirrors);
  }

  /** A folder to begin with. */
  public DataFolder(Path path, Source source) {
    this.path = path;
    this.source = source;
  }

  private static Fetch mirrors(Path root, List<PublicSet> sets) {
    Download download = Download.of(root, sets);
    return Fetch.of(download::fetch, download::cancel);
  }

  @Override
  public Path get() {
    return path;
  }

  /** Chooses another folder, for runs that begin from now on. */
  public void set(Path chosen) {
    path = chosen;
  }

  /** The image sets that a run needs and cannot use, for a file is missing or not right. */
  public List<SetStatus> unusable(ExperimentSpec spec) {
    return Catalogue.unusable(spec.images(), path, spec.tasks());
  }

  /** What keeps a run from being trained, in sentences; empty if its images can be read. */
  public String obstacle(ExperimentSpec spec) {
    String obstacles = SetStatus.obstacles(unusable(spec), path);
    return obstacles.isEmpty() ? "" : obstacles + " The queue waits for them.";
  }

  /** A fetch into this folder that has not begun. */
  Fetch fetch(List<PublicSet> sets) {
    return source.of(path, sets);
  }
}
