package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.Checkpoint;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.learning.EvaluationSums;
import palimpsest.learning.RandomUse;
import palimpsest.learning.TrainerState;
import palimpsest.learning.state.SavedState;
import palimpsest.tensor.PlainArray;
import palimpsest.tensor.Precision;

class CheckpointFilesTest {

  static final RunMark MARK = new RunMark(1, "a-run", "a-specification", "");

  @TempDir Path folder;

  private final List<String> errors = new ArrayList<>();

  @Test
  void aCheckpointIsReadBackToTheBit() {
    for (Precision precision : Precision.values()) {
      CheckpointFiles files = new CheckpointFiles(folder.resolve(precision.key()), MARK, precision);
      assertThat(folder.resolve(precision.key()).toFile().mkdir()).isTrue();
      Checkpoint written = checkpoint(3);
      files.write(written);
      Checkpoint read = files.read(MadeUpRuns.ANY_CHECKPOINT).orElseThrow();
      assertThat(read.position()).isEqualTo(written.position());
      assertThat(read.current()).isEqualTo(written.current());
      assertThat(read.replayed()).isEqualTo(written.replayed());
      assertThat(read.seconds()).isEqualTo(written.seconds());
      assertThat(read.epochSeconds()).isEqualTo(written.epochSeconds());
      assertThat(read.initial()).isEqualTo(written.initial());
      assertThat(read.epochs()).isEqualTo(written.epochs());
      TrainerState trainer = read.trainer();
      assertThat(trainer.weights()).isEqualTo(written.trainer().weights());
      assertThat(trainer.streams()).isEqualTo(written.trainer().streams());
      assertThat(trainer.parts()).containsOnlyKeys("optimizer", "reservoir", "ewc");
      trainer
          .parts()
          .forEach((name, part) -> {
            SavedState expected = Objects.requireNonNull(written.trainer().parts().get(name));
            assertSame(part, expected);
            assertThat(part.terms().keySet()).isEqualTo(expected.terms().keySet());
            part.terms()
                .forEach((term, state) ->
                    assertSame(
                        state.get(), Objects.requireNonNull(expected.terms().get(term)).get()));
          });
      assertThat(files.position()).contains(new Checkpoint.Position(1, 0, 3));
    }
  }

  private static void assertSame(SavedState read, SavedState written) {
    assertThat(read.numbers()).usingRecursiveComparison().isEqualTo(written.numbers());
    assertThat(read.arrays()).usingRecursiveComparison().isEqualTo(written.arrays());
  }

  @Test
  void aTermsNameLeadsOutOfNoFolder() {
    CheckpointFiles files = files(folder);
    files.write(checkpoint(3));
    Map<String, NpyArray> arrays = Npz.read(folder.resolve("checkpoint.npz"));
    for (String name : List.of("../0", "", "0/1", "A", "-", "a".repeat(41), "\0")) {
      arrays.put("ewc.terms", NpyArray.Texts.of(name));
      Npz.write(folder.resolve("checkpoint.npz"), arrays);
      assertThatExceptionOfType(DamagedFile.class)
          .isThrownBy(() -> files.read(MadeUpRuns.ANY_CHECKPOINT))
          .withMessageContaining("is no name of a term");
    }
  }

  @Test
  void aCheckpointOfVersion010HasNeitherNumbersOfImagesNorConfusionMatrices() {
    CheckpointFiles files = files(folder);
    files.write(checkpoint(3));
    Map<String, NpyArray> arrays = Npz.read(folder.resolve("checkpoint.npz"));
    for (String name : List.of("initial_images", "epoch_images", "epoch_confusion")) {
      assertThat(arrays.remove(name)).as(name).isNotNull();
    }
    Npz.write(folder.resolve("checkpoint.npz"), arrays);
    Scores scores = files.read(MadeUpRuns.ANY_CHECKPOINT).orElseThrow().scores();
    TaskScore ended = scores.epochs().getLast().tests().get(1);
    assertThat(ended.accuracy()).isEqualTo(13.0 / 40);
    assertThat(ended.images()).isZero();
    assertThat(ended.confusion().isRecorded()).isFalse();
  }

  @Test
  void confusionMatricesOfACheckpointMustFitItsScores() {
    for (int[] wrong :
        List.of(
            new int[] {1, 1, 2, 2, 12},
            new int[] {2, 1, 2, 2, 13},
            new int[] {1, 2, 2, 2, 13},
            new int[] {-1, 1, 2, 2, 13},
            new int[] {1, 1, -2, 2, 13},
            new int[] {1, 1, 2, 2, 0})) {
      Map<String, NpyArray> arrays =
          MARK.before(CheckpointArrays.of(checkpoint(3), Precision.FLOAT32));
      arrays.put("epoch_confusion", new NpyArray.Ints(new int[] {1, 5}, wrong));
      Npz.write(folder.resolve("checkpoint.npz"), arrays);
      assertThatExceptionOfType(DamagedFile.class)
          .as(Arrays.toString(wrong))
          .isThrownBy(() -> files(folder).read(MadeUpRuns.ANY_CHECKPOINT))
          .withMessageContaining("is damaged");
    }
  }

  @Test
  void theLastCheckpointTakesThePlaceOfTheOneBefore() {
    CheckpointFiles files = files(folder);
    files.write(checkpoint(3));
    files.write(checkpoint(4));
    assertThat(files.position()).contains(new Checkpoint.Position(1, 0, 4));
    files.delete();
    assertThat(files.read(MadeUpRuns.ANY_CHECKPOINT)).isEmpty();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aDamagedCheckpointIsToldAndTheRunStartsFromTheBeginning() throws IOException {
    for (String name : List.of("checkpoint.npz", "term-0.npz")) {
      CheckpointFiles files = files(folder);
      files.write(checkpoint(3));
      Path file = folder.resolve(name);
      byte[] bytes = Files.readAllBytes(file);
      Files.write(file, Arrays.copyOf(bytes, bytes.length / 2));
      errors.clear();
      assertThat(checkpoints(files).last(MadeUpRuns.ANY_CHECKPOINT)).isEmpty();
      assertThat(errors)
          .singleElement()
          .asString()
          .contains("The run starts from the beginning", name);
      assertThat(files.isThere()).isFalse();
      assertThat(folder)
          .isDirectoryContaining("glob:**/checkpoint.npz.set-aside-*")
          .isDirectoryContaining("glob:**/term-0.npz.set-aside-*");
    }
  }

  @Test
  void aCheckpointThatCannotBeWrittenIsToldAndTheLastOneStays() throws IOException {
    CheckpointFiles files = files(folder);
    files.write(checkpoint(3));
    Path obstacle = Files.createDirectory(folder.resolve(".checkpoint.npz.part"));
    RunCheckpoints checkpoints = checkpoints(files);
    checkpoints.keep(checkpoint(4));
    assertThat(errors).singleElement().asString().contains("was not kept");
    Files.deleteIfExists(obstacle);
    assertThat(files.position()).contains(new Checkpoint.Position(1, 0, 3));
  }

  @Test
  void anotherIsDueWhenTheTimeIsOver() {
    long[] now = {0};
    RunCheckpoints checkpoints =
        new RunCheckpoints(files(folder), 30, () -> now[0], () -> {}, errors::add);
    now[0] = 29_999_999_999L;
    assertThat(checkpoints.due()).isFalse();
    now[0]++;
    assertThat(checkpoints.due()).isTrue();
    checkpoints.keep(checkpoint(1));
    assertThat(checkpoints.due()).isFalse();
    assertThat(errors).isEmpty();
  }

  @Test
  void afterAnEpochCheckpointsTakeAtMostATwentiethOfTheTime() {
    long[] now = {0};
    RunCheckpoints checkpoints =
        new RunCheckpoints(files(folder), 30, () -> now[0], () -> now[0] += 7_000_000, errors::add);
    assertThat(checkpoints.dueAfterEpoch()).as("none was kept yet").isTrue();
    checkpoints.keep(checkpoint(1));
    now[0] += 20 * 7_000_000 - 1;
    assertThat(checkpoints.dueAfterEpoch()).isFalse();
    now[0]++;
    assertThat(checkpoints.dueAfterEpoch()).isTrue();
    assertThat(checkpoints.due()).isFalse();
    assertThat(errors).isEmpty();
  }

  private RunCheckpoints checkpoints(CheckpointFiles files) {
    return new RunCheckpoints(files, 30, System::nanoTime, () -> {}, errors::add);
  }

  static CheckpointFiles files(Path folder) {
    return new CheckpointFiles(folder, MARK, Precision.FLOAT32);
  }

  static Checkpoint checkpoint(int batch) {
    return new Checkpoint(
        new Checkpoint.Position(1, 0, batch),
        new EvaluationSums(5, 1.0 / 3, 2),
        new EvaluationSums(7, 0.1, 0),
        1.25,
        100.5,
        new Scores(
            MadeUpRuns.scores(0.1, 1.0 / 3),
            List.of(
                new EpochScores(0, 0, 0.5, 0.25, Double.NaN, MadeUpRuns.scores(0.7, 0.2), 2),
                new EpochScores(0, 1, 0.4, 0.5, 0.125, MadeUpRuns.counted(40, 13), 3))),
        new TrainerState(
            new double[] {(float) 0.1, -0.0, 1e-30f},
            Map.of(RandomUse.ORDER, Long.MIN_VALUE + 1, RandomUse.RECALL, -1L),
            parts()));
  }

  private static SequencedMap<String, SavedState> parts() {
    SequencedMap<String, SavedState> parts = new LinkedHashMap<>();
    parts.put(
        "optimizer",
        state(
            Map.of("steps", new long[] {1L << 40}),
            Map.of("mean", new PlainArray.Doubles(new long[] {3}, new double[] {1, -0.0, 1e-30})),
            Map.of()));
    parts.put(
        "reservoir",
        state(
            Map.of("images", new long[] {3, 1, 2}, "offered", new long[] {7}), Map.of(), Map.of()));
    parts.put(
        "ewc",
        state(
            Map.of(),
            Map.of(),
            Map.of(
                "0",
                () ->
                    state(
                        Map.of("number", new long[] {0}),
                        Map.of(
                            "fisher0",
                            new PlainArray.Floats(new long[] {2, 1}, new float[] {0.5f, 0})),
                        Map.of()))));
    return parts;
  }

  private static SavedState state(
      Map<String, long[]> numbers,
      Map<String, PlainArray> arrays,
      Map<String, Supplier<SavedState>> terms) {
    return new SavedState(
        new LinkedHashMap<>(numbers), new LinkedHashMap<>(arrays), new LinkedHashMap<>(terms));
  }
}
