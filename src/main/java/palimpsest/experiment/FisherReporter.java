package palimpsest.experiment;

import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.Trainer;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.tensor.Memory;
import palimpsest.text.NumberText;

/** Tells listeners of the Fisher matrices of a run, and measures those that are only shown. */
final class FisherReporter implements FisherObserver {

  /** Training images of a task on which a matrix is measured that is only shown. */
  static final int OBSERVED_IMAGES = 1000;

  private final ExperimentSpec spec;
  private final RunControl control;
  private final ParameterLayout layout;
  private final Consumer<RunEvent> listener;
  private int task;
  private boolean measured;

  FisherReporter(
      ExperimentSpec spec,
      RunControl control,
      ParameterLayout layout,
      Consumer<RunEvent> listener) {
    this.spec = spec;
    this.control = control;
    this.layout = layout;
    this.listener = listener;
  }

  /** Notes which task is being learned. */
  void learning(int position) {
    task = position;
    measured = false;
  }

  /**
   * Measures and shows a matrix after a task, if one is to be shown and no part measured any.
   *
   * @throws palimpsest.learning.MeasurementCancelled if someone wants the run to pause or stop
   */
  void taskLearned(Trainer trainer) {
    if (spec.observeFisher() && !measured) {
      Representation representation = spec.representation();
      int some = Math.min(OBSERVED_IMAGES, trainer.trainingImages(task));
      show(
          representation,
          () -> trainer.observe(representation, task, some, spec.subset()),
          afterTask(),
          some,
          false);
    }
  }

  @Override
  public boolean cancelsMeasurement() {
    return control.interruptionRequested();
  }

  @Override
  public void measuringTask(Representation representation, int images) {
    listener.accept(
        new RunEvent.LogMessage(
            "Measuring %s over %s."
                .formatted(representation.label(), NumberText.count(images, "image"))));
  }

  @Override
  public void taskMeasured(
      Representation representation, Supplier<MatrixEntries> entries, int images) {
    measured = true;
    if (spec.observeFisher()) {
      show(representation, entries, afterTask(), images, false);
    }
  }

  @Override
  public boolean wantsBatchMatrix() {
    return control.takeMatrixRequest();
  }

  @Override
  public void batchMeasured(
      Representation representation, Supplier<MatrixEntries> entries, int images) {
    show(representation, entries, "while learning task " + (task + 1), images, true);
  }

  private String afterTask() {
    return "after task " + (task + 1);
  }

  /** Shows a matrix, or says why it cannot be shown; training continues either way. */
  private void show(
      Representation representation,
      Supplier<MatrixEntries> entries,
      String moment,
      int images,
      boolean live) {
    try {
      listener.accept(
          new RunEvent.FisherMeasured(
              new FisherSnapshot(
                  representation, task, moment, images, live, layout, entries.get())));
      // Copies of a large matrix would pile up in Java's heap until it is full.
      Memory.tidy();
    } catch (Problem problem) {
      listener.accept(new RunEvent.LogMessage(problem.getMessage()));
    }
  }
}
