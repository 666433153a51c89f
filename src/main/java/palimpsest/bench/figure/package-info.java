/** Figures of curves that answer mouse and keyboard, with their legend; the same on every page. */
@NullMarked
package palimpsest.bench.figure;

import org.jspecify.annotations.NullMarked;
