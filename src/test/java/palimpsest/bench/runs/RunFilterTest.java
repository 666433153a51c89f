package palimpsest.bench.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.problem.Problem;

class RunFilterTest {

  private static ArchivedRun run(
      long id, String strategy, String seed, double accuracy, String notes, String... tags) {
    return new ArchivedRun(
        id,
        SpecDraft.initial().with(SpecField.STRATEGY, strategy).with(SpecField.SEED, seed).toSpec(),
        RunState.FINISHED,
        Instant.parse("2026-01-02T10:00:00Z"),
        Instant.parse("2026-01-02T10:00:05Z"),
        Instant.parse("2026-01-02T10:03:00Z"),
        "",
        List.of("Digits"),
        "CPU, 2 threads",
        1,
        175,
        Double.isNaN(accuracy) ? Map.of() : Map.of("average-accuracy", accuracy),
        notes,
        List.of(tags),
        false);
  }

  private final List<ArchivedRun> runs =
      List.of(
          run(1, "ewc", "42", 0.9, "good as gold", "paper"),
          run(2, "ewc", "7", 0.4, ""),
          run(3, "natural-replay", "42", Double.NaN, "broke off", "draft", "Paper2"),
          run(10, "fine-tuning", "100", 0.55, ""));

  private List<Long> found(String filter) {
    return runs.stream()
        .map(SearchedRun::new)
        .filter(RunFilter.read(filter))
        .map(found -> found.run().id())
        .toList();
  }

  @Test
  void fieldsAndWordsMustAllHold() {
    assertThat(found("")).containsExactly(1L, 2L, 3L, 10L);
    assertThat(found("strategy:ewc seed:42 acc>0.5 tag:paper")).containsExactly(1L);
    assertThat(found("EWC")).containsExactly(1L, 2L);
    assertThat(found("natural-replay")).containsExactly(3L);
    assertThat(found("tag:paper")).containsExactly(1L, 3L);
    assertThat(found("notes:\"as gold\"")).containsExactly(1L);
    assertThat(found("\"as gold\"")).containsExactly(1L);
    assertThat(found("-strategy:ewc")).containsExactly(3L, 10L);
    assertThat(found("-gold ewc")).containsExactly(2L);
  }

  @Test
  void numbersAreComparedAsNumbersAndAMissingOneAnswersNothing() {
    assertThat(found("seed:42")).containsExactly(1L, 3L);
    assertThat(found("seed>42")).containsExactly(10L);
    assertThat(found("acc>=55%")).containsExactly(1L, 10L);
    assertThat(found("acc<0.5")).as("a run without accuracy is not below it").containsExactly(2L);
    assertThat(found("id<=2")).containsExactly(1L, 2L);
    assertThat(found("duration>2m")).hasSize(4);
    assertThat(found("duration<2m")).isEmpty();
    assertThat(found("started>2026-01-01")).hasSize(4);
    assertThat(found("started:2026-01-02")).hasSize(4);
    assertThat(found("importance:10")).as("only EWC uses it").containsExactly(1L, 2L);
  }

  @Test
  void aWrongFilterIsToldWhatWouldBeRight() {
    assertThatThrownBy(() -> RunFilter.read("sed:42"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("There is no field \"sed\". Did you mean \"seed\"?")
        .hasMessageContaining("average-accuracy");
    assertThatThrownBy(() -> RunFilter.read("seed:many"))
        .isInstanceOf(Problem.class)
        .hasMessage("seed is \"many\", but must be a number such as 42.");
    assertThatThrownBy(() -> RunFilter.read("acc>"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("acc>0.5");
    assertThatThrownBy(() -> RunFilter.read("strategy>ewc"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("strategy:ewc");
    assertThatThrownBy(() -> RunFilter.read("notes:\"as go"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("quotation mark");
  }

  @Test
  void numbersSortAsNumbersAndWhatIsMissingComesLastEitherWay() {
    assertThat(sorted("seed", false)).startsWith(2L).endsWith(10L);
    assertThat(sorted("average-accuracy", false)).containsExactly(2L, 10L, 1L, 3L);
    assertThat(sorted("average-accuracy", true)).containsExactly(1L, 10L, 2L, 3L);
    assertThat(sorted("notes", true)).startsWith(1L, 3L);
    List<String> names = new ArrayList<>(List.of("run 10", "Run 9", "run 9b", "alpha"));
    names.sort(Alphabet::compare);
    assertThat(names).containsExactly("alpha", "Run 9", "run 9b", "run 10");
  }

  private List<Long> sorted(String key, boolean descending) {
    RunColumn column =
        RunColumns.ALL.stream().filter(each -> each.key().equals(key)).findFirst().orElseThrow();
    return new RunOrder(List.of(new RunOrder.Key(column, descending)))
        .sorted(runs, run -> run).stream().map(ArchivedRun::id).toList();
  }

  @Test
  void columnsAndOrderComeBackAsTheyWereKept() {
    List<TableLook.Placed> look = new ArrayList<>(TableLook.read(""));
    assertThat(look).hasSameSizeAs(RunColumns.ALL);
    TableLook.Placed first = look.removeFirst();
    look.addLast(new TableLook.Placed(first.column(), 77, false));
    assertThat(TableLook.read(TableLook.write(look))).isEqualTo(look);
    assertThat(TableLook.read("gone:20 seed:abc nonsense -name:90"))
        .as("what is not understood is as at first")
        .hasSameSizeAs(RunColumns.ALL);
    List<RunOrder.Key> sort =
        List.of(
            new RunOrder.Key(RunColumns.ALL.get(3), true),
            new RunOrder.Key(RunColumns.ALL.get(1), false));
    assertThat(TableLook.readSort(TableLook.writeSort(sort))).isEqualTo(sort);
  }

  @Test
  void tagsAreSingleWordsNoneOfThemTwice() {
    assertThat(Words.tags(" paper, #draft paper  final "))
        .isEqualTo(Arrays.asList("paper", "draft", "final"));
    assertThat(Words.tags("  ")).isEmpty();
  }
}
