/** The form in which a run is set up. */
@NullMarked
package palimpsest.bench.setup;

import org.jspecify.annotations.NullMarked;
