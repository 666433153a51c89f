package palimpsest.archive;

import java.nio.file.Path;
import palimpsest.fisher.Representation;

/**
 * A Fisher matrix that lies in a run's folder, not read yet.
 *
 * @param run the run's number
 * @param representation the representation of the matrix
 * @param task position of the task in the order of learning, from 0
 * @param moment the images and the moment of measurement, such as "after task 1"
 * @param images the number of images it averages over
 * @param file the npz file
 */
public record ArchivedMatrix(
    long run, Representation representation, int task, String moment, int images, Path file) {}
