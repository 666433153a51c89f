package palimpsest.data;

import java.util.Arrays;

/**
 * Some images of a set as a task sees them.
 *
 * @param images the set, which several slices may share
 * @param positions the positions of the images in the set, [n]
 * @param labels their labels in the scenario, [n]
 * @param map the map of their pixels
 * @param home position of the task whose classes they belong to; with blurred boundaries another
 *     one than that in which they are learned
 */
@SuppressWarnings("ArrayRecordComponent") // compared by identity: image sets are large
public record ImageSlice(ImageSet images, int[] positions, int[] labels, PixelMap map, int home) {

  /** All images of a set, with its own labels. */
  static ImageSlice of(ImageSet images, int home) {
    int[] positions = new int[images.size()];
    Arrays.setAll(positions, i -> i);
    return new ImageSlice(images, positions, images.labels(), PixelMap.IDENTITY, home);
  }

  /** Number of images. */
  public int size() {
    return positions.length;
  }

  /** Some of its images, by their positions in the slice. */
  public ImageSlice at(int... some) {
    return new ImageSlice(
        images,
        Arrays.stream(some).map(i -> positions[i]).toArray(),
        Arrays.stream(some).map(i -> labels[i]).toArray(),
        map,
        home);
  }
}
