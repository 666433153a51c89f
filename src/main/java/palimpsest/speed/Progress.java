package palimpsest.speed;

/**
 * The progress of the benchmarks.
 *
 * @param name the benchmark in progress
 * @param done the number of benchmarks finished
 * @param of the number of all benchmarks
 */
public record Progress(String name, int done, int of) {}
