/** The machine underneath: where programs keep files, which native libraries there are, GPUs. */
@NullMarked
package palimpsest.machine;

import org.jspecify.annotations.NullMarked;
