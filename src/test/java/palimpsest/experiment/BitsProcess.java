package palimpsest.experiment;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import palimpsest.data.Sha256;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.fisher.MatrixEntries;
import palimpsest.learning.TaskLength;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;

/** A process that trains some runs and says which bits they come to. */
final class BitsProcess {

  private BitsProcess() {}

  /**
   * Trains, and prints a line for each run: what it is, and a digest of everything it measured.
   *
   * @param args into how many shares work is divided
   */
  public static void main(String[] args) {
    for (ExperimentSpec spec : specs(args[0])) {
      StringBuilder matrices = new StringBuilder();
      RunResult result =
          Experiment.run(
              spec,
              Path.of("no-such-folder"),
              new RunControl(),
              Checkpoints.NONE,
              event -> {
                if (event instanceof RunEvent.FisherMeasured(FisherSnapshot matrix)) {
                  matrices.append(entries(matrix.entries()));
                }
              });
      String measured =
          result.epochs().stream()
              .map(epoch ->
                  "%s %s".formatted(Double.toHexString(epoch.trainingLoss()), epoch.tests()))
              .toList()
              .toString();
      System.out.printf(
          "bits %s, %s, %s, %d weights: %s%n",
          spec.method(),
          spec.precision().key(),
          spec.images(),
          result.weights().length,
          Sha256.of(
              bytes(result.weights()),
              (measured + result.batches() + matrices).getBytes(StandardCharsets.UTF_8)));
    }
    System.out.flush();
    System.exit(0);
  }

  private static String entries(MatrixEntries entries) {
    int size = entries.size();
    return DoubleStream.iterate(0, at -> at < size, at -> at + Math.max(1, size / 50.0))
        .mapToObj(at -> Float.toHexString(entries.at((int) at, (int) at)))
        .toList()
        .toString();
  }

  private static byte[] bytes(double[] values) {
    ByteBuffer bytes = ByteBuffer.allocate(Double.BYTES * values.length);
    DoubleStream.of(values).forEach(bytes::putDouble);
    return bytes.array();
  }

  private static List<ExperimentSpec> specs(String shares) {
    SpecDraft small = SpecDraft.initial().with(CommonSettings.SHARES, shares);
    small = small.with(ScenarioSettings.JOINED_TASKS, "0,1").with(TaskLength.EPOCHS, "1");
    small = small.with(DataSettings.TRAIN_LIMIT, "150").with(DataSettings.TEST_LIMIT, "80");
    small = small.with(BaseNet.CHANNELS, "3").with(BaseNet.HIDDEN_UNITS, "10");
    small = small.with(TaskLength.BATCH_SIZE, "50").with(BufferSettings.SIZE, "60");
    small = small.with(NaturalReplay.DAMPING, "0.1").with(Ewc.IMPORTANCE, "1");
    SpecDraft few = small;
    // More weights than are left to one thread, and matrices that PyTorch divides.
    SpecDraft many =
        small
            .with(BaseNet.CHANNELS, "8")
            .with(BaseNet.HIDDEN_UNITS, "900")
            .with(DataSettings.TRAIN_LIMIT, "100");
    SpecDraft middle = small.with(BaseNet.HIDDEN_UNITS, "40");
    String all = "dense,diagonal,k-fac,ek-fac,quasi-diagonal,block-diagonal";
    return Stream.of(
            Grid.read("strategy=fine-tuning,replay,ewc,natural-replay; representation=" + all)
                .over(few),
            Grid.read("strategy=natural-replay; precision=float64; representation=dense,ek-fac")
                .over(few),
            Grid.read("strategy=ewc,natural-replay; representation=diagonal,k-fac,ek-fac")
                .over(many),
            Grid.read("strategy=ewc,natural-replay; representation=dense,block-diagonal")
                .over(middle),
            // Inner products of gradients decide the direction, and every step joins a path.
            Grid.read("strategy=a-gem,gem,si").over(many),
            // A norm is a sum over all weights.
            Grid.read(
                    "strategy=fine-tuning; optimizer=adam,adamw,sgd; weight-decay=0.01;"
                        + " clipping=norm; clipping-bound=0.1")
                .over(many),
            ResumeTest.scenarios().stream().map(few::with).map(SpecDraft::toSpec).toList())
        .flatMap(List::stream)
        .toList();
  }
}
