/** The table of every run that was ever made. */
@NullMarked
package palimpsest.bench.runs;

import org.jspecify.annotations.NullMarked;
