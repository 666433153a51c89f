/** Layers that know their forward and backward rules, and parameters, flat and by layer. */
@NullMarked
package palimpsest.network;

import org.jspecify.annotations.NullMarked;
