/** The first steps, shown once. */
@NullMarked
package palimpsest.bench.tour;

import org.jspecify.annotations.NullMarked;
