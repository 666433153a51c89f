/** The six representations of the Fisher matrix and how each is measured. */
@NullMarked
package palimpsest.fisher;

import org.jspecify.annotations.NullMarked;
