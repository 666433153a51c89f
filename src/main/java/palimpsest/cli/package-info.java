/** Commands for terminals and clusters. */
@NullMarked
package palimpsest.cli;

import org.jspecify.annotations.NullMarked;
