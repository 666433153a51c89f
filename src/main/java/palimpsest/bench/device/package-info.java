/** What there is to compute on: devices, why there is no GPU, and which PyTorch is loaded. */
@NullMarked
package palimpsest.bench.device;

import org.jspecify.annotations.NullMarked;
