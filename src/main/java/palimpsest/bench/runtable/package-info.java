/** The table of every run that was ever made. */
@NullMarked
package palimpsest.bench.runtable;

import org.jspecify.annotations.NullMarked;
