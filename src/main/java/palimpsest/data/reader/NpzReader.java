package palimpsest.data.reader;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.file.NpyArray;
import palimpsest.file.Npz;
import palimpsest.problem.Problem;

/** NumPy's arrays: a file as {@code savez} writes it, or a folder of files of {@code save}. */
final class NpzReader implements SetReader {

  private static final String NPY = ".npy";

  /** The names of the four arrays. */
  private record Names(String images, String labels, String testImages, String testLabels) {
    private boolean are(Set<String> there) {
      return there.contains(images) && there.contains(labels);
    }
  }

  private static final List<Names> NAMES =
      List.of(
          new Names("x_train", "y_train", "x_test", "y_test"),
          new Names("images", "labels", "test_images", "test_labels"),
          new Names("train_images", "train_labels", "test_images", "test_labels"),
          new Names("x", "y", "x_test", "y_test"));

  @Override
  public String key() {
    return "npz";
  }

  @Override
  public String label() {
    return "NumPy arrays";
  }

  @Override
  public String help() {
    return "A .npz file with the arrays x_train, y_train, x_test and y_test (or images and labels),"
        + " or a folder of .npy files of those names.";
  }

  @Override
  public boolean recognises(Path path) {
    return Files.isDirectory(path)
        ? NAMES.stream().anyMatch(names -> Files.exists(path.resolve(names.images() + NPY)))
        : String.valueOf(path.getFileName()).toLowerCase(Locale.ROOT).endsWith(".npz");
  }

  @Override
  public RawSet read(Path path, ReadOptions options) {
    boolean folder = Files.isDirectory(path);
    Set<String> there =
        folder
            ? NAMES.stream()
                .flatMap(names ->
                    Stream.of(
                        names.images(), names.labels(), names.testImages(), names.testLabels()))
                .filter(name -> Files.exists(path.resolve(name + NPY)))
                .collect(Collectors.toCollection(LinkedHashSet::new))
            : new LinkedHashSet<>(Npz.names(path));
    Names names =
        NAMES.stream()
            .filter(one -> one.are(there))
            .findFirst()
            .orElseThrow(() ->
                new Problem(
                    ("%s has the arrays %s, but must have x_train and y_train, or images and"
                            + " labels.")
                        .formatted(path, there.isEmpty() ? "none" : String.join(", ", there))));
    long[] left = {SetReaders.mostBytes()};
    Function<String, NpyArray> reading =
        name -> {
          NpyArray array =
              folder
                  ? Npz.readNpy(path.resolve(name + NPY), left[0])
                  : Npz.readForeign(path, name, left[0]);
          left[0] -= (long) array.length() * array.itemSize();
          return array;
        };
    ArrayImages training = ArrayImages.of(path, names.images(), reading.apply(names.images()));
    RawSet.Part part =
        training.with(
            ArrayImages.labels(path, names.labels(), reading.apply(names.labels())),
            path,
            names.images(),
            names.labels());
    RawSet.@Nullable Part test = null;
    if (there.contains(names.testImages()) || there.contains(names.testLabels())) {
      requireBoth(path, names, there);
      ArrayImages images =
          ArrayImages.of(path, names.testImages(), reading.apply(names.testImages()));
      images.requireShape(training.shape(), path, names.images(), names.testImages());
      test =
          images.with(
              ArrayImages.labels(path, names.testLabels(), reading.apply(names.testLabels())),
              path,
              names.testImages(),
              names.testLabels());
    }
    return new RawSet(training.shape(), part, test, List.of());
  }

  private static void requireBoth(Path path, Names names, Set<String> there) {
    for (String name : List.of(names.testImages(), names.testLabels())) {
      if (!there.contains(name)) {
        throw new Problem(
            "%s lacks %s; test images need both %s and %s."
                .formatted(path, name, names.testImages(), names.testLabels()));
      }
    }
  }
}
