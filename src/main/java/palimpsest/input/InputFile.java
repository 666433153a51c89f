package palimpsest.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import palimpsest.problem.Problem;

/**
 * Files whose names come from outside. Only regular files are opened: opening a pipe waits for a
 * writer, and reading a device may never end.
 */
public final class InputFile {

  private InputFile() {}

  /**
   * Opens a file for reading.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a folder, a pipe, a socket or a device
   * @throws NoSuchFileException if there is no such file
   */
  public static InputStream open(Path file, String wanted) throws IOException {
    requireRegular(file, wanted);
    return Files.newInputStream(file);
  }

  /**
   * Checks that a file is a regular one, or a link to one.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a folder, a pipe, a socket or a device
   * @throws NoSuchFileException if there is no such file
   */
  public static void requireRegular(Path file, String wanted) throws IOException {
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    if (!attributes.isRegularFile()) {
      throw new Problem(
          "%s is %s, but must be %s."
              .formatted(
                  file,
                  attributes.isDirectory() ? "a folder" : "a pipe, a socket or a device",
                  wanted));
    }
  }

  /**
   * Opens a file whose name or place comes from data, such as one in an archive's folder. A link
   * there may lead to what was not meant to be read or to pass on.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a link, a folder, a pipe, a socket or a device
   * @throws NoSuchFileException if there is no such file
   */
  public static InputStream openOwn(Path file, String wanted) throws IOException {
    requireOwn(file, wanted);
    return Files.newInputStream(file);
  }

  /**
   * Checks that a file is a regular one, and no link.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a link, a folder, a pipe, a socket or a device
   * @throws NoSuchFileException if there is no such file
   */
  public static void requireOwn(Path file, String wanted) throws IOException {
    if (Files.isSymbolicLink(file)) {
      throw new Problem("%s is a link, but must be %s.".formatted(file, wanted));
    }
    requireRegular(file, wanted);
  }

  /**
   * Checks that a path names a regular file and no link, or nothing at all.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a link, a folder, a pipe, a socket or a device
   */
  public static void requireOwnOrAbsent(Path file, String wanted) throws IOException {
    try {
      requireOwn(file, wanted);
    } catch (NoSuchFileException e) {
      // Nothing is there yet.
    }
  }

  /** Whether there is such a file, and it is a regular one and no link. */
  public static boolean isOwn(Path file) {
    return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  /**
   * Checks that a path names a regular file or nothing at all, as before a file is written.
   *
   * @param wanted the kind of file expected, to follow the words "must be"
   * @throws Problem naming the file, if it is a folder, a pipe, a socket or a device
   */
  public static void requireRegularOrAbsent(Path file, String wanted) throws IOException {
    try {
      requireRegular(file, wanted);
    } catch (NoSuchFileException e) {
      // Nothing is there yet.
    }
  }
}
