/** Image sets, their catalogue and download, and the scenarios that cut them into tasks. */
@NullMarked
package palimpsest.data;

import org.jspecify.annotations.NullMarked;
