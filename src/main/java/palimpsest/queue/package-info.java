/** The runs that wait, and the one thread that trains them into the archive. */
@NullMarked
package palimpsest.queue;

import org.jspecify.annotations.NullMarked;
