/**
 * Strategies against forgetting, one file each: settings, source, and the parts they are made of.
 */
@NullMarked
package palimpsest.strategy;

import org.jspecify.annotations.NullMarked;
