package palimpsest.data;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/** Small files in the binary layout of CIFAR, of noise, and archives of them. */
public final class CifarFiles {

  /** The folder of CIFAR-10. */
  public static final String FOLDER = "cifar-10-batches-bin";

  private static final int PIXELS = 3 * 32 * 32;

  private CifarFiles() {}

  /** Records of noise: label {@code (first + i) % classes} for image i. */
  static byte[] batch(Cifar.Layout layout, int count, int first, int seed) {
    byte[] bytes = new byte[count * layout.record()];
    new Random(seed).nextBytes(bytes);
    int labels = layout.record() - PIXELS;
    for (int i = 0; i < count; i++) {
      bytes[i * layout.record()] = 0;
      bytes[i * layout.record() + labels - 1] = (byte) ((first + i) % layout.classes());
    }
    return bytes;
  }

  /** The six files of CIFAR-10 by name, with some images each. */
  static Map<String, byte[]> ten(int training, int test) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 1; i <= 5; i++) {
      files.put(
          "data_batch_%d.bin".formatted(i), batch(Cifar.Layout.TEN, training, i * training, i));
    }
    files.put("test_batch.bin", batch(Cifar.Layout.TEN, test, 0, 6));
    return files;
  }

  /** Writes CIFAR-10 with some images a batch where the program looks for it. */
  public static void writeTen(Path root, int training, int test) {
    ten(training, test)
        .forEach((name, bytes) -> IdxFiles.write(root.resolve(FOLDER).resolve(name), bytes));
  }

  /** Writes CIFAR-100 with some images where the program looks for it. */
  public static void writeHundred(Path root, int training, int test) {
    Path folder = root.resolve("cifar-100-binary");
    IdxFiles.write(folder.resolve("train.bin"), batch(Cifar.Layout.HUNDRED, training, 0, 1));
    IdxFiles.write(folder.resolve("test.bin"), batch(Cifar.Layout.HUNDRED, test, 0, 2));
  }

  /** A set like CIFAR-10 that was published as an archive, with some images a batch. */
  static PublicCifar published(byte[] archive, int training, int test, List<URI> mirrors) {
    return new PublicCifar(
        "cifar-10",
        "CIFAR-10",
        PublicCifar.CIFAR_10.classNames(),
        new PublicArchive(
            "cifar-10-binary.tar.gz", archive.length, Sha256.of(archive), FOLDER, mirrors),
        Cifar.Layout.TEN,
        IntStream.rangeClosed(1, 5)
            .mapToObj(
                i -> new CifarFile("data_batch_%d.bin".formatted(i), Cifar.Layout.TEN, training))
            .toList(),
        new CifarFile("test_batch.bin", Cifar.Layout.TEN, test));
  }

  /** Writes entries of an archive. */
  @FunctionalInterface
  interface Entries {
    void writeTo(TarArchiveOutputStream out) throws IOException;
  }

  /** A packed archive. */
  static byte[] archive(Entries entries) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(new GZIPOutputStream(bytes))) {
      entries.writeTo(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Puts a plain file into an archive. */
  static void put(TarArchiveOutputStream out, String path, byte[] contents) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, true);
    entry.setSize(contents.length);
    out.putArchiveEntry(entry);
    out.write(contents);
    out.closeArchiveEntry();
  }

  /** Puts what has no contents into an archive: a link, a folder, a device. */
  static void put(TarArchiveOutputStream out, String path, byte kind, String link)
      throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(path, kind, true);
    entry.setLinkName(link);
    out.putArchiveEntry(entry);
    out.closeArchiveEntry();
  }
}
