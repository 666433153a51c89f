/** The window's look: light and dark, icons, tooltips, shortcuts. */
@NullMarked
package palimpsest.bench.look;

import org.jspecify.annotations.NullMarked;
