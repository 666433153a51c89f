package palimpsest.fisher;

/**
 * The memory, in bytes, that a Fisher matrix takes at the different moments of its life.
 *
 * @param held its arrays
 * @param measuring at the highest while it is measured, its arrays included
 * @param solving beside its arrays while its damped inverse is in use
 * @param shown in native memory while its entries are copied for the eye
 * @param entries its entries as plain arrays; 0 if it is too large to be shown
 * @param copying beside the entries in the Java heap while they are copied
 * @param largest numbers of its largest array
 * @param block numbers of the largest array that is summed up over images
 * @param small bytes of those that stay with the allocator although the largest does not; 0 where
 *     they are few
 */
public record MatrixMemory(
    double held,
    double measuring,
    double solving,
    double shown,
    double entries,
    double copying,
    double largest,
    double block,
    double small) {

  /** The same with other bytes while the damped inverse is in use. */
  MatrixMemory withSolving(double other) {
    return new MatrixMemory(held, measuring, other, shown, entries, copying, largest, block, small);
  }

  /**
   * Bytes from which on a block of native memory goes back to the system as soon as it is freed.
   */
  public static final double KEPT = 64 << 20;
}
