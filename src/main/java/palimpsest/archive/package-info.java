/** What lasts: results as JSON and CSV, matrices and weights as npz. */
@NullMarked
package palimpsest.archive;

import org.jspecify.annotations.NullMarked;
