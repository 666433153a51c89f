/** What the window remembers from one day to the next. */
@NullMarked
package palimpsest.bench.settings;

import org.jspecify.annotations.NullMarked;
