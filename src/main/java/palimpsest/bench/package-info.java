/** The JavaFX window, a page per feature. */
@NullMarked
package palimpsest.bench;

import org.jspecify.annotations.NullMarked;
