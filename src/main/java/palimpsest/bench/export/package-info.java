/** Pictures of figures and matrices, into files. */
@NullMarked
package palimpsest.bench.export;

import org.jspecify.annotations.NullMarked;
