/** What was done last, to be undone. */
@NullMarked
package palimpsest.bench.undo;

import org.jspecify.annotations.NullMarked;
