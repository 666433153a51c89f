/** The documents, to be read in the window without a network. */
@NullMarked
package palimpsest.bench.help;

import org.jspecify.annotations.NullMarked;
