/** Clusters as the window uses them: which one is chosen, what is submitted, how its runs stand. */
@NullMarked
package palimpsest.bench.site;

import org.jspecify.annotations.NullMarked;
