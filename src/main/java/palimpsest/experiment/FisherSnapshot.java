package palimpsest.experiment;

import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.network.ParameterLayout;

/**
 * A Fisher matrix as it was at one moment of a run, in plain arrays.
 *
 * @param representation the representation of the matrix
 * @param task position of the task in the order of learning, from 0
 * @param moment the images and the moment of measurement, such as "after task 1, all its images"
 * @param images the number of images it averages over
 * @param live whether it is only shown, while a task is learned, and is not kept
 * @param layout the meaning of each row and column
 * @param entries its entries
 */
public record FisherSnapshot(
    Representation representation,
    int task,
    String moment,
    int images,
    boolean live,
    ParameterLayout layout,
    MatrixEntries entries) {}
