package palimpsest.speed;

/** Something whose duration is measured; what it needs is made beforehand and freed at its end. */
@FunctionalInterface
interface Work extends AutoCloseable {

  /** Does it once. */
  void run();

  /** Does what is needed for the first measured time not to be slower than the others. */
  default void warmUp() {
    run();
  }

  @Override
  default void close() {}
}
