package palimpsest.bench.runtable;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.data.DataRecord;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.SpecDraft;
import palimpsest.strategy.Strategies;

class RunFilterTest {

  private static ArchivedRun run(
      long id, String strategy, String seed, double accuracy, String notes, String... tags) {
    return new ArchivedRun(
        id,
        SpecDraft.initial()
            .with(Strategies.ALL.choice(), strategy)
            .with(CommonSettings.SEED, seed)
            .toSpec(),
        RunState.FINISHED,
        Instant.parse("2026-01-02T10:00:00Z"),
        Instant.parse("2026-01-02T10:00:05Z"),
        Instant.parse("2026-01-02T10:03:00Z"),
        "",
        List.of("Digits"),
        DataRecord.NOT_RECORDED,
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
          run(3, "natural-replay", "42", Double.NaN, "bad luck", "draft", "Paper2"),
          run(10, "fine-tuning", "100", 0.55, ""));

  private List<Long> found(String filter) {
    return runs.stream()
        .map(SearchedRun::new)
        .filter(RunFilter.read(filter)::test)
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
    assertThat(RunFilter.read("sed:42").error())
        .contains("There is no field \"sed\". Did you mean \"seed\"?")
        .contains("average-accuracy");
    assertThat(RunFilter.read("seed:many").error())
        .isEqualTo("seed is \"many\", but must be a number such as 42.");
    assertThat(RunFilter.read("acc>1d").error()).contains("but must be a number such as 0.5");
    assertThat(RunFilter.read("acc>").error()).contains("acc>0.5");
    assertThat(RunFilter.read("strategy>ewc").error()).contains("strategy:ewc");
    assertThat(RunFilter.read("notes:\"as go").error()).contains("quotation mark");
    assertThat(RunFilter.read("seed:42").error()).isEmpty();
  }

  @Test
  void aWrongPartIsLeftOutAndTheOthersHold() {
    assertThat(found("ewc seed:many")).isEqualTo(found("ewc"));
    assertThat(found("ewc acc>")).isEqualTo(found("ewc"));
    assertThat(found("ewc \"as go")).isEqualTo(found("ewc"));
  }

  @Test
  void relationsAreReadAsPeopleWriteThem() {
    assertThat(found("seed!=42")).containsExactly(2L, 10L);
    assertThat(found("seed≠42")).containsExactly(2L, 10L);
    assertThat(found("-seed!=42")).isEqualTo(found("seed:42"));
    assertThat(found("strategy!=ewc")).containsExactly(3L, 10L);
    assertThat(found("acc ≥ 55%")).isEqualTo(found("acc>=0.55"));
    assertThat(found("acc > 0.5 seed != 42")).containsExactly(10L);
    assertThat(found("\"a > b\"")).as("not within quotation marks").isEmpty();
    assertThat(RunFilter.read("seed!=1").error()).isEmpty();
    assertThat(RunFilter.read("seed!=one").error()).startsWith("seed is \"one\"");
  }

  @Test
  void whatAColumnWritesCanBeReadInAFilter() {
    for (NumberFormatKind numberFormatKind : NumberFormatKind.values()) {
      for (double value : new double[] {0, 4, 0.25, 175, 3723, 40_000, -0.5}) {
        String written = numberFormatKind.text(value);
        assertThat(numberFormatKind.read(written))
            .as("%s of %s", written, numberFormatKind)
            .isPresent();
        assertThat(numberFormatKind.text(numberFormatKind.read(written).orElseThrow()))
            .as("%s", numberFormatKind)
            .isEqualTo(written);
      }
    }
    assertThat(found("duration>0:04")).hasSize(4);
    assertThat(found("duration>2:55")).isEmpty();
    assertThat(found("duration:2:55")).hasSize(4);
    assertThat(found("duration<0:02:56")).hasSize(4);
    assertThat(RunFilter.read("duration>4:0x").error()).contains("0:04");
  }

  @Test
  void numbersSortAsNumbersAndWhatIsMissingComesLastEitherWay() {
    assertThat(sorted("seed", false)).startsWith(2L).endsWith(10L);
    assertThat(sorted("average-accuracy", false)).containsExactly(2L, 10L, 1L, 3L);
    assertThat(sorted("average-accuracy", true)).containsExactly(1L, 10L, 2L, 3L);
    assertThat(sorted("notes", true)).startsWith(1L, 3L);
    List<String> names = new ArrayList<>(List.of("run 10", "Run 9", "run 9b", "alpha"));
    names.sort(NaturalOrder::compare);
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
    List<TableLayout.Placed> look = new ArrayList<>(TableLayout.read(""));
    assertThat(look).hasSameSizeAs(RunColumns.ALL);
    TableLayout.Placed first = look.removeFirst();
    look.addLast(new TableLayout.Placed(first.column(), 77, false));
    assertThat(TableLayout.read(TableLayout.write(look))).isEqualTo(look);
    assertThat(TableLayout.read("gone:20 seed:abc nonsense -name:90"))
        .as("what is not understood is as at first")
        .hasSameSizeAs(RunColumns.ALL);
    assertThat(TableLayout.read("seed:٣٠ name:9999999999 id:-5"))
        .extracting(placed -> placed.column().key() + ":" + Math.round(placed.width()))
        .as("a width that is no number, one that is too large, and one too small")
        .contains("name:2000", "id:24")
        .doesNotContain("seed:30");
    List<RunOrder.Key> sort =
        List.of(
            new RunOrder.Key(RunColumns.ALL.get(3), true),
            new RunOrder.Key(RunColumns.ALL.get(1), false));
    assertThat(TableLayout.readSort(TableLayout.writeSort(sort))).isEqualTo(sort);
  }

  @Test
  void tagsAreSingleWordsNoneOfThemTwice() {
    assertThat(RunAnnotations.tags(" paper, #draft paper  final "))
        .isEqualTo(Arrays.asList("paper", "draft", "final"));
    assertThat(RunAnnotations.tags("  ")).isEmpty();
    assertThat(RunAnnotations.tags("\"paper\" \"good as gold\" “new”"))
        .as("quotation marks are no part of a tag")
        .containsExactly("paper", "good", "as", "gold", "new");
  }
}
