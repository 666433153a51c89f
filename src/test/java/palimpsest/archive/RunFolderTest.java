package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecJson;
import palimpsest.file.AtomicFile;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class RunFolderTest {

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(
          List.of(
              new ParameterLayout.Tensor("fc1", "weight", List.of(2, 1), 0),
              new ParameterLayout.Tensor("fc1", "bias", List.of(2), 2),
              new ParameterLayout.Tensor("fc2", "weight", List.of(1, 2), 4)));

  @TempDir Path parent;

  private final RunResult result =
      MadeUpRuns.result(
          MadeUpRuns.spec(1),
          new double[] {0.9, 0.1, 0.2},
          new double[] {0.95, 0.8, 0.25},
          new double[] {0.3, 0.5, Double.NaN});

  @Test
  void aFolderNeverTakesTheNameOfAnother() throws IOException {
    Files.createFile(parent.resolve("replay"));
    assertThat(RunFolder.create(parent, "Replay").name()).isEqualTo("replay-2");
    assertThat(RunFolder.create(parent, "Replay").name()).isEqualTo("replay-3");
    assertThat(RunFolder.create(parent.resolve("deep/er"), "Replay").path()).isDirectory();
  }

  @Test
  void everyNameBecomesOneThatAFolderMayHave() {
    assertThat(RunFolder.create(parent, "EWC, K-FAC (seed 42)").name())
        .isEqualTo("ewc-k-fac-seed-42");
    assertThat(RunFolder.create(parent, "../../étude").path()).hasParent(parent).exists();
    assertThat(RunFolder.create(parent, "日本").name()).isEqualTo("run");
    assertThat(RunFolder.create(parent, "NUL").name()).isEqualTo("run-nul");
  }

  @Test
  void theResultHoldsTheSpecificationTheNumbersAndWhereItWasMade() throws IOException {
    RunFolder folder = RunFolder.create(parent, "run");
    Path file =
        folder.writeResult(
            result,
            Provenance.here(),
            Instant.parse("2026-01-02T03:04:05Z"),
            List.of(
                new Stretch(
                    Instant.parse("2026-01-01T03:04:05Z"), "CPU, 4 threads", 4, Provenance.here()),
                new Stretch(
                    Instant.parse("2026-01-02T03:04:05Z"),
                    "CPU, 2 threads",
                    2,
                    Provenance.here())));
    JsonNode json = JsonMapper.shared().readTree(Files.readString(file));
    assertThat(SpecJson.read(json.get("spec").toString(), "spec")).isEqualTo(result.spec());
    assertThat(json.at("/environment/started").asString()).isEqualTo("2026-01-02T03:04:05Z");
    assertThat(json.at("/environment/device").asString()).isEqualTo("CPU, 2 threads");
    assertThat(json.at("/metrics/plasticity").isNull()).isTrue();
    assertThat(json.at("/metrics/backward-transfer").asDouble()).isCloseTo(-0.45, within(1e-12));
    assertThat(json.at("/accuracy-matrix/1/0").asDouble()).isEqualTo(0.95);
    assertThat(json.at("/accuracy-matrix/2/2").isNull()).isTrue();
    assertThat(json.at("/epochs/1/tests/1/accuracy").asDouble()).isEqualTo(0.8);
    assertThat(json.at("/epochs/1/replayed-accuracy").isNull()).isTrue();
    assertThat(json.at("/parameters").asInt()).isEqualTo(3);
    assertThat(json.at("/data/sha256").asString()).isEqualTo(result.data().digest());
    assertThat(json.at("/data/sources/0/task").asString()).isEqualTo("digits");
    assertThat(json.at("/stretches").size()).isEqualTo(2);
    assertThat(json.at("/stretches/0/device").asString()).isEqualTo("CPU, 4 threads");
    assertThat(json.at("/stretches/1/started").asString()).isEqualTo("2026-01-02T03:04:05Z");
  }

  @Test
  void theTableHasARowForEveryEpochAndTask() throws IOException {
    RunFolder folder = RunFolder.create(parent, "run");
    Path file = folder.writeEpochs(result.spec(), result.taskNames(), result.scores());
    try (CSVParser csv =
        CSVFormat.DEFAULT
            .builder()
            .setHeader()
            .setSkipHeaderRecord(true)
            .get()
            .parse(Files.newBufferedReader(file))) {
      List<CSVRecord> rows = csv.getRecords();
      assertThat(rows).hasSize(9);
      CSVRecord row = rows.get(4);
      assertThat(row.get("run")).isEqualTo("run");
      assertThat(row.get("method")).isEqualTo("Fine-tuning");
      assertThat(row.get("trained_task_name")).isEqualTo("letters");
      assertThat(row.get("tested_task")).isEqualTo("1");
      assertThat(row.get("seen")).isEqualTo("true");
      assertThat(row.get("test_accuracy")).isEqualTo("0.8");
      assertThat(row.get("replayed_accuracy")).isEmpty();
      assertThat(rows.get(8).get("test_accuracy")).isEmpty();
    }
  }

  @Test
  void weightsKeepThePrecisionOfTheRunAndTheirTensors() {
    RunFolder folder = RunFolder.create(parent, "run");
    ParameterLayout layout =
        new ParameterLayout(
            List.of(
                new ParameterLayout.Tensor("fc1", "weight", List.of(1, 2), 0),
                new ParameterLayout.Tensor("fc1", "bias", List.of(1), 2)));
    var arrays = Npz.read(folder.writeWeights(result, layout, CheckpointFilesTest.MARK), 1000);
    assertThat(arrays.keySet())
        .containsExactly("run_id", "spec_sha256", "flat", "fc1.weight", "fc1.bias");
    assertThat(arrays.get("flat"))
        .isInstanceOfSatisfying(
            NpyArray.Floats.class,
            floats -> assertThat(floats.values()).containsExactly(1, -2, 0.5f));
    assertThat(shape(arrays, "fc1.weight")).containsExactly(1, 2);
  }

  @Test
  void aFisherMatrixIsWrittenAsWhatItsRepresentationHolds() {
    RunFolder folder = RunFolder.create(parent, "run");
    MatrixEntries kronecker =
        MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Kronecker(
                    new float[] {1, 2, 2, 5}, new float[] {3, 1, 1, 1}, 2, true),
                new MatrixEntries.Kronecker(new float[] {7}, new float[] {1, 0, 0, 1}, 1, false)));
    Path file = folder.writeFisher(snapshot(Representation.KFAC, kronecker), result.taskNames());
    assertThat(file).hasFileName("fisher-letters-k-fac.npz");
    var arrays = Npz.read(file, 10_000);
    assertThat(arrays)
        .containsOnlyKeys(
            "representation",
            "moment",
            "task",
            "images",
            "parameters",
            "offsets",
            "sizes",
            "shapes",
            "fc1.G",
            "fc1.A",
            "fc2.G",
            "fc2.A");
    assertThat(shape(arrays, "fc1.G")).containsExactly(2, 2);
    assertThat(arrays.get("parameters"))
        .isEqualTo(NpyArray.Texts.of("fc1.weight", "fc1.bias", "fc2.weight"));
    assertThat(folder.writeFisher(snapshot(Representation.KFAC, kronecker), result.taskNames()))
        .hasFileName("fisher-letters-k-fac-2.npz");
  }

  @Test
  void arrowsDiagonalsAndWholeMatricesHaveNamesOfTheirOwn() {
    RunFolder folder = RunFolder.create(parent, "run");
    MatrixEntries mixed =
        MatrixEntries.Blocks.of(
            List.of(
                new MatrixEntries.Arrow(new float[] {1, 2, 3, 4}, new float[] {5, 6}, 1),
                new MatrixEntries.Diagonal(new float[] {7, 8})));
    var arrays =
        Npz.read(
            folder.writeFisher(snapshot(Representation.QUASI_DIAGONAL, mixed), result.taskNames()),
            10_000);
    assertThat(arrays).containsKeys("fc1.diagonal", "fc1.couplings", "fc2.diagonal");
    assertThat(shape(arrays, "fc1.couplings")).containsExactly(2, 1);
    var full =
        Npz.read(
            folder.writeFisher(
                snapshot(Representation.DENSE, new MatrixEntries.Full(6, new float[36])),
                result.taskNames()),
            10_000);
    assertThat(shape(full, "matrix")).containsExactly(6, 6);
  }

  @Test
  void aFileThatFailsHalfwayLeavesTheOldOneAndNoRubbish() throws IOException {
    Path file = Files.writeString(parent.resolve("epochs.csv"), "old");
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() ->
            AtomicFile.write(
                file,
                out -> {
                  out.write(new byte[100_000]);
                  throw new IOException("No space left on device");
                }))
        .withMessage("%s cannot be written: the disk is full.", file);
    assertThat(file).hasContent("old");
    try (Stream<Path> left = Files.list(parent)) {
      assertThat(left).containsExactly(file);
    }
  }

  @Test
  void anOutputFolderThatIsAFileIsRefused() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    for (Path folder : List.of(file, file.resolve("below"))) {
      assertThatExceptionOfType(Problem.class)
          .isThrownBy(() -> RunFolder.checkWritable(folder))
          .withMessageContaining("output folder " + folder);
    }
    RunFolder.checkWritable(parent.resolve("new"));
    assertThat(parent.resolve("new")).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsGoneIsNamed() throws IOException {
    RunFolder folder = RunFolder.create(parent, "run");
    Files.delete(folder.path());
    ExperimentSpec spec = result.spec();
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> folder.writeEpochs(spec, result.taskNames(), result.scores()))
        .withMessageContaining("epochs.csv cannot be written");
  }

  @Test
  void theVersionIsThatOfTheBuild() throws IOException {
    assertThat(Files.readString(Path.of("pom.xml")))
        .contains(
            "<artifactId>palimpsest</artifactId>\n  <version>%s</version>"
                .formatted(Provenance.VERSION));
  }

  private static FisherSnapshot snapshot(Representation representation, MatrixEntries entries) {
    return new FisherSnapshot(
        representation, 1, "after task 2, all its images", 100, false, LAYOUT, entries);
  }

  private static int[] shape(Map<String, NpyArray> arrays, String name) {
    return Objects.requireNonNull(arrays.get(name), name).shape();
  }
}
