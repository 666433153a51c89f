package palimpsest.learning;

/** Remembered images whose mean features stand for their classes in tests. */
public interface Exemplars extends Part {

  /** The numbers of the images that are remembered now. */
  int[] exemplars();
}
