/** Scenarios: the ways in which image sets are cut into tasks. */
@NullMarked
package palimpsest.data.scenario;

import org.jspecify.annotations.NullMarked;
