package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.ConfusionMatrix;
import palimpsest.experiment.ConfusionMatrix.Cell;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.Scores;
import palimpsest.experiment.TaskScore;

class ClassTableTest {

  private static final List<String> NAMES = List.of("digits", "letters");

  private static final Terminal FILE = terminal(false, 40);

  private static Terminal terminal(boolean interactive, int width) {
    return new Terminal(
        new PrintWriter(Writer.nullWriter()),
        new PrintWriter(Writer.nullWriter()),
        interactive,
        width);
  }

  @Test
  void aTableWiderThanTheTerminalIsWrittenInBlocks() {
    List<List<String>> rows =
        List.of(
            List.of("run", "seed", "task 1", "task 2", "task 3", "mean"),
            List.of("Replay", "42", "1.0", "2.0", "3.0", "2.0"),
            List.of("EWC", "42", "4.0", "–", "5.0", "–"));
    assertThat(TextTable.within(rows, Set.of(0), 2, terminal(true, 30)).lines())
        .containsExactly(
            "run     seed  task 1  task 2",
            "Replay    42     1.0     2.0",
            "EWC       42     4.0       –",
            "",
            "run     seed  task 3  mean",
            "Replay    42     3.0   2.0",
            "EWC       42     5.0     –");
    assertThat(TextTable.within(rows, Set.of(0), 2, terminal(true, 20)).lines())
        .as("a column a block, where no more fit")
        .hasSize(4 * 4 - 1)
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(20));
    assertThat(TextTable.within(rows, Set.of(0), 2, terminal(true, 42)))
        .isEqualTo(TextTable.of(rows))
        .isEqualTo(TextTable.within(rows, Set.of(0), 2, FILE));
  }

  private static EpochScores epoch(int task, int epoch, TaskScore... tests) {
    return new EpochScores(task, epoch, 1, 1, Double.NaN, List.of(tests), 1);
  }

  private static TaskScore score(Cell... cells) {
    ConfusionMatrix confusion = new ConfusionMatrix(List.of(cells));
    return new TaskScore(
        1, (double) confusion.correct() / confusion.images(), confusion.images(), confusion);
  }

  @Test
  void everyClassHasItsAccuracyAtTheEndOfEachTask() {
    Scores scores =
        new Scores(
            MadeUpRuns.scores(0.1, 0.1),
            List.of(
                epoch(0, 0, new TaskScore(1, 0.5), TaskScore.NOT_EVALUATED),
                epoch(0, 1, score(new Cell(0, 0, 4), new Cell(1, 1, 3)), TaskScore.NOT_EVALUATED),
                epoch(1, 0, TaskScore.NOT_EVALUATED, TaskScore.NOT_EVALUATED),
                epoch(
                    1,
                    1,
                    score(
                        new Cell(0, 0, 1),
                        new Cell(0, 2, 1),
                        new Cell(0, 3, 2),
                        new Cell(1, 2, 2),
                        new Cell(1, 3, 1)),
                    score(new Cell(2, 2, 8), new Cell(3, 3, 8)))));
    assertThat(ClassTable.of(NAMES, scores, FILE).lines())
        .containsExactly(
            "task     class  images  after digits  after letters  mistaken for",
            "digits       0       4         100.0           25.0    3 (50.0 %)",
            "digits       1       3         100.0            0.0    2 (66.7 %)",
            "letters      2       8             –          100.0             –",
            "letters      3       8             –          100.0             –");
  }

  @Test
  void whatWasNotCountedIsNotRecorded() {
    Scores old =
        new Scores(List.of(), List.of(epoch(0, 0, new TaskScore(1, 0.5), new TaskScore(1, 0.5))));
    assertThat(ClassTable.of(NAMES, old, FILE))
        .isEqualTo("Accuracy per class: not recorded.%n".formatted());
    assertThat(ClassTable.of(List.of(), Scores.NONE, FILE)).contains("not recorded");
  }

  @Test
  void theTableAtTheEndHoldsWhatWasLastMeasuredOfEachTask() {
    List<TaskScore> none = new ArrayList<>(Collections.nCopies(3, TaskScore.NOT_EVALUATED));
    RunResult whole =
        MadeUpRuns.result(MadeUpRuns.spec(2), new double[] {0.1, 0, 0}, new double[] {0.9, 0, 0});
    List<EpochScores> epochs = new ArrayList<>(whole.epochs());
    epochs.set(1, epoch(0, 1, new TaskScore(1, 0.9), none.get(1), none.get(2)));
    epochs.add(epoch(1, 0, none.get(0), none.get(1), none.get(2)));
    RunResult stopped =
        new RunResult(
            whole.spec(),
            whole.taskNames(),
            whole.device(),
            new Scores(none, epochs.subList(1, 3)),
            whole.ending(),
            12.5,
            whole.weights());
    assertThat(SummaryTable.of(List.of(stopped), FILE))
        .containsPattern("\\(stopped\\) +42 +90.0 +– +– +– +– +12.5");
  }
}
