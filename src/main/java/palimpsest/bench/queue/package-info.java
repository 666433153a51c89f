/** The panel that shows which runs are under way and wait. */
@NullMarked
package palimpsest.bench.queue;

import org.jspecify.annotations.NullMarked;
