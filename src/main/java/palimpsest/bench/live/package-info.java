/** Figures that grow while a run goes on. */
@NullMarked
package palimpsest.bench.live;

import org.jspecify.annotations.NullMarked;
