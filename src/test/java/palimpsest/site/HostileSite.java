package palimpsest.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import palimpsest.archive.EventJson;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.problem.Problem;
import palimpsest.queue.ScriptedTraining;

/** The files of a shared folder, for those who spoil them. */
public final class HostileSite {

  private HostileSite() {}

  private static ExperimentSpec spec() {
    return SpecDraft.initial().with(TaskLength.EPOCHS, "1").toSpec().decided();
  }

  private static RunOrder order() {
    return new RunOrder(7, "an-id", spec(), "", "", 0);
  }

  /** A good description of a run. */
  public static List<byte[]> orders() {
    return List.of(order().write());
  }

  /** Reads a description of a run. */
  public static void readOrder(Path file) {
    try {
      Path folder = Files.createDirectories(file.resolveSibling("order"));
      Files.write(folder.resolve(RunOrder.FILE), Files.readAllBytes(file));
      RunOrder read = RunOrder.read(folder);
      // What was read can be written and read again.
      Files.write(folder.resolve(RunOrder.FILE), read.write());
      if (!Objects.equals(RunOrder.read(folder), read)) {
        throw new IllegalStateException("read otherwise the second time");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The events of a run.
   *
   * @param folder an empty one
   */
  public static List<byte[]> events(Path folder) {
    try {
      Files.write(folder.resolve(RunOrder.FILE), order().write());
      NodeRun.train(folder, ScriptedTraining.free(), new RunControl(), text -> {});
      return List.of(Files.readAllBytes(folder.resolve(EventFile.name(1))));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads events. */
  public static void readEvents(Path file) {
    EventJson.Reader reader = new EventJson.Reader(7, spec());
    try {
      for (String line :
          new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", 0)) {
        EventJson.Told _ = reader.read(line);
      }
    } catch (IllegalArgumentException e) {
      throw new Problem("A line was refused: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
