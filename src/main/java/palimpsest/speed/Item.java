package palimpsest.speed;

import java.util.function.Function;

/**
 * One thing that can be measured.
 *
 * @param name what it is called
 * @param reference what its ratio is to
 * @param opening makes everything that the work needs; what it makes is freed after the measuring
 */
record Item(String name, Reference reference, Function<Laboratory, Work> opening) {

  /** What durations are compared with. */
  enum Reference {
    /** One large product of matrices. */
    YARDSTICK,
    /** One step of fine-tuning. */
    TRAINING_STEP
  }
}
