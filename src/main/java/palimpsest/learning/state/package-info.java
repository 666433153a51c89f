/** The state of a run's parts between batches, as plain arrays, which a checkpoint stores. */
@NullMarked
package palimpsest.learning.state;

import org.jspecify.annotations.NullMarked;
