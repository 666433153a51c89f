package palimpsest.data;

import java.util.SplittableRandom;

/** Limits that leave the first images of each task, for tests. */
final class FirstImages {

  private FirstImages() {}

  /** So many images of each task; 0 for all. */
  static Limits limits(int training, int test) {
    return new Limits(training, test, Subset.FIRST, SplittableRandom::new);
  }
}
