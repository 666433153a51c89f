package palimpsest.site;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.problem.Problem;
import palimpsest.queue.ScriptedTraining;

/** A run in a folder of its own. */
class NodeRunTest {

  private static final int FILLER = 440 << 10;

  @TempDir Path folder;

  private final List<String> messages = new ArrayList<>();

  private NodeRun.End train(Path run, RunControl control) {
    return NodeRun.train(run, ScriptedTraining.free(), control, messages::add);
  }

  private static void order(Path run, String epochs) throws IOException {
    Files.createDirectories(run);
    RunOrder order =
        new RunOrder(
            7,
            "an-id",
            SpecDraft.initial()
                .with(DataSettings.IMAGES, "fellowship")
                .with(TaskLength.EPOCHS, epochs)
                .toSpec()
                .decided(),
            run.toString(),
            "",
            1000);
    Files.write(run.resolve(RunOrder.FILE), order.write());
  }

  @Test
  void aRunThatIsOverIsNotTrainedTwice() throws IOException {
    order(folder, "1");
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.OVER);
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.OVER);
    assertThat(folder.resolve(EventFile.name(2))).doesNotExist();
    assertThat(messages).last().asString().contains("is over already");
    assertThat(folder.resolve("checkpoint.npz")).doesNotExist();
  }

  @Test
  void aCheckpointThatAKilledJobHadNoTimeToDeleteGoesWithTheNextOne() throws IOException {
    order(folder, "1");
    Path checkpoint = folder.resolve("checkpoint.npz");
    RunControl interrupted = new RunControl();
    interrupted.pause();
    assertThat(train(folder, interrupted)).isEqualTo(NodeRun.End.PAUSED);
    byte[] saved = Files.readAllBytes(checkpoint);
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.OVER);
    Files.write(checkpoint, saved);
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.OVER);
    assertThat(checkpoint).doesNotExist();
  }

  @Test
  void anInterruptedRunResumesInAFileOfItsOwn() throws IOException {
    order(folder, "1");
    RunControl interrupted = new RunControl();
    interrupted.pause();
    assertThat(train(folder, interrupted)).isEqualTo(NodeRun.End.PAUSED);
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.OVER);
    assertThat(Files.readString(folder.resolve(EventFile.name(2)))).contains("\"resumed\"");
  }

  @Test
  void otherDataThanWhereItWasQueuedIsARefusalWithAReason() throws IOException {
    order(folder, "1");
    RunOrder order = RunOrder.read(folder);
    Files.write(
        folder.resolve(RunOrder.FILE),
        new RunOrder(7, "an-id", order.spec(), order.data(), "0".repeat(64), 30).write());
    assertThat(train(folder, new RunControl())).isEqualTo(NodeRun.End.FAILED);
    assertThat(Files.readString(folder.resolve(EventFile.name(1))))
        .contains("The image sets on the node are others");
    assertThat(folder.resolve(NodeRun.DONE)).doesNotExist();
  }

  @Test
  void aFolderThatNoSweepMadeIsNamed() {
    assertThatThrownBy(() -> train(folder, new RunControl()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(RunOrder.FILE);
  }

  @Test
  void aSharedFolderThatIsFullCostsNothingOnceItIsEmptied() throws IOException {
    Path small = Files.createDirectory(folder.resolve("small"));
    assumeTrue(mount(small), "no permission to mount a small file system");
    try {
      Path run = small.resolve("000001");
      order(run, "40");
      Files.write(small.resolve("filler"), new byte[FILLER]);
      assertThatThrownBy(() -> train(run, new RunControl()))
          .isInstanceOf(Problem.class)
          .hasMessageContaining("cannot be written");
      assertThat(run.resolve(NodeRun.DONE)).doesNotExist();
      Files.delete(small.resolve("filler"));
      assertThat(train(run, new RunControl())).isEqualTo(NodeRun.End.OVER);
      List<String> lines = Files.readAllLines(run.resolve(EventFile.name(2)));
      assertThat(lines).last().asString().contains("\"ended\"").contains("\"complete\"");
      assertThat(lines.stream().filter(line -> line.contains("\"event\":\"epoch\"")).count())
          .isLessThanOrEqualTo(120);
    } finally {
      HostProcess.Bytes _ = HostProcess.run(List.of("umount", small.toString()), in -> {});
    }
  }

  private static boolean mount(Path folder) {
    try {
      return HostProcess.run(
                  List.of("mount", "-t", "tmpfs", "-o", "size=512k", "none", folder.toString()),
                  in -> {})
              .code()
          == 0;
    } catch (Problem missing) {
      return false;
    }
  }
}
