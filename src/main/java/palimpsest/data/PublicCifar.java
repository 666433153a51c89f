package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** CIFAR-10 and CIFAR-100 in their binary version. */
public final class PublicCifar extends PublicSet {

  private static final String SOURCE =
      "Krizhevsky (2009), Learning Multiple Layers of Features from Tiny Images, University of"
          + " Toronto";

  private static final List<URI> MIRRORS = List.of(URI.create("https://www.cs.toronto.edu/~kriz/"));

  private static final int BATCH = 10_000;

  private static final int TRAINING = 50_000;

  /** Photographs of ten kinds of animals and vehicles. */
  public static final PublicCifar CIFAR_10 =
      new PublicCifar(
          "cifar-10",
          "CIFAR-10",
          List.of(
              "airplane",
              "automobile",
              "bird",
              "cat",
              "deer",
              "dog",
              "frog",
              "horse",
              "ship",
              "truck"),
          new PublicArchive(
              "cifar-10-binary.tar.gz",
              170_052_171,
              "c4a38c50a1bc5f3a1c5537f2155ab9d68f9f25eb1ed8d9ddda3db29a59bca1dd",
              "cifar-10-batches-bin",
              MIRRORS),
          Cifar.Layout.TEN,
          IntStream.rangeClosed(1, TRAINING / BATCH)
              .mapToObj(
                  i -> new CifarFile("data_batch_%d.bin".formatted(i), Cifar.Layout.TEN, BATCH))
              .toList(),
          new CifarFile("test_batch.bin", Cifar.Layout.TEN, BATCH));

  /** Photographs of a hundred kinds of things; the classes are the fine ones. */
  public static final PublicCifar CIFAR_100 =
      new PublicCifar(
          "cifar-100",
          "CIFAR-100",
          fineNames(),
          new PublicArchive(
              "cifar-100-binary.tar.gz",
              168_513_733,
              "58a81ae192c23a4be8b1804d68e518ed807d710a4eb253b1f2a199162a40d8ec",
              "cifar-100-binary",
              MIRRORS),
          Cifar.Layout.HUNDRED,
          List.of(new CifarFile("train.bin", Cifar.Layout.HUNDRED, TRAINING)),
          new CifarFile("test.bin", Cifar.Layout.HUNDRED, BATCH));

  private final PublicArchive archive;
  private final Cifar.Layout layout;
  private final List<CifarFile> training;
  private final CifarFile test;

  PublicCifar(
      String key,
      String label,
      List<String> classNames,
      PublicArchive archive,
      Cifar.Layout layout,
      List<CifarFile> training,
      CifarFile test) {
    super(key, label, classNames);
    this.archive = archive;
    this.layout = layout;
    this.training = List.copyOf(training);
    this.test = test;
  }

  private static List<String> fineNames() {
    try (InputStream in =
        Objects.requireNonNull(PublicCifar.class.getResourceAsStream("cifar-100-classes.txt"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The archive that holds its files. */
  PublicArchive archive() {
    return archive;
  }

  @Override
  public int channels() {
    return Cifar.CHANNELS;
  }

  @Override
  public int height() {
    return Cifar.SIDE;
  }

  @Override
  public int width() {
    return Cifar.SIDE;
  }

  @Override
  public String folderName() {
    return archive.folder();
  }

  @Override
  public Path folder(Path root) {
    return root.resolve(folderName());
  }

  @Override
  public String source() {
    return SOURCE;
  }

  @Override
  public TaskSize publishedSize() {
    return new TaskSize(training.stream().mapToInt(CifarFile::count).sum(), test.count());
  }

  @Override
  List<CifarFile> files() {
    return Stream.concat(training.stream(), Stream.of(test)).toList();
  }

  @Override
  List<CifarFile> files(boolean ofTraining) {
    return ofTraining ? training : List.of(test);
  }

  @Override
  Optional<PublicFile> file(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return files().stream()
        .filter(file -> file.name().equals(lower))
        .map(PublicFile.class::cast)
        .findFirst();
  }

  @Override
  boolean isInnerFolder(String name) {
    return isNamed(name);
  }

  @Override
  String packing() {
    return "";
  }

  @Override
  List<ArchiveOrder> orders(Path root) {
    return List.of(new ArchiveOrder(this, root));
  }

  @Override
  String brought(Path root) {
    List<Path> brought = new ArchiveOrder(this, root).brought();
    return brought.isEmpty()
        ? ""
        : " Found %s; %s unpacks it."
            .formatted(
                brought.getFirst().toAbsolutePath().normalize(), fetchCommand(List.of(this)));
  }

  @Override
  ChosenImages read(SetFiles files, boolean ofTraining, Idx.Choice choice) {
    return Cifar.read(
        label(),
        ofTraining ? "training" : "test",
        files(ofTraining).stream().map(file -> files.of(file).orElseThrow()).toList(),
        layout,
        choice);
  }

  @Override
  int check(SetFiles files, boolean ofTraining) {
    List<Path> found = new ArrayList<>();
    for (CifarFile file : files(ofTraining)) {
      files.of(file).ifPresent(found::add);
    }
    return found.size() < files(ofTraining).size() ? 0 : Cifar.check(found, layout);
  }
}
