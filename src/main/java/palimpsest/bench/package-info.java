/** The JavaFX window, a room per feature. */
@NullMarked
package palimpsest.bench;

import org.jspecify.annotations.NullMarked;
