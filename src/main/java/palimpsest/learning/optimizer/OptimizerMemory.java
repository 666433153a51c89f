package palimpsest.learning.optimizer;

/**
 * The memory that an optimizer takes beyond plain SGD's, in arrays [P].
 *
 * @param averages moving averages that it remembers between steps
 * @param temporaries arrays that one step makes and frees
 */
public record OptimizerMemory(int averages, int temporaries) {}
