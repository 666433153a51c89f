/** Typed settings that components declare: the one place that knows what a setting may be. */
@NullMarked
package palimpsest.setting;

import org.jspecify.annotations.NullMarked;
