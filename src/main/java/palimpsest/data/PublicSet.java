package palimpsest.data;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import palimpsest.problem.Problem;

/** The three public image sets, as torchvision lays them out on disk. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and numbers
public enum PublicSet {
  /** Handwritten digits. */
  MNIST(
      "MNIST",
      "MNIST",
      "https://ossci-datasets.s3.amazonaws.com/mnist/",
      images(
          "train",
          60_000,
          "f68b3c2dcbeaaa9fbdd348bbdeb94873",
          "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db"),
      labels(
          "train",
          60_000,
          "d53e105ee54ea40749a09fcbcd1e9432",
          "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5"),
      images(
          "t10k",
          10_000,
          "9fb629c4189551a2d022fa330f9573f3",
          "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7"),
      labels(
          "t10k",
          10_000,
          "ec29112dd5afa0611ce80d1b7f02629c",
          "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2")),

  /** Photographs of clothes. */
  FASHION_MNIST(
      "Fashion-MNIST",
      "FashionMNIST",
      "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
      images(
          "train",
          60_000,
          "8d4fb7e6c68d591d4c3dfef9ec88bf0d",
          "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888"),
      labels(
          "train",
          60_000,
          "25c81989df183df01b3e8a0aad5dffbe",
          "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9"),
      images(
          "t10k",
          10_000,
          "bef4ecab320f06d8554ea6380940ec79",
          "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b"),
      labels(
          "t10k",
          10_000,
          "bb300cfdad3c16e7a12a480ee83cd310",
          "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34")),

  /** Cursive Japanese characters. */
  KUZUSHIJI_MNIST(
      "Kuzushiji-MNIST",
      "KMNIST",
      "http://codh.rois.ac.jp/kmnist/dataset/kmnist/",
      images("train", 60_000, "bdb82020997e1d708af4cf47b453dcf7", ""),
      labels("train", 60_000, "e144d726b3acfaa3e44228e80efcd344", ""),
      images(
          "t10k",
          10_000,
          "5c965bf0a639b31b8f53240b1b52f4d7",
          "76fbd229ce87db80dd281af5e6670de4ad0e42fb30a7bd643972994c47c1f42e"),
      labels(
          "t10k",
          10_000,
          "7320c461ea6c1c855c0b718fb2a4b134",
          "a11dc742be8e781a40a92f53d6a4957e7b7d36df2faa097659131ebfd8fd60c6"));

  private final String label;
  private final String folder;
  private final URI mirror;
  private final PublicFile trainingImages;
  private final PublicFile trainingLabels;
  private final PublicFile testImages;
  private final PublicFile testLabels;

  PublicSet(
      String label,
      String folder,
      String mirror,
      PublicFile trainingImages,
      PublicFile trainingLabels,
      PublicFile testImages,
      PublicFile testLabels) {
    this.label = label;
    this.folder = folder;
    this.mirror = URI.create(mirror);
    this.trainingImages = trainingImages;
    this.trainingLabels = trainingLabels;
    this.testImages = testImages;
    this.testLabels = testLabels;
  }

  /** Its name, as papers write it. */
  public String label() {
    return label;
  }

  /** As a sentence names some: MNIST; MNIST and Fashion-MNIST; or all three with "and". */
  public static String names(Collection<PublicSet> sets) {
    List<String> names = sets.stream().map(PublicSet::label).toList();
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** Where its files lie below a data root. */
  public Path folder(Path root) {
    return root.resolve(folder).resolve("raw");
  }

  /** Where its files can be had; each mirror's address ends in a slash. */
  List<URI> mirrors() {
    return List.of(mirror);
  }

  /** Its four files. */
  List<PublicFile> files() {
    return List.of(trainingImages, trainingLabels, testImages, testLabels);
  }

  /** A file as it lies on disk, packed or plain; the packed one where there are both. */
  Optional<Path> find(Path root, PublicFile file) {
    Path packed = folder(root).resolve(file.name());
    Path plain = folder(root).resolve(file.plainName());
    return Files.exists(packed)
        ? Optional.of(packed)
        : Files.exists(plain) ? Optional.of(plain) : Optional.empty();
  }

  /**
   * Reads the training images.
   *
   * @throws Problem if files are missing or not right
   */
  ImageSet training(Path root) {
    requireFiles(root);
    return read(root, "training", trainingImages, trainingLabels);
  }

  /**
   * Reads the test images.
   *
   * @throws Problem if files are missing or not right
   */
  ImageSet test(Path root) {
    requireFiles(root);
    return read(root, "test", testImages, testLabels);
  }

  /** What the training images were read from. */
  ImageSource trainingSource(Path root, ImageSet read) {
    return source(root, "training", read, trainingImages, trainingLabels);
  }

  /** What the test images were read from. */
  ImageSource testSource(Path root, ImageSet read) {
    return source(root, "test", read, testImages, testLabels);
  }

  private ImageSource source(
      Path root, String part, ImageSet read, PublicFile images, PublicFile labels) {
    List<String> names =
        Stream.of(images, labels)
            .flatMap(file -> find(root, file).stream())
            .map(path -> String.valueOf(path.getFileName()))
            .toList();
    return new ImageSource(label, part, names, read.size(), read.sha256());
  }

  /** What there is of the set, by a look at the headers of its files. */
  SetStatus status(Path root) {
    List<String> missing = missing(root);
    List<String> troubles = new ArrayList<>();
    int training = agreed(root, trainingImages, trainingLabels, troubles);
    int test = agreed(root, testImages, testLabels, troubles);
    return new SetStatus(
        label,
        folder(root),
        training,
        test,
        training == trainingImages.count() && test == testImages.count(),
        missing,
        troubles);
  }

  private ImageSet read(Path root, String part, PublicFile images, PublicFile labels) {
    return Idx.read(
        label + ", " + part, find(root, images).orElseThrow(), find(root, labels).orElseThrow());
  }

  /** The names of those of its files that are not there. */
  List<String> missing(Path root) {
    return files().stream()
        .filter(file -> find(root, file).isEmpty())
        .map(PublicFile::name)
        .toList();
  }

  /** Complains if one of its files is not there. */
  void requireFiles(Path root) {
    List<String> missing = missing(root);
    if (!missing.isEmpty()) {
      throw new Problem(
          ("%s is not complete: %s (packed, or plain without .gz) %s missing in %s. Fetch it with"
                  + " \"data fetch\", name another data folder, or choose the image set \"%s\","
                  + " which needs no files.")
              .formatted(
                  label,
                  String.join(", ", missing),
                  missing.size() == 1 ? "is" : "are",
                  folder(root).toAbsolutePath().normalize(),
                  Catalogue.GLYPHS));
    }
  }

  /** How many images a pair of files holds; 0 if they are missing or do not fit together. */
  private int agreed(Path root, PublicFile images, PublicFile labels, List<String> troubles) {
    Optional<Path> imagePath = find(root, images);
    Optional<Path> labelPath = find(root, labels);
    if (imagePath.isEmpty() || labelPath.isEmpty()) {
      return 0;
    }
    try {
      int count = Idx.count(imagePath.get());
      int labelCount = Idx.count(labelPath.get());
      if (count != labelCount) {
        troubles.add(
            "%s holds %,d images, but %s holds %,d labels."
                .formatted(imagePath.get(), count, labelPath.get(), labelCount));
        return 0;
      }
      return count;
    } catch (Problem e) {
      troubles.add(String.valueOf(e.getMessage()));
      return 0;
    }
  }

  private static PublicFile images(String part, int count, String md5, String sha256) {
    return new PublicFile(
        part + "-images-idx3-ubyte.gz",
        count,
        16 + (long) count * Idx.SIDE * Idx.SIDE,
        md5,
        Optional.of(sha256).filter(sum -> !sum.isEmpty()));
  }

  private static PublicFile labels(String part, int count, String md5, String sha256) {
    return new PublicFile(
        part + "-labels-idx1-ubyte.gz",
        count,
        8 + (long) count,
        md5,
        Optional.of(sha256).filter(sum -> !sum.isEmpty()));
  }
}
