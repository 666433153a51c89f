/** Strategies, the rehearsal buffer, one training step, and evaluation. */
@NullMarked
package palimpsest.learning;

import org.jspecify.annotations.NullMarked;
