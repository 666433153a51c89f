/** The room in which runs are laid over each other: what to compare, the figure, the table. */
@NullMarked
package palimpsest.bench.compare;

import org.jspecify.annotations.NullMarked;
