package palimpsest.site;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.EventJson;
import palimpsest.archive.Provenance;
import palimpsest.archive.RunFiles;
import palimpsest.archive.RunMoment;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.file.AtomicFile;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;

/**
 * A run as a cluster's node trains it: out of its own folder and into it, without an archive. What
 * happens is written as lines of events, the state as a checkpoint, weights and matrices as files;
 * the process that submitted it takes all of it into the archive.
 */
public final class NodeRun {

  /** The empty file that says that there is nothing more to do. */
  static final String DONE = "done";

  private static final String LOCK = "lock";

  /** The ways in which training in a folder ends. */
  public enum End {
    /** The run is over: trained to its end, stopped, or diverged. */
    OVER,
    /** It was interrupted; its checkpoint is kept. */
    PAUSED,
    /** It failed by itself, and would again. */
    FAILED
  }

  private final RunOrder order;
  private final EventFile events;
  private final Consumer<String> messages;
  private final Provenance here = Provenance.here();
  private final long begun = System.nanoTime();
  private RunFiles files;
  private @Nullable ParameterLayout layout;
  private double secondsBefore;

  private NodeRun(RunOrder order, RunFiles files, EventFile events, Consumer<String> messages) {
    this.order = order;
    this.files = files;
    this.events = events;
    this.messages = messages;
  }

  /** The name of a run's folder in the sweep's, by its place in the sweep. */
  public static String folder(int element) {
    return "%06d".formatted(element);
  }

  /**
   * Trains the run of a folder, from its checkpoint if there is one.
   *
   * @param folder the run's folder, with the file {@link RunOrder#FILE}
   * @param executor trains
   * @param control the means of interrupting it
   * @param messages told what is worth a line in the job's output
   * @throws Problem if the folder is none, another process trains its run, or it cannot be written
   */
  public static End train(
      Path folder, RunExecutor executor, RunControl control, Consumer<String> messages) {
    RunOrder order = RunOrder.read(folder);
    RunFiles files = RunFiles.of(folder, order.run(), order.identity(), order.spec());
    if (Files.exists(folder.resolve(DONE))) {
      // The process that wrote that may have been killed before it did this.
      try {
        files.deleteCheckpoint();
      } catch (Problem undeleted) {
        messages.accept(undeleted.getMessage());
      }
      messages.accept("The run of %s is over already.".formatted(folder));
      return End.OVER;
    }
    try (FileChannel channel =
        FileChannel.open(
            folder.resolve(LOCK), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      lock(channel, folder);
      try (EventFile events = EventFile.next(folder, messages)) {
        End end = new NodeRun(order, files, events, messages).train(executor, control);
        if (end == End.OVER) {
          AtomicFile.write(folder.resolve(DONE), out -> {});
          files.deleteCheckpoint();
        }
        return end;
      }
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(folder, e);
    }
  }

  /** Takes the run's lock, which the channel holds until it is closed. */
  private static void lock(FileChannel channel, Path folder) {
    try {
      if (channel.tryLock() == null) {
        throw taken(folder);
      }
    } catch (OverlappingFileLockException e) {
      throw taken(folder);
    } catch (IOException e) {
      // A file system without locks: the cluster starts a job once.
      System.getLogger(NodeRun.class.getName())
          .log(System.Logger.Level.DEBUG, "A run's folder takes no lock.", e);
    }
  }

  private static Taken taken(Path folder) {
    return new Taken("Another process trains the run of %s now.".formatted(folder));
  }

  /** Another process trains the run of a folder. */
  public static final class Taken extends Problem {
    private static final long serialVersionUID = 1L;

    Taken(String message) {
      super(message);
    }
  }

  private End train(RunExecutor executor, RunControl control) {
    try {
      RunResult result =
          executor.run(
              order.spec(),
              order.data().isEmpty() ? Catalogue.root(null) : Path.of(order.data()),
              control,
              files.checkpoints(order.checkpointSeconds(), events::force, this::tell),
              this::hear);
      events.force();
      return result.ending() == RunResult.Ending.PAUSED ? End.PAUSED : End.OVER;
    } catch (Unwritable e) {
      throw e.problem;
    } catch (Problem problem) {
      return failed(problem.getMessage());
    } catch (OutOfMemoryError e) {
      return failed(
          "The run failed: there is not enough memory. A smaller batch or network needs less, and a"
              + " job can be given more.");
    } catch (RuntimeException | Error e) {
      System.getLogger(NodeRun.class.getName()).log(System.Logger.Level.ERROR, "A run failed.", e);
      return failed("The run failed: " + e);
    }
  }

  private End failed(String reason) {
    messages.accept(reason);
    events.add(line(new RunEvent.Failed(reason), ""), true);
    events.force();
    return End.FAILED;
  }

  /** A message about what could not be written or read, for the job's output and the log. */
  private void tell(String error) {
    messages.accept(error);
    events.add(line(new RunEvent.LogMessage(error), ""), true);
  }

  private void hear(RunEvent event) {
    String file = "";
    switch (event) {
      case RunEvent.Started started -> {
        layout = started.layout();
        String digest = started.data().digest();
        String found = SiteCheck.digest(started.data());
        if (!order.digest().isEmpty() && !found.equals(order.digest())) {
          throw new Problem(
              ("The image sets on the node are others than those where the run was queued (data"
                      + " %.8s, where data %.8s was expected). Copy them there, or name the folder"
                      + " that holds them.")
                  .formatted(found, order.digest()));
        }
        files = files.reading(digest);
      }
      case RunEvent.Resumed resumed ->
          secondsBefore = resumed.epochs().stream().mapToDouble(scores -> scores.seconds()).sum();
      case RunEvent.FisherMeasured measured -> {
        if (measured.matrix().live()) {
          return;
        }
        try {
          file = files.writeMatrix(measured.matrix());
        } catch (Problem problem) {
          tell(problem.getMessage());
          return;
        }
      }
      case RunEvent.Ended(RunResult result) -> writeEnd(result);
      default -> {}
    }
    events.add(line(event, file), !(event instanceof RunEvent.Progress));
  }

  /** Weights must be there before the line that counts on them. */
  private void writeEnd(RunResult result) {
    try {
      files.writeWeights(result, layout);
    } catch (Problem problem) {
      throw new Unwritable(problem);
    }
  }

  private String line(RunEvent event, String file) {
    double seconds =
        event instanceof RunEvent.Ended(RunResult result)
            ? result.seconds()
            : secondsBefore + (System.nanoTime() - begun) / 1e9;
    return EventJson.write(event, new RunMoment(Instant.now(), here, seconds), file);
  }

  /** Carries a problem of the folder through the training, which would take it for its own. */
  private static final class Unwritable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Problem problem;

    Unwritable(Problem problem) {
      super(problem);
      this.problem = problem;
    }
  }
}
