/** Downloads as the window shows them, whatever it is that comes. */
@NullMarked
package palimpsest.bench.download;

import org.jspecify.annotations.NullMarked;
