package palimpsest.archive;

import palimpsest.experiment.ExperimentSpec;

/**
 * How much a run may have measured: whatever a database counts beyond it is not believed.
 *
 * @param tasks how many tasks it learns
 * @param epochs epochs of each task
 */
record RunSize(int tasks, int epochs) {

  static RunSize of(ExperimentSpec spec) {
    return new RunSize(spec.tasks().size(), spec.epochs());
  }

  boolean hasTask(long task) {
    return task >= 0 && task < tasks;
  }

  boolean hasEpoch(long task, long epoch) {
    return hasTask(task) && epoch >= 0 && epoch < epochs;
  }
}
