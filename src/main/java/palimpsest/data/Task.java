package palimpsest.data;

/**
 * One task of a scenario. The labels of its sets are those of the scenario's one head: in a
 * class-incremental scenario the second task's begin at 10.
 *
 * @param name its name, such as "Fashion-MNIST"
 * @param training images to train on
 * @param test images to evaluate on
 */
public record Task(String name, ImageSet training, ImageSet test) {}
