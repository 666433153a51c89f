/**
 * Spark as a site of runs. The package is compiled only by the Maven profile {@code spark} and is
 * found among the services; the desktop program has neither it nor Spark.
 */
@NullMarked
package palimpsest.spark;

import org.jspecify.annotations.NullMarked;
