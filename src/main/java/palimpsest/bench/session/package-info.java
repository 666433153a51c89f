/** The runs of this session, as the window shows them. */
@NullMarked
package palimpsest.bench.session;

import org.jspecify.annotations.NullMarked;
