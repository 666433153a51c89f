package palimpsest.archive;

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

  static RunSize of(ExperimentSpec spec) {
    TrainingPlan plan = RunLength.plan(spec);
    // An epoch has one batch at least.
    return new RunSize(spec.taskCount(), Math.max(plan.iterations(), plan.epochs()));
  }

  boolean hasTask(long task) {
    return task >= 0 && task < tasks;
  }

  boolean hasEpoch(long task, long epoch) {
    return hasTask(task) && epoch >= 0 && epoch < epochs;
  }
}
