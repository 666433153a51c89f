package palimpsest.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryEstimate;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.learning.optimizer.SgdType;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.network.Cnn;
import palimpsest.network.Mlp;
import palimpsest.network.Networks;
import palimpsest.network.ResidualNet;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Workers;

/** Runs whose memory is measured, each in a process of its own. Linux only: the kernel counts. */
final class MemoryCases {

  /** The limit of Java's heap in every process. */
  static final String HEAP = "-Xmx2g";

  /** The uses of the matrix. */
  enum Use {
    NATURAL_REPLAY,
    EWC,
    SHOWN
  }

  /**
   * A run.
   *
   * @param size of the network, from 0
   */
  record Case(Representation representation, Use use, int size) {

    ExperimentSpec spec() {
      int[] network = network();
      SpecDraft draft =
          tiny()
              .with(BaseNet.CHANNELS, Integer.toString(network[0]))
              .with(BaseNet.HIDDEN_UNITS, Integer.toString(network[1]))
              .with(DataSettings.TRAIN_LIMIT, "64")
              .with(TaskLength.BATCH_SIZE, "64")
              .with(FisherSettings.REPRESENTATION, representation.key());
      return switch (use) {
        case NATURAL_REPLAY ->
            draft
                .with(Strategies.ALL.choice(), "natural-replay")
                .with(ScenarioSettings.JOINED_TASKS, "0,1")
                .toSpec();
        case EWC -> draft.with(Strategies.ALL.choice(), "ewc").toSpec();
        case SHOWN ->
            draft
                .with(CommonSettings.OBSERVE_FISHER, "true")
                .with(ScenarioSettings.JOINED_TASKS, "0,1")
                .toSpec();
      };
    }

    /** Channels and hidden units. */
    private int[] network() {
      return switch (representation) {
        case DIAGONAL, QUASI_DIAGONAL ->
            use == Use.SHOWN
                ? new int[][] {{8, 60}, {16, 200}, {32, 800}}[size]
                : new int[][] {{16, 1000}, {32, 2000}, {48, 3000}}[size];
        case BLOCK_DIAGONAL -> new int[][] {{5, 60}, {5, 80}, {5, 100}}[size];
        case KFAC ->
            use == Use.SHOWN
                ? new int[][] {{8, 60}, {10, 100}, {16, 120}}[size]
                : new int[][] {{5, 2500}, {5, 3500}, {5, 5000}}[size];
        case EKFAC -> new int[][] {{5, 1500}, {5, 2000}, {5, 2800}}[size];
        case DENSE -> new int[][] {{5, 32}, {6, 40}, {8, 45}}[size];
      };
    }
  }

  private MemoryCases() {}

  /** Every representation in every use, at one size. */
  static List<Case> all(int size) {
    List<Case> cases = new ArrayList<>();
    for (Representation representation : Representation.values()) {
      for (Use use : Use.values()) {
        cases.add(new Case(representation, use, size));
      }
    }
    return cases;
  }

  /** A run of a large network with each optimizer, by the optimizer's key. */
  static Map<String, ExperimentSpec> optimizers() {
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
    for (OptimizerType optimizer : Optimizers.ALL.components()) {
      specs.put(
          optimizer.key(),
          tiny()
              .with(Networks.ALL.choice(), "mlp")
              .with(Mlp.WIDTHS, "2000,2000")
              .with(DataSettings.TRAIN_LIMIT, "64")
              .with(TaskLength.BATCH_SIZE, "64")
              .with(Optimizers.ALL.choice(), optimizer.key())
              .with(SgdType.MOMENTUM, "0.9")
              .with(StepSettings.CLIPPING, "norm")
              .toSpec());
    }
    return specs;
  }

  /** Wide networks of convolutions, trained plainly and with a K-FAC matrix a batch. */
  static Map<String, ExperimentSpec> networks() {
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
    for (String strategy : List.of("fine-tuning", "natural-replay")) {
      SpecDraft draft =
          tiny()
              .with(DataSettings.TRAIN_LIMIT, "64")
              .with(DataSettings.TEST_LIMIT, "600")
              .with(TaskLength.BATCH_SIZE, "64")
              .with(FisherSettings.REPRESENTATION, "k-fac")
              .with(Strategies.ALL.choice(), strategy);
      specs.put(
          "cnn " + strategy,
          draft
              .with(Networks.ALL.choice(), "cnn")
              .with(Cnn.CONVOLUTIONS, "32,64")
              .with(Cnn.DENSE, "800")
              .toSpec());
      specs.put(
          "residual " + strategy,
          draft.with(Networks.ALL.choice(), "residual").with(ResidualNet.CHANNELS, "64").toSpec());
    }
    return specs;
  }

  /** Three tasks of a large network with each strategy, by the strategy's key. */
  static Map<String, ExperimentSpec> strategies() {
    Map<String, ExperimentSpec> specs = new LinkedHashMap<>();
    for (Strategy strategy : Strategies.ALL.components()) {
      SpecDraft draft =
          tiny()
              .with(Networks.ALL.choice(), "mlp")
              .with(Mlp.WIDTHS, "2000,2000")
              .with(DataSettings.TRAIN_LIMIT, "64")
              .with(TaskLength.BATCH_SIZE, "32")
              .with(StepSettings.LEARNING_RATE, "0.0001")
              .with(Strategies.ALL.choice(), strategy.key());
      boolean factored = strategy.usesFisher(draft.toSpec().values());
      specs.put(
          strategy.key(),
          (factored ? draft.with(FisherSettings.REPRESENTATION, "k-fac") : draft).toSpec());
    }
    return specs;
  }

  /** A run of next to nothing: what the program takes anyway. */
  static ExperimentSpec nothing() {
    return tiny()
        .with(BaseNet.CHANNELS, "1")
        .with(BaseNet.HIDDEN_UNITS, "1")
        .with(DataSettings.TRAIN_LIMIT, "16")
        .with(TaskLength.BATCH_SIZE, "16")
        .toSpec();
  }

  private static SpecDraft tiny() {
    return SpecDraft.initial()
        .with(DataSettings.TEST_LIMIT, "16")
        .with(TaskLength.EPOCHS, "1")
        .with(CommonSettings.OBSERVE_FISHER, "false");
  }

  /** The estimated need of a run here. */
  static MemoryEstimate estimate(ExperimentSpec spec) {
    return MemoryEstimate.of(spec, Workers.ofMachine(), 2.0 * (1L << 30));
  }

  /**
   * The resident memory of a process that does a run, at its highest, in bytes.
   *
   * @param folder an empty one for its archive and its results
   */
  static long peak(ExperimentSpec spec, Path folder) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> !argument.startsWith("-X") && !argument.startsWith("-agent"))
        .forEach(command::add);
    command.addAll(
        List.of(
            HEAP,
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            PeakMemory.class.getName(),
            "run",
            "--quiet",
            "--dpi=72",
            "--out",
            folder.resolve("results").toString()));
    SpecDraft draft = SpecDraft.of(spec);
    for (Setting<?> field : draft.relevant()) {
      if (!draft.text(field).isEmpty()) {
        command.add("--" + field.key() + "=" + draft.text(field));
      }
    }
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PALIMPSEST_ARCHIVE", folder.resolve("archive").toString());
    builder.environment().put("OMP_WAIT_POLICY", "passive");
    Process process = builder.start();
    List<String> lines = process.inputReader().lines().toList();
    if (!process.waitFor(10, TimeUnit.MINUTES) || process.exitValue() != 0) {
      throw new IOException("The run failed:\n" + String.join("\n", lines));
    }
    return lines.stream()
        .filter(line -> line.startsWith(PeakMemory.PEAK))
        .mapToLong(line -> Long.parseLong(line.substring(PeakMemory.PEAK.length())))
        .findFirst()
        .orElseThrow(() -> new UncheckedIOException(new IOException(String.join("\n", lines))));
  }

  /** Highest of some processes. */
  static long peak(ExperimentSpec spec, int times) throws IOException, InterruptedException {
    long highest = 0;
    for (int i = 0; i < times; i++) {
      highest = Math.max(highest, peak(spec, Files.createTempDirectory("palimpsest-memory")));
    }
    return highest;
  }
}
