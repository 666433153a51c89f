package palimpsest.file;

import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.zip.ZipException;
import palimpsest.problem.Problem;

/**
 * Writes a file whole or not at all: under another name first, forced to disk, and moved to its own
 * when complete. A full disk, a kill or a power cut costs the new file, never the one that was
 * there.
 */
public final class AtomicFile {

  private static final int BUFFER = 1 << 16;

  private static final String READ_ONLY = "the disk is read-only";

  /** The disk below what is written, which tests replace by one that is full. */
  static final ScopedValue<UnaryOperator<OutputStream>> DISK = ScopedValue.newInstance();

  /** The content of a file. */
  @FunctionalInterface
  public interface Content {

    /** Writes everything; closing the stream is not its business. */
    void writeTo(OutputStream out) throws IOException;
  }

  private AtomicFile() {}

  /**
   * Writes a file, in place of one of that name.
   *
   * @throws Problem naming the file and the reason, if it cannot be written
   */
  public static void write(Path file, Content content) {
    Path unfinished = file.resolveSibling("." + file.getFileName() + ".part");
    try {
      // Never through a link or into a pipe that someone put there.
      if (!Files.isDirectory(unfinished, LinkOption.NOFOLLOW_LINKS)) {
        Files.deleteIfExists(unfinished);
      }
      try (FileChannel channel =
              FileChannel.open(
                  unfinished, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
          OutputStream out = new BufferedOutputStream(disk(channel), BUFFER)) {
        content.writeTo(out);
        out.flush();
        channel.force(true);
      }
      move(unfinished, file);
      forceFolder(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    } catch (IOException e) {
      discard(unfinished, e);
      throw cannotWrite(file, e);
    } catch (RuntimeException e) {
      discard(unfinished, e);
      throw e;
    }
  }

  /**
   * The same, making the folders it lies in.
   *
   * @throws Problem naming the file and the reason, if it cannot be written
   */
  public static void writeInFolder(Path file, Content content) {
    Path target = file.toAbsolutePath();
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new Problem("%s cannot be written: it is a folder.".formatted(file));
    }
    try {
      Files.createDirectories(folder);
    } catch (FileAlreadyExistsException e) {
      throw new Problem(
          "%s cannot be written: %s is a file, not a folder.".formatted(file, e.getFile()), e);
    } catch (IOException e) {
      throw cannotWrite(file, e);
    }
    write(target, content);
  }

  /**
   * The reason why nothing can be written into a folder now, in a few words; empty if it is
   * writable. A little is written, and deleted again.
   */
  public static Optional<String> obstacle(Path folder) {
    try {
      Path probe = Files.createTempFile(folder, ".space", null);
      try (FileChannel channel = FileChannel.open(probe, StandardOpenOption.WRITE);
          OutputStream out = disk(channel)) {
        out.write(new byte[BUFFER]);
      } finally {
        Files.deleteIfExists(probe);
      }
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of(reason(e));
    }
  }

  /** The problem that a file or folder cannot be written. */
  public static Problem cannotWrite(Path file, IOException e) {
    return new Problem("%s cannot be written: %s.".formatted(file, reason(e)), e);
  }

  /** The reason why a file operation failed, in a few words. */
  public static String reason(IOException e) {
    String message = String.valueOf(e.getMessage());
    if (message.toLowerCase(Locale.ROOT).contains("no space left")
        || message.toLowerCase(Locale.ROOT).contains("not enough space")) {
      return "the disk is full";
    }
    if (message.toLowerCase(Locale.ROOT).contains("read-only file system")) {
      return READ_ONLY;
    }
    return switch (e) {
      case AccessDeniedException denied -> "permission is denied";
      case EOFException early -> "the file is damaged, it ends too early";
      case ZipException zip -> "the file is damaged, what is packed in it cannot be unpacked";
      case NoSuchFileException gone -> "there is no %s".formatted(gone.getFile());
      case FileSystemException system when system.getReason() != null ->
          String.valueOf(system.getReason()).toLowerCase(Locale.ROOT);
      default -> message;
    };
  }

  private static OutputStream disk(FileChannel channel) {
    return DISK.orElse(UnaryOperator.identity()).apply(Channels.newOutputStream(channel));
  }

  private static void move(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** Until the folder is on disk, a power cut may bring the old file back. */
  private static void forceFolder(Path folder) throws IOException {
    if (File.separatorChar == '/') {
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void discard(Path unfinished, Exception cause) {
    try {
      Files.deleteIfExists(unfinished);
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
