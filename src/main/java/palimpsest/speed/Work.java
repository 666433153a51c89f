package palimpsest.speed;

import java.time.Duration;

/** Something whose duration is measured; what it needs is made beforehand and freed at its end. */
@FunctionalInterface
interface Work extends AutoCloseable {

  /** The time after which the Java virtual machine has compiled the hot code. */
  Duration WARM_UP = Duration.ofSeconds(2);

  /** Does it once. */
  void run();

  /** Does what is needed for the first measured time not to be slower than the others. */
  default void warmUp() {
    untilWarm(this::run);
  }

  /** Repeats something until it is warm: at least once. */
  static void untilWarm(Runnable some) {
    long start = System.nanoTime();
    do {
      some.run();
    } while (System.nanoTime() - start < WARM_UP.toNanos());
  }

  @Override
  default void close() {}
}
