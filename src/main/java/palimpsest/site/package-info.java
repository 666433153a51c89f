/** The sites that train runs beside this machine: clusters, and how they are reached. */
@NullMarked
package palimpsest.site;

import org.jspecify.annotations.NullMarked;
