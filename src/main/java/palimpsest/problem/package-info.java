/**
 * Errors that a user can correct: the one exception whose message is shown to users word for word.
 */
@NullMarked
package palimpsest.problem;

import org.jspecify.annotations.NullMarked;
