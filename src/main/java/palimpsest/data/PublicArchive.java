package palimpsest.data;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.List;
import palimpsest.input.InputFile;

/**
 * A packed archive that holds the files of a public set, and how to know that it arrived unharmed.
 *
 * @param name its name
 * @param bytes its size
 * @param sha256 its digest
 * @param folder the folder of the files within it
 * @param mirrors folders to fetch it from, tried in turn; each ends in a slash
 */
record PublicArchive(String name, long bytes, String sha256, String folder, List<URI> mirrors) {

  PublicArchive {
    mirrors = List.copyOf(mirrors);
  }

  /** Whether a file is, to the bit, the one that was published. */
  boolean isGenuine(Path file) throws IOException {
    if (Files.size(file) != bytes) {
      return false;
    }
    MessageDigest sum = Sha256.begin();
    try (InputStream in = new DigestInputStream(InputFile.open(file, "a packed archive"), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return sha256.equals(Sha256.end(sum));
  }
}
