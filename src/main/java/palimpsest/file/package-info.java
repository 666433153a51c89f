/** Files that are written whole or not at all, and NumPy's arrays. */
@NullMarked
package palimpsest.file;

import org.jspecify.annotations.NullMarked;
