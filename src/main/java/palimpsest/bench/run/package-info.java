/** What the window knows of the runs of this session. */
@NullMarked
package palimpsest.bench.run;

import org.jspecify.annotations.NullMarked;
