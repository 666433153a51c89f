/** The viewer of Fisher matrices. */
@NullMarked
package palimpsest.bench.fisher;

import org.jspecify.annotations.NullMarked;
