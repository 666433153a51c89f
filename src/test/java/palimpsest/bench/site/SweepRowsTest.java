package palimpsest.bench.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import javafx.collections.ListChangeListener;
import org.junit.jupiter.api.Test;
import palimpsest.archive.RunState;
import palimpsest.experiment.RunEvent;
import palimpsest.site.SweepStanding;

/** The lines of sweeps, also of large ones. */
class SweepRowsTest {

  private static final RunEvent.Progress HALF =
      new RunEvent.Progress(0, 1, 0, 1, 1, 2, 0.5, 100, 30, 1);

  private final SweepTexts texts = new SweepTexts();
  private final SweepRows rows = new SweepRows(texts);

  @Test
  void aLargeSweepIsOneLineWithItsCounts() {
    rows.show(List.of(sweep(1000, 12, 4)), Map.of());
    assertThat(rows.rows()).hasSize(1);
    SweepRow.Standing line = rows.rows().getFirst().standingProperty().get();
    assertThat(line.title()).isEqualTo("Sweep on slurm · 1,000 runs");
    assertThat(line.text()).isEqualTo("12 over, 4 training, 984 waiting");
    assertThat(line.help()).isEqualTo("Waiting: PENDING (Priority)");
    assertThat(line.state()).isEqualTo(RunState.RUNNING);
    assertThat(line.done()).isEqualTo(0.012);
  }

  @Test
  void aRunThatEndsTakesItsLineAwayAndNoOther() {
    rows.unfold(7, true);
    rows.show(List.of(sweep(1000, 0, 2)), Map.of());
    assertThat(rows.rows()).hasSize(1001);
    List<SweepRow> before = List.copyOf(rows.rows());
    List<Integer> changes = new ArrayList<>();
    rows.rows()
        .addListener(
            (ListChangeListener<SweepRow>)
                change -> {
                  while (change.next()) {
                    changes.add(change.getRemovedSize() + change.getAddedSize());
                  }
                });
    rows.show(List.of(sweep(1000, 0, 2)), Map.of(1L, HALF));
    assertThat(changes).as("nothing but a text has changed").isEmpty();
    assertThat(before.get(1).standingProperty().get().text()).isEqualTo("50 % · 0:30 left");
    rows.show(List.of(sweep(1000, 1, 2)), Map.of());
    assertThat(changes).containsExactly(1);
    assertThat(rows.rows().get(1)).isSameAs(before.get(2));
    rows.unfold(7, false);
    rows.show(List.of(sweep(1000, 1, 2)), Map.of());
    assertThat(rows.rows()).containsExactly(before.getFirst());
  }

  @Test
  void aSmallSweepIsUnfoldedFromTheFirstAndAnotherComesBelow() {
    rows.show(List.of(sweep(2, 0, 1)), Map.of());
    assertThat(rows.rows()).extracting(SweepRow::run).containsExactly(0L, 1L, 2L);
    SweepStanding other =
        new SweepStanding(
            8, "slurm", true, List.of(run(9, RunState.PAUSED, SweepStanding.Stage.PAUSED, "")));
    rows.show(List.of(sweep(2, 0, 1), other), Map.of());
    assertThat(rows.rows()).extracting(SweepRow::run).containsExactly(0L, 1L, 2L, 0L, 9L);
    assertThat(rows.rows().get(3).standingProperty().get().text())
        .isEqualTo("0 over, 0 training, 0 waiting, 1 paused");
    assertThat(rows.rows().get(4).standingProperty().get().text()).isEqualTo("paused at 0 %");
    rows.show(List.of(other), Map.of());
    assertThat(rows.rows()).extracting(SweepRow::run).containsExactly(0L, 9L);
  }

  @Test
  void aRunThatStartsOrEndsSaysSo() {
    SweepStanding sweep =
        new SweepStanding(
            8,
            "slurm",
            true,
            List.of(
                run(1, RunState.WAITING, SweepStanding.Stage.STARTING, "RUNNING"),
                run(2, RunState.RUNNING, SweepStanding.Stage.ENDING, "RUNNING")));
    rows.show(
        List.of(sweep), Map.of(2L, new RunEvent.Progress(1, 2, 1, 2, 1, 4, 0.5, 7, Double.NaN, 1)));
    assertThat(rows.rows())
        .extracting(row -> row.standingProperty().get().text())
        .containsExactly(
            "0 over, 0 training, 1 starting, 0 waiting, 1 ending",
            "starting…",
            "ending… · at 50 %");
  }

  private static SweepStanding sweep(int runs, int over, int training) {
    return new SweepStanding(
        7,
        "slurm",
        true,
        LongStream.rangeClosed(1, runs)
            .mapToObj(id ->
                id <= over
                    ? run(id, RunState.FINISHED, SweepStanding.Stage.OVER, "")
                    : id <= over + training
                        ? run(id, RunState.RUNNING, SweepStanding.Stage.TRAINING, "")
                        : run(
                            id,
                            RunState.WAITING,
                            SweepStanding.Stage.WAITING,
                            "PENDING (Priority)"))
            .toList());
  }

  private static SweepStanding.Run run(
      long id, RunState state, SweepStanding.Stage stage, String status) {
    return new SweepStanding.Run(id, state, stage, "1_" + id, status);
  }
}
