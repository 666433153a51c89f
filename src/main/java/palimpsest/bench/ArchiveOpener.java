package palimpsest.bench;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.bench.device.DeviceAccess;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.SpecDraft;
import palimpsest.machine.Restart;
import palimpsest.problem.Problem;
import palimpsest.queue.TrainingQueue;
import palimpsest.site.SweepQueue;

/**
 * The archive and the queue of a window, which are opened after the window has appeared and closed
 * after it has gone, so that there is no wait for them.
 */
public final class ArchiveOpener implements AutoCloseable {

  private static final Logger LOG = System.getLogger(ArchiveOpener.class.getName());

  /** Deleted runs can be brought back for so long. */
  private static final Duration TRASH = Duration.ofDays(30);

  private final Path folder;
  private final RunExecutor runExecutor;
  private final DataFolder data;
  private final Supplier<SpecDraft> start;
  private final Supplier<List<Preset>> presets;
  private @Nullable FutureTask<Contents> ahead;
  private final Restart restart;
  private final Function<Archive, SweepQueue> reach;
  private @Nullable Archive archive;
  private @Nullable TrainingQueue queue;
  private @Nullable SweepQueue sweeps;
  private @Nullable Settings settings;
  private Runnable beforeClosing = () -> {};
  private boolean closed;

  /**
   * Opens nothing yet.
   *
   * @param folder the archive's
   * @param runExecutor trains the runs
   * @param data the folder of image sets
   * @param start the initial values of the form; read when the archive is opened
   * @param presets the presets of the form; read then too
   */
  public ArchiveOpener(
      Path folder,
      RunExecutor runExecutor,
      DataFolder data,
      Supplier<SpecDraft> start,
      Supplier<List<Preset>> presets) {
    this(folder, runExecutor, data, start, presets, new Restart());
  }

  /**
   * Opens nothing yet.
   *
   * @param restart asked for when the window is to open once more in a new process
   */
  public ArchiveOpener(
      Path folder,
      RunExecutor runExecutor,
      DataFolder data,
      Supplier<SpecDraft> start,
      Supplier<List<Preset>> presets,
      Restart restart) {
    this(folder, runExecutor, data, start, presets, restart, SweepQueue::new);
  }

  /**
   * Opens nothing yet.
   *
   * @param reach makes the queue of sweeps of an archive
   */
  ArchiveOpener(
      Path folder,
      RunExecutor runExecutor,
      DataFolder data,
      Supplier<SpecDraft> start,
      Supplier<List<Preset>> presets,
      Restart restart,
      Function<Archive, SweepQueue> reach) {
    this.folder = folder;
    this.runExecutor = runExecutor;
    this.data = data;
    this.start = start;
    this.presets = presets;
    this.restart = restart;
    this.reach = reach;
  }

  /** The contents that take a while to read. */
  private record Contents(Archive archive, SpecDraft start, List<Preset> presets) {}

  /** Begins to open the archive on a thread of its own, while the window is being made. */
  synchronized void begin() {
    FutureTask<Contents> task = new FutureTask<>(this::contents);
    ahead = task;
    Thread.ofPlatform().daemon().name("opening-ahead").start(task);
  }

  /** The archive's folder. */
  Path folder() {
    return folder;
  }

  /**
   * Opens archive and queue. Takes a while.
   *
   * @throws palimpsest.problem.Problem if nothing in the archive can be read
   */
  synchronized BenchServices open(Settings settings) {
    if (closed) {
      throw new IllegalStateException("the window has been closed");
    }
    this.settings = settings;
    Contents contents = ahead == null ? contents() : await(ahead);
    data.recall(settings.dataFolderProperty().get());
    Archive opened = contents.archive();
    archive = opened;
    TrainingQueue made =
        new TrainingQueue(opened, runExecutor, data, settings.checkpointSecondsProperty().get());
    made.waitFor(data::obstacle);
    queue = made;
    SweepQueue following = reach.apply(opened);
    sweeps = following;
    return new BenchServices(
        opened,
        made,
        following,
        data,
        contents.start(),
        contents.presets(),
        settings,
        DeviceAccess.real(restart));
  }

  private Contents contents() {
    List<Preset> offered = presets.get();
    SpecDraft first = start.get();
    Archive opened = Archive.open(folder);
    purge(opened);
    return new Contents(opened, first, offered);
  }

  /** Waits for the contents; after success or failure the next attempt starts afresh. */
  private Contents await(FutureTask<Contents> begun) {
    ahead = null;
    try {
      return begun.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the archive was opened", e);
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException failure -> throw failure;
        case Error failure -> throw failure;
        case null, default -> throw new IllegalStateException(e);
      }
    }
  }

  /** Deletes old runs; a failure does not prevent opening. */
  private static void purge(Archive opened) {
    if (opened.isWritable()) {
      try {
        opened.purge(TRASH);
      } catch (Problem problem) {
        LOG.log(Level.WARNING, problem.getMessage());
      }
    }
  }

  /**
   * Has something done before the archive is closed, such as finishing what was begun in the
   * background.
   */
  synchronized void beforeClosing(Runnable work) {
    beforeClosing = work;
  }

  /**
   * Leaves the run under way at a checkpoint and the jobs on clusters alone, closes the archive and
   * writes the settings.
   */
  @Override
  public synchronized void close() {
    closed = true;
    closeAhead();
    beforeClosing.run();
    if (settings != null && archive != null && archive.isWritable()) {
      try {
        new SettingsFile(folder).write(settings.write());
      } catch (Problem problem) {
        LOG.log(Level.WARNING, problem.getMessage());
      }
    }
    try {
      if (queue != null) {
        queue.close();
        queue = null;
      }
      if (sweeps != null) {
        sweeps.close();
        sweeps = null;
      }
    } finally {
      if (archive != null) {
        archive.close();
        archive = null;
      }
    }
  }

  /** A window that was closed before it was there has an archive that is not needed. */
  private void closeAhead() {
    if (ahead != null) {
      try {
        await(ahead).archive().close();
      } catch (RuntimeException | LinkageError e) {
        LOG.log(Level.DEBUG, "The archive could not be opened, and is no longer needed.", e);
      }
    }
  }
}
