/** Readers of image sets of one's own: one for each format. */
@NullMarked
package palimpsest.data.reader;

import org.jspecify.annotations.NullMarked;
