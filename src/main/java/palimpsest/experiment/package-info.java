/** One whole run: its specification, its events and its metrics, in plain records and arrays. */
@NullMarked
package palimpsest.experiment;

import org.jspecify.annotations.NullMarked;
