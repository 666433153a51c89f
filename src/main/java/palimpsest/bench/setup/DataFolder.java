package palimpsest.bench.setup;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;
import palimpsest.bench.download.PendingDownload;
import palimpsest.data.Download;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.input.NetworkFolder;

/**
 * The folder that image sets are read from, and fetched into: chosen in the window, read on the
 * training thread.
 */
public final class DataFolder implements Supplier<Path> {

  private static final Logger LOG = System.getLogger(DataFolder.class.getName());

  /** The source of image sets that are not on disk yet. */
  @FunctionalInterface
  public interface Source {
    /**
     * A fetch that has not begun.
     *
     * @param root the folder that they go into
     */
    PendingDownload of(Path root, List<PublicSet> sets);
  }

  private final Source source;
  private final boolean remembered;
  private volatile Path path;
  private volatile String unopened = "";

  /** A folder to begin with, which is filled from the public mirrors. */
  public DataFolder(Path path) {
    this(path, true);
  }

  /**
   * A folder to begin with, which is filled from the public mirrors.
   *
   * @param remembered whether a folder that was chosen earlier takes its place; not if this one was
   *     asked for at this start
   */
  public DataFolder(Path path, boolean remembered) {
    this(path, DataFolder::mirrors, remembered);
  }

  /** A folder to begin with, unless one was chosen earlier. */
  public DataFolder(Path path, Source source) {
    this(path, source, true);
  }

  private DataFolder(Path path, Source source, boolean remembered) {
    this.path = path;
    this.source = source;
    this.remembered = remembered;
  }

  /**
   * Takes the folder that was chosen earlier, if there was one. One on the network is not looked
   * into: the settings lie with the archive, which may come from anywhere.
   */
  public void recall(String chosen) {
    if (remembered && NetworkFolder.isNamedBy(chosen)) {
      unopened =
          "The data folder %s is on the network. To use it, choose it again.".formatted(chosen);
    } else if (remembered && !chosen.isBlank()) {
      try {
        path = Path.of(chosen);
      } catch (InvalidPathException e) {
        LOG.log(Level.WARNING, "The remembered data folder cannot be read: " + e.getMessage());
      }
    }
  }

  /** That a remembered folder was not opened, in a sentence or two; empty if none was. */
  public String unopened() {
    return unopened;
  }

  private static PendingDownload mirrors(Path root, List<PublicSet> sets) {
    Download download = Download.of(root, sets);
    return PendingDownload.of(download::fetch, download::cancel);
  }

  @Override
  public Path get() {
    return path;
  }

  /** Chooses another folder, for runs that begin from now on. */
  public void set(Path chosen) {
    unopened = "";
    path = chosen;
  }

  /** The image sets that a run needs and cannot use, for a file is missing or not right. */
  public List<ImageSetStatus> unusable(ExperimentSpec spec) {
    return Catalogue.unusable(spec.neededSets(), path);
  }

  /** The reasons why a run cannot be trained, in sentences; empty if its images can be read. */
  public String obstacle(ExperimentSpec spec) {
    String obstacles = ImageSetStatus.obstacles(unusable(spec), path);
    return obstacles.isEmpty() ? "" : obstacles + " The queue waits until they can be read.";
  }

  /** A fetch into this folder that has not begun. */
  PendingDownload fetch(List<PublicSet> sets) {
    return source.of(path, sets);
  }
}
