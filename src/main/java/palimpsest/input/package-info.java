/**
 * Reading of what comes from outside: regular files, texts as other systems write them, numbers.
 */
@NullMarked
package palimpsest.input;

import org.jspecify.annotations.NullMarked;
