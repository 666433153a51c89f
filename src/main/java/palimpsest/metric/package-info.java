/** Numbers that sum a run up, a file each; all are computed from its scores. */
@NullMarked
package palimpsest.metric;

import org.jspecify.annotations.NullMarked;
