/** Devices, the lifetime of native memory, and the linear algebra that DJL lacks. */
@NullMarked
package palimpsest.tensor;

import org.jspecify.annotations.NullMarked;
