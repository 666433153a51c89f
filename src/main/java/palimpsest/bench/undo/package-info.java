/** Undo of the last actions. */
@NullMarked
package palimpsest.bench.undo;

import org.jspecify.annotations.NullMarked;
