/** The line at the bottom: how far the run is and how fast it goes. */
@NullMarked
package palimpsest.bench.status;

import org.jspecify.annotations.NullMarked;
