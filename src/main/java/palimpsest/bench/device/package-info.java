/** Devices: the list of devices, the reason why there is no GPU, and the choice of PyTorch. */
@NullMarked
package palimpsest.bench.device;

import org.jspecify.annotations.NullMarked;
