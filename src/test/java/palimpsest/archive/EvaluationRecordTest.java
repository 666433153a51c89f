package palimpsest.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.experiment.BatchScores;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;
import palimpsest.experiment.TestScores;
import palimpsest.network.ParameterLayout;

/** What evaluations counted, and did not count, on its way into an archive and out of it. */
class EvaluationRecordTest {

  private static final List<String> NAMES = List.of("digits", "letters", "kana");

  /** A layer of six outputs. */
  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new ParameterLayout.Tensor("fc1", "weight", List.of(6, 2), 0)));

  private static final List<TaskScore> NONE = Collections.nCopies(3, TaskScore.NOT_EVALUATED);

  /** Evaluated at the ends of tasks and once within an epoch, on the tasks seen so far. */
  private static final Scores SCORES =
      new Scores(
          NONE,
          List.of(
              epoch(0, 0, NONE),
              epoch(0, 1, seen(MadeUpRuns.counted(40), 1)),
              epoch(1, 0, NONE),
              epoch(1, 1, seen(MadeUpRuns.counted(40, 31), 2)),
              epoch(2, 0, NONE),
              epoch(2, 1, MadeUpRuns.counted(40, 13, 27))),
          List.of(
              new BatchScores(1, 0, 3, 5, uncounted(40, 11)),
              new BatchScores(1, 1, 1, 5, uncounted(40, 12))));

  @TempDir Path folder;

  private static EpochScores epoch(int task, int epoch, List<TaskScore> tests) {
    return new EpochScores(task, epoch, 1.5, 0.75, Double.NaN, tests, 2);
  }

  private static List<TaskScore> seen(List<TaskScore> scores, int seen) {
    List<TaskScore> all = new ArrayList<>(NONE);
    for (int task = 0; task < seen; task++) {
      all.set(task, scores.get(task));
    }
    return all;
  }

  /** Of the first tasks, without confusion matrices. */
  private static List<TaskScore> uncounted(int... correct) {
    return seen(
        MadeUpRuns.counted(correct).stream()
            .map(score ->
                new TaskScore(
                    score.loss(),
                    score.accuracy(),
                    score.images(),
                    ConfusionMatrix.NOT_RECORDED,
                    0.75))
            .toList(),
        correct.length);
  }

  private static long record(Archive archive) {
    ExperimentSpec spec = MadeUpRuns.spec(2);
    try (Session session = archive.openSession()) {
      long id = session.add(List.of(spec), archive.folder()).getFirst();
      RunRecorder recorder = session.record(id, 1000);
      recorder.accept(
          new RunEvent.Started(
              spec, NAMES, LAYOUT, "CPU, 2 threads", 2, MadeUpRuns.DATA, SCORES.initial()));
      for (TestScores scores : SCORES.inOrder()) {
        recorder.accept(
            switch (scores) {
              case EpochScores epoch -> new RunEvent.EpochEnded(epoch);
              case BatchScores within -> new RunEvent.Evaluated(within);
            });
      }
      recorder.accept(
          new RunEvent.Ended(
              new RunResult(
                  spec,
                  NAMES,
                  "CPU, 2 threads",
                  SCORES,
                  RunResult.Ending.COMPLETE,
                  12,
                  new double[12])));
      recorder.leave(RunState.FINISHED, "");
      return id;
    }
  }

  @Test
  void scoresAreReadBackWithTheirImagesAndConfusionMatrices() {
    try (Archive archive = Archive.open(folder)) {
      long id = record(archive);
      assertThat(archive.scoresWithConfusion(id)).isEqualTo(SCORES);
      assertThat(archive.result(id).orElseThrow().scores()).isEqualTo(SCORES);
      Scores curves = archive.scores(List.of(id)).getOrDefault(id, Scores.NONE);
      assertThat(curves.initial()).isEqualTo(SCORES.initial());
      assertThat(curves.batches()).isEqualTo(SCORES.batches());
      assertThat(curves.epochs().getLast().tests()).extracting(TaskScore::images).containsOnly(40L);
      assertThat(archive.limitation()).isEmpty();
      assertThat(archive.log(id))
          .extracting(LogLine::text)
          .anyMatch(text -> text.contains("training loss 1.500, not evaluated, 2.0 s"))
          .anyMatch(text -> text.contains("mean accuracy 88.8 % on 2 tasks, 2.0 s"));
    }
  }

  @Test
  void whatWasNotEvaluatedIsNull() {
    try (Archive archive = Archive.open(folder)) {
      long id = record(archive);
      assertThat(archive.find(id).orElseThrow().metrics())
          .containsKey("average-accuracy")
          .doesNotContainKey("forward-transfer");
    }
    try (Database database = Database.open(folder.resolve("palimpsest.db"))) {
      assertThat(count(database, "score WHERE loss IS NULL AND accuracy IS NULL")).isEqualTo(12);
      assertThat(count(database, "score WHERE images = 40")).isEqualTo(6);
      assertThat(count(database, "initial_score WHERE accuracy IS NULL AND images IS NULL"))
          .isEqualTo(3);
      assertThat(count(database, "confusion WHERE epoch = 1")).isEqualTo(9);
      assertThat(
              count(
                  database,
                  "confusion WHERE task = 2 AND tested_task = 1 AND true_class = 2"
                      + " AND predicted_class = 0 AND count = 27"))
          .isEqualTo(1);
    }
  }

  private static long count(Database database, String from) {
    return database.read(
        -1L, connection -> Query.number(connection, "SELECT count(*) FROM " + from));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE confusion SET count = 26 WHERE count = 27",
        "UPDATE confusion SET count = -27 WHERE count = 27",
        "UPDATE confusion SET count = 9223372036854775807 WHERE count = 27",
        "UPDATE confusion SET predicted_class = 2147483647 WHERE count = 27",
        "UPDATE confusion SET true_class = -1 WHERE count = 27",
        "UPDATE confusion SET predicted_class = 6 WHERE count = 27",
        "UPDATE confusion SET tested_task = 3 WHERE count = 27",
        "UPDATE confusion SET tested_task = -9 WHERE count = 27",
        "UPDATE confusion SET epoch = 0 WHERE count = 27",
        "DELETE FROM confusion WHERE count = 27",
      })
  void aConfusionMatrixThatDoesNotFitItsScoreIsLeftOutAndTold(String damage) {
    try (Archive archive = Archive.open(folder)) {
      long id = record(archive);
      try (Database database = Database.open(folder.resolve("palimpsest.db"))) {
        database.write(connection -> Query.update(connection, damage));
      }
      List<TaskScore> last = archive.scoresWithConfusion(id).epochs().getLast().tests();
      assertThat(last.get(1)).isEqualTo(new TaskScore(0.25, 13 / 40.0, 40, none()));
      assertThat(last.get(0)).isEqualTo(SCORES.epochs().getLast().tests().get(0));
      assertThat(archive.limitation().orElseThrow())
          .contains("Run 1 has confusion matrices that do not fit its scores; they are left out.");
      assertThat(archive.isComplete()).isFalse();
    }
  }

  private static ConfusionMatrix none() {
    return ConfusionMatrix.NOT_RECORDED;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UPDATE score SET images = -1 WHERE task = 2 AND epoch = 1 AND tested_task = 1",
        "UPDATE score SET images = 3000000000 WHERE task = 2 AND epoch = 1 AND tested_task = 1",
        "UPDATE score SET accuracy = 1.5 WHERE task = 2 AND epoch = 1 AND tested_task = 1",
        "UPDATE score SET accuracy = -0.5 WHERE task = 2 AND epoch = 1 AND tested_task = 1",
      })
  void aScoreThatCannotBeIsLeftOutAndTold(String damage) {
    try (Archive archive = Archive.open(folder)) {
      long id = record(archive);
      try (Database database = Database.open(folder.resolve("palimpsest.db"))) {
        database.write(connection -> Query.update(connection, damage));
      }
      assertThat(archive.scores(List.of(id)).getOrDefault(id, Scores.NONE).epochs())
          .as("all but the last")
          .hasSize(5)
          .extracting(EpochScores::epoch)
          .containsExactly(0, 1, 0, 1, 0);
      assertThat(archive.limitation().orElseThrow()).contains("Run 1 has measurements");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch = 0 WHERE epoch = 0",
        "batch = 5 WHERE epoch = 0",
        "batches = 3000000000 WHERE epoch = 0",
        "epoch = 2 WHERE epoch = 0",
        "accuracy = 1.5 WHERE epoch = 0 AND tested_task = 1",
        "other_accuracy = 1.5 WHERE epoch = 0 AND tested_task = 1",
        "tested_task = 7 WHERE epoch = 0 AND tested_task = 1",
        "batch = 2 WHERE epoch = 0 AND tested_task = 1",
      })
  void anEvaluationWithinAnEpochThatCannotBeIsLeftOutAndTold(String damage) {
    try (Archive archive = Archive.open(folder)) {
      long id = record(archive);
      try (Database database = Database.open(folder.resolve("palimpsest.db"))) {
        database.write(connection -> Query.update(connection, "UPDATE batch_score SET " + damage));
      }
      Scores read = archive.scores(List.of(id)).getOrDefault(id, Scores.NONE);
      assertThat(read.epochs()).hasSize(6);
      assertThat(read.batches()).isEqualTo(SCORES.batches().subList(1, 2));
      assertThat(archive.limitation().orElseThrow()).contains("Run 1 has measurements");
    }
  }

  @Test
  void filesHaveEmptyCellsAndARowForEachPairOfClasses() throws IOException {
    RunFolder files = RunFolder.create(folder, "run");
    ExperimentSpec spec = MadeUpRuns.spec(2);
    List<String> epochs = Files.readAllLines(files.writeEpochs(spec, NAMES, SCORES));
    assertThat(epochs.getFirst()).endsWith(",seconds,test_images,batch,other_accuracy");
    assertThat(epochs.get(1))
        .isEqualTo("run,Fine-tuning,42,0,digits,0,0,digits,true,,,1.5,0.75,,2.0,,,");
    assertThat(epochs.getLast())
        .isEqualTo("run,Fine-tuning,42,2,kana,1,2,kana,true,0.2,0.675,1.5,0.75,,2.0,40,,");
    assertThat(epochs)
        .containsSubsequence(
            "run,Fine-tuning,42,0,digits,1,2,kana,false,,,1.5,0.75,,2.0,,,",
            "run,Fine-tuning,42,1,letters,0,0,digits,true,0.3333333333333333,1.0,,,,,40,3,0.75",
            "run,Fine-tuning,42,1,letters,0,2,kana,false,,,,,,,,3,",
            "run,Fine-tuning,42,1,letters,0,0,digits,true,,,1.5,0.75,,2.0,,,");
    List<String> confusion =
        Files.readAllLines(files.writeConfusion(spec, NAMES, SCORES.epochs()).orElseThrow());
    assertThat(confusion)
        .hasSize(10)
        .startsWith(
            "run,method,seed,trained_task,trained_task_name,tested_task,tested_task_name,"
                + "true_class,predicted_class,count",
            "run,Fine-tuning,42,0,digits,0,digits,0,0,40",
            "run,Fine-tuning,42,1,letters,0,digits,0,0,40",
            "run,Fine-tuning,42,1,letters,1,letters,2,0,9",
            "run,Fine-tuning,42,1,letters,1,letters,2,2,31");
    assertThat(files.writeConfusion(spec, NAMES, SCORES.epochs().subList(0, 1))).isEmpty();
  }
}
