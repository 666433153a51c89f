package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedMatrix;
import palimpsest.archive.RunState;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.experiment.FisherSnapshot;

/** Offers the viewer the matrices of the shown run, and those of runs like it. */
final class ShownMatrices {

  private final RunViewModel runs;
  private final FisherViewModel viewer;
  private Subscription revision = Subscription.EMPTY;

  /** Follows the shown run from now on. */
  ShownMatrices(RunViewModel runs, FisherViewModel viewer) {
    this.runs = runs;
    this.viewer = viewer;
    runs.shownProperty().subscribe(this::follow);
  }

  /** Whether the shown run is under way and measures matrices that can be shown in passing. */
  boolean pass() {
    RunModel run = runs.shownProperty().get();
    return run != null
        && run.state() == RunState.RUNNING
        && run.spec().strategy().preconditions(run.spec().values());
  }

  private void follow(@Nullable RunModel run) {
    revision.unsubscribe();
    revision = Subscription.EMPTY;
    if (run == null) {
      offer(null);
    } else {
      revision = run.revisionProperty().subscribe(number -> offer(run));
    }
  }

  /** Offers the matrices of the shown run last, and before them those of runs like it. */
  private void offer(@Nullable RunModel shown) {
    List<MatrixChoice> choices = new ArrayList<>();
    if (shown != null) {
      shown.beside().forEach(run -> addTo(choices, run.title(), run.matrices()));
      addTo(choices, "%s (run %d)".formatted(shown.name(), shown.id()), shown.matrices());
    }
    if (shown == null) {
      viewer.offer(choices);
    } else {
      boolean underWay = !shown.state().isOver();
      viewer.offer(choices, shown.id(), underWay, without(shown, underWay));
    }
    FisherSnapshot passing = shown == null ? null : shown.live();
    if (passing == null) {
      viewer.endLive();
    } else {
      viewer.showLive(passing);
    }
  }

  private static String without(RunModel run, boolean underWay) {
    return (underWay
            ? "%s (run %d) has no Fisher matrix yet: it is measured after each task."
            : "%s (run %d) has no Fisher matrix. Those of other runs are in the list above.")
        .formatted(run.name(), run.id());
  }

  private void addTo(List<MatrixChoice> choices, String title, List<ArchivedMatrix> matrices) {
    for (ArchivedMatrix matrix : matrices) {
      choices.add(
          new MatrixChoice(
              matrix.run(),
              title,
              matrix.representation(),
              matrix.task(),
              matrix.moment(),
              () -> runs.read(matrix)));
    }
  }
}
