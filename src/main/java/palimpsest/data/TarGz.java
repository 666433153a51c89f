package palimpsest.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import palimpsest.file.AtomicFile;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * Takes files out of archives in the form {@code .tar.gz}.
 *
 * <p>An archive is not trusted: only files that were expected are taken, by their names and sizes,
 * and put under those names. What else is in it is passed over, and never reaches the disk.
 */
final class TarGz {

  /** Bytes that an archive may unpack to; a public set has fewer than 200 million. */
  private static final long MOST_UNPACKED = 1L << 30;

  private TarGz() {}

  /**
   * Takes some files out of an archive.
   *
   * @param folder the folder of the files within the archive
   * @param wanted the size of each file by its name
   * @param target the folder that they are put into
   * @param cancelled whether someone wants them no longer
   * @return whether all are there; false if it was cancelled
   * @throws Problem naming the archive, if a file is not in it as it should be, or naming the file,
   *     if it cannot be written
   */
  static boolean unpack(
      Path archive, String folder, Map<String, Long> wanted, Path target, BooleanSupplier cancelled)
      throws IOException {
    Set<String> missing = new HashSet<>(wanted.keySet());
    long unpacked = 0;
    Files.createDirectories(target);
    try (TarArchiveInputStream in = open(archive)) {
      for (TarArchiveEntry entry = in.getNextEntry();
          entry != null && !missing.isEmpty();
          entry = in.getNextEntry()) {
        if (cancelled.getAsBoolean()) {
          return false;
        }
        unpacked += entry.getSize();
        if (unpacked > MOST_UNPACKED) {
          throw new Problem("%s unpacks to more than %,d bytes.".formatted(archive, MOST_UNPACKED));
        }
        String name = name(entry, folder);
        if (missing.contains(name)) {
          long size = wanted.getOrDefault(name, 0L);
          requireRight(archive, entry, size);
          AtomicFile.write(target.resolve(name), out -> copy(in, size, out, archive));
          missing.remove(name);
        }
      }
    } catch (EOFException | ZipException e) {
      throw damaged(archive, e);
    }
    if (!missing.isEmpty()) {
      throw new Problem(
          "%s does not hold %s."
              .formatted(archive, String.join(", ", missing.stream().sorted().toList())));
    }
    return true;
  }

  private static TarArchiveInputStream open(Path archive) throws IOException {
    InputStream packed = InputFile.open(archive, "a packed archive");
    try {
      return new TarArchiveInputStream(new GZIPInputStream(packed, 1 << 16));
    } catch (IOException e) {
      packed.close();
      throw e;
    }
  }

  /** Copies an entry; what goes wrong with the archive is not blamed on the file written. */
  private static void copy(InputStream in, long size, OutputStream out, Path archive)
      throws IOException {
    byte[] buffer = new byte[1 << 16];
    long left = size;
    while (left > 0) {
      int read;
      try {
        read = in.read(buffer, 0, (int) Math.min(buffer.length, left));
      } catch (EOFException | ZipException e) {
        throw damaged(archive, e);
      }
      if (read < 0) {
        throw damaged(archive, new EOFException());
      }
      out.write(buffer, 0, read);
      left -= read;
    }
  }

  private static Problem damaged(Path archive, IOException e) {
    return new Problem("%s is damaged: it cannot be unpacked.".formatted(archive), e);
  }

  /** The name of an entry that lies directly in a folder; empty if it lies elsewhere. */
  private static String name(TarArchiveEntry entry, String folder) {
    String path = entry.getName().startsWith("./") ? entry.getName().substring(2) : entry.getName();
    return path.startsWith(folder + "/") ? path.substring(folder.length() + 1) : "";
  }

  private static void requireRight(Path archive, TarArchiveEntry entry, long bytes) {
    byte kind = entry.getLinkFlag();
    if ((kind != TarConstants.LF_NORMAL && kind != TarConstants.LF_OLDNORM) || entry.isSparse()) {
      throw new Problem(
          "%s holds %s as something other than a plain file.".formatted(archive, entry.getName()));
    }
    if (entry.getSize() != bytes) {
      throw new Problem(
          "%s holds %s with %,d bytes, but it must have %,d."
              .formatted(archive, entry.getName(), entry.getSize(), bytes));
    }
  }
}
