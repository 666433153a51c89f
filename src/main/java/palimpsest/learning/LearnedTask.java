package palimpsest.learning;

import ai.djl.ndarray.NDArray;

/**
 * A task that was just learned.
 *
 * @param position position of the task
 * @param last whether no other task follows
 * @param theta the weights reached, θ [P]; they change with the next step
 * @param images its training images; fetching them throws {@link MeasurementCancelled} when the run
 *     is to leave
 */
public record LearnedTask(int position, boolean last, NDArray theta, LabelledImages images) {}
