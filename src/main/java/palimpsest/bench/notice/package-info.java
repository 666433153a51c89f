/** One sentence at a time for the person at the desk: what failed, what was done. */
@NullMarked
package palimpsest.bench.notice;

import org.jspecify.annotations.NullMarked;
