/** Data on disk: a database of runs and numbers, and files of matrices, checkpoints and weights. */
@NullMarked
package palimpsest.archive;

import org.jspecify.annotations.NullMarked;
