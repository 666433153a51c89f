/** Files that the program reads and did not write: broken, cut short, or made to do harm. */
@NullMarked
package palimpsest.fuzz;

import org.jspecify.annotations.NullMarked;
