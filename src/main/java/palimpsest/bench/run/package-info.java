/** The runs of this session, as the window shows them. */
@NullMarked
package palimpsest.bench.run;

import org.jspecify.annotations.NullMarked;
