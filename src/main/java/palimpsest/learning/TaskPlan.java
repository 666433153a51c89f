package palimpsest.learning;

/**
 * The epochs and batches of one task.
 *
 * @param images its training images, from 1
 * @param plan the plan of all tasks
 */
public record TaskPlan(int images, TrainingPlan plan) {

  /** Batches of an epoch that is not cut short. */
  private int wholeEpoch() {
    return Math.max(
        1, plan.dropLast() ? images / plan.batchSize() : Math.ceilDiv(images, plan.batchSize()));
  }

  /** Epochs of the task; the last may be cut short where iterations are counted. */
  public int epochs() {
    return plan.iterations() == 0 ? plan.epochs() : Math.ceilDiv(plan.iterations(), wholeEpoch());
  }

  /** Batches of the whole task. */
  public long batches() {
    return plan.iterations() == 0 ? (long) plan.epochs() * wholeEpoch() : plan.iterations();
  }

  /** Batches of the epochs before one. */
  private long batchesBefore(int epoch) {
    return (long) epoch * wholeEpoch();
  }

  /**
   * Batches of the task that are behind a place.
   *
   * @param epoch an epoch
   * @param batch batches of it behind the place
   */
  public long batchesBehind(int epoch, int batch) {
    return batchesBefore(epoch) + batch;
  }

  /** Batches of an epoch, from 0; none behind the last epoch. */
  public int batches(int epoch) {
    return Math.clamp(batches() - batchesBefore(epoch), 0, wholeEpoch());
  }

  /** Images in the first batches of an epoch. */
  public int images(int batches) {
    return (int) Math.min((long) batches * plan.batchSize(), images);
  }

  /** Images trained on in the whole task, each as often as there are epochs. */
  public long trainedImages() {
    long images = 0;
    int last = epochs() - 1;
    images += (long) last * images(wholeEpoch());
    return images + images(batches(last));
  }

  /**
   * Share of the task's batches that are behind a place, from 0 to 1.
   *
   * @param epoch an epoch
   * @param batch batches of it behind the place
   */
  public double passed(int epoch, int batch) {
    return (double) batchesBehind(epoch, batch) / batches();
  }
}
