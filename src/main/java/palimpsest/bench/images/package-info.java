/** The Images page: the image sets that there are, and what a network will see of them. */
@NullMarked
package palimpsest.bench.images;

import org.jspecify.annotations.NullMarked;
