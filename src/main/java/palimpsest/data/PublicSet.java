package palimpsest.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import palimpsest.problem.Problem;

/** The three public image sets, as torchvision lays them out on disk. */
@SuppressWarnings("ImmutableEnumChecker") // records of strings and numbers
public enum PublicSet implements SourceSet {
  /** Handwritten digits. */
  MNIST(
      "mnist",
      "MNIST",
      "MNIST",
      digits(),
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
      "fashion-mnist",
      "Fashion-MNIST",
      "FashionMNIST",
      List.of(
          "T-shirt",
          "Trouser",
          "Pullover",
          "Dress",
          "Coat",
          "Sandal",
          "Shirt",
          "Sneaker",
          "Bag",
          "Ankle boot"),
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
      "kmnist",
      "Kuzushiji-MNIST",
      "KMNIST",
      List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
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

  private final String key;
  private final String label;
  private final String folder;
  private final List<String> classNames;
  private final URI mirror;
  private final PublicFile trainingImages;
  private final PublicFile trainingLabels;
  private final PublicFile testImages;
  private final PublicFile testLabels;

  PublicSet(
      String key,
      String label,
      String folder,
      List<String> classNames,
      String mirror,
      PublicFile trainingImages,
      PublicFile trainingLabels,
      PublicFile testImages,
      PublicFile testLabels) {
    this.key = key;
    this.label = label;
    this.folder = folder;
    this.classNames = classNames;
    this.mirror = URI.create(mirror);
    this.trainingImages = trainingImages;
    this.trainingLabels = trainingLabels;
    this.testImages = testImages;
    this.testLabels = testLabels;
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int height() {
    return Idx.SIDE;
  }

  @Override
  public int width() {
    return Idx.SIDE;
  }

  @Override
  public TaskSize size(Path root) {
    return status(root).size();
  }

  @Override
  public Optional<ImageSetStatus> unusable(Path root) {
    return Optional.of(status(root)).filter(status -> !status.usable());
  }

  @Override
  public void requireThere(Path root) {
    requireFiles(root);
  }

  @Override
  public Part trainingPart(Path root, Idx.Choice choice) {
    return part(training(root, choice));
  }

  @Override
  public Part testPart(Path root, Idx.Choice choice) {
    return part(test(root, choice));
  }

  private Part part(ChosenImages chosen) {
    return new Part(chosen.images(), CompletableFuture.supplyAsync(() -> chosen.source(label)));
  }

  @Override
  public String label() {
    return label;
  }

  /** As a sentence names some: MNIST; MNIST and Fashion-MNIST; or all three with "and". */
  public static String names(Collection<? extends SourceSet> sets) {
    List<String> names = sets.stream().map(SourceSet::label).toList();
    return names.size() < 2
        ? String.join("", names)
        : String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.getLast();
  }

  /** The folder that torchvision gives it below a data root. */
  public String folderName() {
    return folder;
  }

  /** The folder of torchvision for its files, below a data root. */
  public Path folder(Path root) {
    return root.resolve(folder).resolve("raw");
  }

  /** The mirrors of its files; each address ends in a slash. */
  List<URI> mirrors() {
    return List.of(mirror);
  }

  @Override
  public TaskSize publishedSize() {
    return new TaskSize(trainingImages.count(), testImages.count());
  }

  /** Its four files. */
  List<PublicFile> files() {
    return List.of(trainingImages, trainingLabels, testImages, testLabels);
  }

  /** One of its files. */
  PublicFile file(boolean training, boolean images) {
    return training ? images ? trainingImages : trainingLabels : images ? testImages : testLabels;
  }

  /**
   * Reads training images.
   *
   * @param choice the choice of images to keep
   * @throws Problem if files are missing or not right
   */
  ChosenImages training(Path root, Idx.Choice choice) {
    return read(root, "training", true, choice);
  }

  /**
   * Reads test images.
   *
   * @param choice the choice of images to keep
   * @throws Problem if files are missing or not right
   */
  ChosenImages test(Path root, Idx.Choice choice) {
    return read(root, "test", false, choice);
  }

  private ChosenImages read(Path root, String part, boolean training, Idx.Choice choice) {
    SetFiles files = requireFiles(root);
    return Idx.read(
        label,
        part,
        files.of(file(training, true)).orElseThrow(),
        files.of(file(training, false)).orElseThrow(),
        choice);
  }

  /** The state of the set: its files are read as a run reads them. */
  public ImageSetStatus status(Path root) {
    SetFiles files = SetFiles.find(this, root);
    List<Path> read = new ArrayList<>();
    Set<String> troubles = new LinkedHashSet<>();
    int training = readable(files, true, read, troubles);
    int test = readable(files, false, read, troubles);
    return new ImageSetStatus(
        this,
        files.folder(),
        training,
        test,
        training == trainingImages.count() && test == testImages.count(),
        read,
        files.missing(),
        files.found().strip(),
        List.copyOf(troubles));
  }

  /** Finds its files, and complains if one of them is not there. */
  SetFiles requireFiles(Path root) {
    SetFiles files = SetFiles.find(this, root);
    String missing = files.missingText();
    if (!missing.isEmpty()) {
      throw new Problem(
          ("%s Fetch it with \"data fetch\", name another data folder, or choose the image set"
                  + " \"%s\", which needs no files.")
              .formatted(missing, Glyphs.ALL));
    }
    return files;
  }

  /**
   * The number of images of a part that a run can read; 0 if it would refuse them or they are
   * missing.
   */
  private int readable(SetFiles files, boolean training, List<Path> read, Set<String> troubles) {
    try {
      Optional<Path> images = files.of(file(training, true));
      Optional<Path> labels = files.of(file(training, false));
      images.ifPresent(read::add);
      labels.ifPresent(read::add);
      return images.isEmpty() || labels.isEmpty() ? 0 : Idx.check(images.get(), labels.get());
    } catch (Problem problem) {
      troubles.add(problem.getMessage());
      return 0;
    }
  }

  private static List<String> digits() {
    return IntStream.range(0, Idx.CLASSES).mapToObj(String::valueOf).toList();
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
