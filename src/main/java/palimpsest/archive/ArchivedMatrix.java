package palimpsest.archive;

import java.nio.file.Path;
import palimpsest.fisher.Representation;

/**
 * A Fisher matrix that lies in a run's folder, not read yet.
 *
 * @param run the run's number
 * @param representation how it is represented
 * @param task position of the task in the order of learning, from 0
 * @param moment what it was measured on and when, such as "after task 1"
 * @param images how many images it averages over
 * @param file the npz file
 */
public record ArchivedMatrix(
    long run, Representation representation, int task, String moment, int images, Path file) {}
