/** Figures that grow while a run trains. */
@NullMarked
package palimpsest.bench.live;

import org.jspecify.annotations.NullMarked;
