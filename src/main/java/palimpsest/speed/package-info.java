/** Measures how long the program's work takes. */
@NullMarked
package palimpsest.speed;

import org.jspecify.annotations.NullMarked;
