/** Texts that come from anywhere and leave the program in a form that does no harm. */
@NullMarked
package palimpsest.text;

import org.jspecify.annotations.NullMarked;
