/** Work that must not keep the window waiting. */
@NullMarked
package palimpsest.bench.work;

import org.jspecify.annotations.NullMarked;
