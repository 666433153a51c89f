package palimpsest.learning;

import palimpsest.setting.SettingValues;

/**
 * The length and the batches of the training of a task.
 *
 * @param batchSize images a step
 * @param epochs passes over each task's training images, where there are no iterations
 * @param iterations batches of each task; 0 for as many as the epochs have
 * @param dropLast whether an epoch's last batch is left out where it is smaller than the others
 * @param resetOptimizer whether the optimizer forgets its averages at the start of each task
 * @param seed the source of all random streams
 */
public record TrainingPlan(
    int batchSize,
    int epochs,
    int iterations,
    boolean dropLast,
    boolean resetOptimizer,
    long seed) {

  /** The plan that settings say. */
  public static TrainingPlan of(SettingValues values, long seed) {
    return new TrainingPlan(
        values.get(TaskLength.BATCH_SIZE),
        values.get(TaskLength.EPOCHS),
        values.get(TaskLength.ITERATIONS),
        values.get(TaskLength.DROP_LAST),
        values.get(TaskLength.RESET_OPTIMIZER),
        seed);
  }

  /** The plan of a task with so many training images. */
  public TaskPlan task(int images) {
    return new TaskPlan(images, this);
  }
}
