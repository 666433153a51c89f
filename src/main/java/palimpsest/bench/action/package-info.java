/** Everything that can be done in the window, under one name, one icon and one key each. */
@NullMarked
package palimpsest.bench.action;

import org.jspecify.annotations.NullMarked;
