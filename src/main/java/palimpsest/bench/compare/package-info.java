/** The page that compares runs: what to compare, the figure, the table. */
@NullMarked
package palimpsest.bench.compare;

import org.jspecify.annotations.NullMarked;
