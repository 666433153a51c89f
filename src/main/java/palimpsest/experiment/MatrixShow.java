package palimpsest.experiment;

import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.fisher.MatrixEntries;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.Trainer;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.tensor.Memory;

/** The Fisher matrices of a run, measured where they are due and told to whoever listens. */
final class MatrixShow implements FisherObserver {

  /** Training images of a task on which a matrix is measured that only the eye wants. */
  static final int OBSERVED_IMAGES = 1000;

  private final ExperimentSpec spec;
  private final RunControl control;
  private final ParameterLayout layout;
  private final Consumer<RunEvent> listener;
  private int task;

  MatrixShow(
      ExperimentSpec spec,
      RunControl control,
      ParameterLayout layout,
      Consumer<RunEvent> listener) {
    this.spec = spec;
    this.control = control;
    this.layout = layout;
    this.listener = listener;
  }

  /** Says which task is being learned. */
  void learning(int position) {
    task = position;
  }

  /**
   * Measures what is due after a task.
   *
   * @param last whether no other task follows
   * @throws palimpsest.learning.MeasuringAbandoned if someone wants the run to pause or stop
   */
  void taskLearned(Trainer trainer, boolean last) {
    int all = trainer.trainingImages(task);
    String moment = "after task " + (task + 1);
    if (trainer.consolidates() && !last) {
      listener.accept(
          new RunEvent.Remark(
              "Measuring %s over %,d images.".formatted(spec.representation().label(), all)));
      Supplier<MatrixEntries> entries = trainer.consolidate(task);
      if (spec.observeFisher()) {
        show(entries, moment, all, false);
      }
    } else if (spec.observeFisher()) {
      int some = Math.min(OBSERVED_IMAGES, all);
      show(() -> trainer.observe(task, some, spec.subset()), moment, some, false);
    }
  }

  @Override
  public boolean abandonsMeasuring() {
    return control.isLeaving();
  }

  @Override
  public boolean wantsBatchMatrix() {
    return control.takeMatrixRequest();
  }

  @Override
  public void batchMeasured(Supplier<MatrixEntries> entries, int images) {
    show(entries, "while learning task " + (task + 1), images, true);
  }

  /** Shows a matrix, or says why it cannot be shown; training goes on either way. */
  private void show(Supplier<MatrixEntries> entries, String moment, int images, boolean passing) {
    try {
      listener.accept(
          new RunEvent.FisherMeasured(
              new FisherSnapshot(
                  spec.representation(), task, moment, images, passing, layout, entries.get())));
      // Copies of a large matrix would pile up in Java's heap until it is full.
      Memory.tidy();
    } catch (Problem problem) {
      listener.accept(new RunEvent.Remark(problem.getMessage()));
    }
  }
}
