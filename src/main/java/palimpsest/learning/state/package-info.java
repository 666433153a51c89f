/** What parts of a run remember between batches, as plain arrays: what a checkpoint keeps. */
@NullMarked
package palimpsest.learning.state;

import org.jspecify.annotations.NullMarked;
