package palimpsest.archive;

import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunLength;
import palimpsest.learning.TrainingPlan;

/**
 * The most that a run may have measured: numbers in the database beyond it are not trusted.
 *
 * @param tasks the number of its tasks
 * @param epochs epochs of each task, at most
 */
record RunSize(int tasks, int epochs) {

  /**
   * The size of a run.
   *
   * @param names number of its tasks' names, which counts for own images: they may have changed or
   *     gone since; 0 if it has none
   */
  static RunSize of(ExperimentSpec spec, int names) {
    TrainingPlan plan = RunLength.plan(spec);
    int tasks = names > 0 && Catalogue.isOwn(spec.images()) ? names : spec.taskCount();
    // An epoch has one batch at least.
    return new RunSize(tasks, Math.max(plan.iterations(), plan.epochs()));
  }

  boolean hasTask(long task) {
    return task >= 0 && task < tasks;
  }

  boolean hasEpoch(long task, long epoch) {
    return hasTask(task) && epoch >= 0 && epoch < epochs;
  }
}
