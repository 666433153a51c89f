/** Optimizers: how a direction becomes a step, with clipping and learning-rate schedules. */
@NullMarked
package palimpsest.learning.optimizer;

import org.jspecify.annotations.NullMarked;
