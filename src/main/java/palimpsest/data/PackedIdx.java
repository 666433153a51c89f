package palimpsest.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.zip.ZipException;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * An IDX file of a public image set, and how to know that it arrived unharmed.
 *
 * <p>The MD5 sums are those that torchvision publishes for the packed files. MD5 finds accidents
 * but not malice, so the unpacked contents are held against a SHA-256 as well, which, unlike a sum
 * over the packed file, also knows a file that someone packed again. The sums were computed from
 * complete copies of the sets. Of Kuzushiji-MNIST's two training files there was no complete copy
 * to compute them from: for those the MD5 and the size must do.
 *
 * @param name its name, with {@code .gz}
 * @param count images or labels in it
 * @param unpackedBytes its size without gzip
 * @param md5 of the packed file as its mirrors have it
 * @param unpackedSha256 of its contents without gzip, where known
 */
record PackedIdx(
    String name, int count, long unpackedBytes, String md5, Optional<String> unpackedSha256)
    implements PublicFile {

  @Override
  public InputStream open(Path path) throws IOException {
    return Idx.open(path);
  }

  @Override
  public boolean isWhole(Path path) {
    try {
      if (name.contains("images")) {
        Idx.checkImages(path);
      } else {
        Idx.readLabels(path);
      }
      return true;
    } catch (Problem e) {
      return false;
    }
  }

  /** Whether a packed file is, to the bit, the one that was published. */
  boolean isGenuine(Path packed) throws IOException {
    MessageDigest sum = md5Sum();
    try (InputStream in = new DigestInputStream(InputFile.open(packed, "a packed file"), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    if (!md5.equals(HexFormat.of().formatHex(sum.digest()))) {
      return false;
    }
    MessageDigest contents = Sha256.begin();
    try (InputStream in = new DigestInputStream(Idx.open(packed), contents)) {
      byte[] buffer = new byte[1 << 16];
      long left = unpackedBytes;
      // One byte too many is enough to know: a bomb is never unpacked.
      for (int read = in.read(buffer); read != -1; read = in.read(buffer)) {
        left -= read;
        if (left < 0) {
          return false;
        }
      }
      if (left > 0) {
        return false;
      }
    } catch (EOFException | ZipException e) {
      return false;
    }
    return unpackedSha256.isEmpty() || unpackedSha256.get().equals(Sha256.end(contents));
  }

  private static MessageDigest md5Sum() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java platform has MD5", e);
    }
  }
}
