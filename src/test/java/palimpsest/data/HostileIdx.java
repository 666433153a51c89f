package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import palimpsest.problem.Problem;

/** Good IDX files to be spoilt, and what the program does with them afterwards. */
public final class HostileIdx {

  private HostileIdx() {}

  /** Images and labels, plain and packed. */
  public static List<byte[]> files() {
    byte[] images = IdxFiles.images(2, Idx.SIDE, Idx.SIDE);
    byte[] labels = IdxFiles.cycle(10);
    return List.of(images, labels, IdxFiles.gzip(images), IdxFiles.gzip(labels));
  }

  /** Reads a file as what it is not, too. */
  public static void read(Path file) {
    Problem refusal = null;
    for (Runnable reading :
        List.<Runnable>of(
            () -> Idx.checkImages(file),
            () -> Idx.readLabels(file),
            () -> Idx.readImages(file, new int[] {1}),
            () -> Idx.read("both", file, file))) {
      try {
        reading.run();
      } catch (Problem problem) {
        refusal = problem;
      }
    }
    if (refusal != null) {
      throw refusal;
    }
  }
}
