package palimpsest.speed;

import java.util.function.Function;

/**
 * One thing that can be measured.
 *
 * @param name its name
 * @param reference the reference of its ratio
 * @param opening makes everything that the work needs; what it makes is freed after the measuring
 */
record Benchmark(String name, Reference reference, Function<Fixture, Work> opening) {

  /** The reference that durations are compared with. */
  enum Reference {
    /** One large product of matrices. */
    YARDSTICK,
    /** One step of fine-tuning. */
    TRAINING_STEP,
    /** One step of fine-tuning of the smaller network that strategies are compared on. */
    METHOD_STEP
  }
}
