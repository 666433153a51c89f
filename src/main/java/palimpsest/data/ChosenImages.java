package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * Images that were chosen from a pair of files, and what the whole files hold.
 *
 * @param images the chosen ones
 * @param part {@code training} or {@code test}
 * @param files the file of images and the file of labels
 * @param all the number of images in the files
 * @param digest computes {@link ImageSet#sha256} of all of them
 */
record ChosenImages(
    ImageSet images, String part, List<Path> files, int all, Supplier<String> digest) {

  /** A record of the files. */
  ImageSource source(String task) {
    return new ImageSource(
        task,
        part,
        files.stream().map(file -> String.valueOf(file.getFileName())).toList(),
        all,
        digest.get());
  }
}
