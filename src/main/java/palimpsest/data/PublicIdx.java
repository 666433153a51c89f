package palimpsest.data;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The public sets of MNIST's form, as torchvision lays them out on disk. */
public final class PublicIdx extends PublicSet {

  /** Handwritten digits. */
  public static final PublicIdx MNIST =
      new PublicIdx(
          "mnist",
          "MNIST",
          "MNIST",
          digits(),
          "LeCun, Bottou, Bengio and Haffner (1998), Proceedings of the IEEE 86, 2278–2324",
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
              "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2"));

  /** Photographs of clothes. */
  public static final PublicIdx FASHION_MNIST =
      new PublicIdx(
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
          "Xiao, Rasul and Vollgraf (2017), arXiv:1708.07747",
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
              "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34"));

  /** Cursive Japanese characters. */
  public static final PublicIdx KUZUSHIJI_MNIST =
      new PublicIdx(
          "kmnist",
          "Kuzushiji-MNIST",
          "KMNIST",
          List.of("o", "ki", "su", "tsu", "na", "ha", "ma", "ya", "re", "wo"),
          "Clanuwat et al. (2018), arXiv:1812.01718",
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

  private static final Pattern NAME =
      Pattern.compile("(train|t10k|test)-(?:(images)(?:-idx3)?|(labels)(?:-idx1)?)(?:-ubyte)?");

  /** Images and labels of one part. */
  private record Pair(PackedIdx images, PackedIdx labels) {

    List<PackedIdx> files() {
      return List.of(images, labels);
    }
  }

  private final String folder;
  private final String source;
  private final List<URI> mirrors;
  private final Pair training;
  private final Pair test;

  private PublicIdx(
      String key,
      String label,
      String folder,
      List<String> classNames,
      String source,
      String mirror,
      PackedIdx trainingImages,
      PackedIdx trainingLabels,
      PackedIdx testImages,
      PackedIdx testLabels) {
    super(key, label, classNames);
    this.folder = folder;
    this.source = source;
    mirrors = List.of(URI.create(mirror));
    training = new Pair(trainingImages, trainingLabels);
    test = new Pair(testImages, testLabels);
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
  public String folderName() {
    return folder;
  }

  @Override
  public Path folder(Path root) {
    return root.resolve(folder).resolve("raw");
  }

  @Override
  public String source() {
    return source;
  }

  /** The mirrors of its files; each address ends in a slash. */
  List<URI> mirrors() {
    return mirrors;
  }

  @Override
  public TaskSize publishedSize() {
    return new TaskSize(training.images().count(), test.images().count());
  }

  @Override
  List<PackedIdx> files() {
    return Stream.of(training, test).map(Pair::files).flatMap(List::stream).toList();
  }

  @Override
  List<PackedIdx> files(boolean ofTraining) {
    return (ofTraining ? training : test).files();
  }

  @Override
  Optional<PublicFile> file(String name) {
    String plain = name.toLowerCase(Locale.ROOT).replaceFirst("\\.gz$", "");
    Matcher parts = NAME.matcher(plain.replaceAll("[._ ]", "-"));
    if (!parts.matches()) {
      return Optional.empty();
    }
    Pair pair = parts.group(1).equals("train") ? training : test;
    return Optional.of(parts.group(2) == null ? pair.labels() : pair.images());
  }

  @Override
  boolean isInnerFolder(String name) {
    return name.equalsIgnoreCase("raw");
  }

  @Override
  String packing() {
    return " (packed, or plain without .gz)";
  }

  @Override
  List<IdxOrder> orders(Path root) {
    return files().stream()
        .map(file ->
            new IdxOrder(file, folder(root), () -> SetFiles.find(this, root).copies(file), mirrors))
        .toList();
  }

  @Override
  ChosenImages read(SetFiles files, boolean ofTraining, Idx.Choice choice) {
    Pair pair = ofTraining ? training : test;
    return Idx.read(
        label(),
        ofTraining ? "training" : "test",
        files.of(pair.images()).orElseThrow(),
        files.of(pair.labels()).orElseThrow(),
        choice);
  }

  @Override
  int check(SetFiles files, boolean ofTraining) {
    Pair pair = ofTraining ? training : test;
    Optional<Path> images = files.of(pair.images());
    Optional<Path> labels = files.of(pair.labels());
    return images.isEmpty() || labels.isEmpty() ? 0 : Idx.check(images.get(), labels.get());
  }

  private static List<String> digits() {
    return IntStream.range(0, Idx.CLASSES).mapToObj(String::valueOf).toList();
  }

  private static PackedIdx images(String part, int count, String md5, String sha256) {
    return new PackedIdx(
        part + "-images-idx3-ubyte.gz",
        count,
        16 + (long) count * Idx.SIDE * Idx.SIDE,
        md5,
        Optional.of(sha256).filter(sum -> !sum.isEmpty()));
  }

  private static PackedIdx labels(String part, int count, String md5, String sha256) {
    return new PackedIdx(
        part + "-labels-idx1-ubyte.gz",
        count,
        8 + (long) count,
        md5,
        Optional.of(sha256).filter(sum -> !sum.isEmpty()));
  }
}
