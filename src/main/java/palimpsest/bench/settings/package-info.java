/** The settings that the window remembers between sessions. */
@NullMarked
package palimpsest.bench.settings;

import org.jspecify.annotations.NullMarked;
