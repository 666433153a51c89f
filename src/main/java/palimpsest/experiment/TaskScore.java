package palimpsest.experiment;

/**
 * How well the network does on the test images of one task.
 *
 * @param loss mean cross-entropy per image, in nats
 * @param accuracy share of images classified right, from 0 to 1
 */
public record TaskScore(double loss, double accuracy) {}
