package palimpsest.data;

import java.util.Optional;

/**
 * One file of a public image set, and how to know that it arrived unharmed.
 *
 * <p>The MD5 sums are those that torchvision publishes for the packed files. MD5 finds accidents
 * but not malice, so the unpacked contents are held against a SHA-256 as well, which, unlike a sum
 * over the packed file, also knows a file that someone packed anew. The sums were computed from
 * complete copies of the sets. Of Kuzushiji-MNIST's two training files there was no complete copy
 * to compute them from: for those the MD5 and the size must do.
 *
 * @param name its name, with {@code .gz}
 * @param count images or labels in it
 * @param unpackedBytes its size without gzip
 * @param md5 of the packed file as its mirrors have it
 * @param unpackedSha256 of its contents without gzip, where known
 */
record PublicFile(
    String name, int count, long unpackedBytes, String md5, Optional<String> unpackedSha256) {

  /** The name of the file without gzip. */
  String plainName() {
    return name.substring(0, name.length() - ".gz".length());
  }
}
