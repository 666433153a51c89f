package palimpsest.bench.fisher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.run.RunViewModel;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixRaster;
import palimpsest.chart.MatrixRegion;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;

class FisherViewModelTest {

  private final List<Consumer<RunEvent>> listeners = new ArrayList<>();
  private final RunViewModel runs =
      new RunViewModel((spec, control, listener) -> listeners.add(listener), new Notices());
  private final FisherViewModel viewer = new FisherViewModel(runs);

  @Test
  void theLatestMatrixIsShownUntilAnEarlierOneIsChosen() {
    runs.start(List.of(SpecDraft.initial().toSpec()));
    measured(0);
    assertThat(viewer.shownProperty().get()).isEqualTo(viewer.matrices().getFirst());
    measured(1);
    assertThat(viewer.shownProperty().get()).isEqualTo(viewer.matrices().getLast());

    FisherSnapshot chosen = viewer.matrices().getFirst();
    viewer.shownProperty().set(chosen);
    measured(2);

    assertThat(viewer.matrices()).hasSize(3);
    assertThat(viewer.shownProperty().get()).isSameAs(chosen);
  }

  @Test
  void pointingReadsParameterNamesAndTheValue() {
    runs.start(List.of(SpecDraft.initial().toSpec()));
    measured(0);

    viewer.pointAt(1, 4);
    assertThat(viewer.readingProperty().get())
        .contains("row 1", "fc.weight[0,1]", "column 4", "fc.bias[0]", "0.25");
    viewer.pointAt(6, 0);
    assertThat(viewer.readingProperty().get()).isEmpty();
    viewer.pointAt(-1, 0);
    assertThat(viewer.readingProperty().get()).isEmpty();
  }

  @Test
  void aRangeThatMakesNoSenseIsComplainedOfAndTheLastOneStays() {
    viewer.whiteProperty().set("0.5");
    assertThat(viewer.greysProperty().get()).isEqualTo(new GreyScale(0, 0.5));

    viewer.blackProperty().set("0.7");
    assertThat(viewer.complaintProperty().get()).contains("0.7 to 0.5");
    viewer.blackProperty().set("dark");
    assertThat(viewer.complaintProperty().get()).contains("\"dark\"", "a number");
    assertThat(viewer.greysProperty().get()).isEqualTo(new GreyScale(0, 0.5));

    viewer.reset();
    assertThat(viewer.complaintProperty().get()).isEmpty();
    assertThat(viewer.whiteProperty().get()).isEqualTo("0.1");
  }

  @Test
  void autoFitsTheRangeToWhatIsInView() {
    float[] diagonal = new float[200];
    for (int i = 0; i < 200; i++) {
      diagonal[i] = (i + 1) / 1000f;
    }
    viewer.nowInView(
        MatrixRaster.of(new MatrixEntries.Diagonal(diagonal), MatrixRegion.whole(200)));
    viewer.auto();

    assertThat(viewer.greysProperty().get().min()).isZero();
    assertThat(viewer.greysProperty().get().max()).isCloseTo(0.199, within(1e-6));
    assertThat(viewer.whiteProperty().get()).isEqualTo("0.199");
  }

  @Test
  void zoomingKeepsWhatIsUnderThePointerThere() {
    Viewport view = Viewport.fitting(2980, 800, 500);
    assertThat(view.scale()).isCloseTo(500.0 / 2980, within(1e-9));

    Viewport zoomed = view.zoomedAbout(300, 200, 40, 0.01);

    assertThat(zoomed.columnAt(300)).isEqualTo(view.columnAt(300));
    assertThat(zoomed.rowAt(200)).isEqualTo(view.rowAt(200));
    assertThat(zoomed.zoomedAbout(0, 0, 1e9, 0.01).scale()).isEqualTo(Viewport.LARGEST);
    assertThat(zoomed.zoomedAbout(0, 0, 1e-9, 0.01).scale()).isEqualTo(0.01);
  }

  @Test
  void theMatrixFollowsTheHandButNeverOutOfSight() {
    Viewport view = new Viewport(2, 10, 10);
    assertThat(view.panned(8, -4)).isEqualTo(new Viewport(2, 6, 12));

    Viewport far = view.panned(1e6, -1e6).heldNear(100, 400, 300);
    assertThat(far.xOf(0)).isEqualTo(200);
    assertThat(far.yOf(100)).isEqualTo(150);
  }

  private void measured(int task) {
    float[] values = new float[36];
    java.util.Arrays.fill(values, 0.25f);
    listeners
        .getLast()
        .accept(
            new RunEvent.FisherMeasured(
                new FisherSnapshot(
                    Representation.DENSE,
                    task,
                    "after task " + (task + 1),
                    10,
                    false,
                    new ParameterLayout(
                        List.of(
                            new ParameterLayout.Tensor("fc", "weight", List.of(2, 2), 0),
                            new ParameterLayout.Tensor("fc", "bias", List.of(2), 4))),
                    new MatrixEntries.Full(6, values))));
    runs.pulse();
  }
}
