/** The image sets that can be chosen: built-in ones, public ones and the user's own. */
@NullMarked
package palimpsest.data.catalogue;

import org.jspecify.annotations.NullMarked;
