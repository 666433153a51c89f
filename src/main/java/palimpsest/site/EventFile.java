package palimpsest.site;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.function.Consumer;
import palimpsest.file.AtomicFile;
import palimpsest.problem.Problem;

/**
 * The file into which a node writes what happens in a run, a line an event. Each start of the run
 * has a file of its own, {@code events-1.jsonl} and so on, so that nothing that was read is ever
 * changed. What cannot be written is kept and tried again with what comes next.
 */
final class EventFile implements AutoCloseable {

  private static final long FLUSH_NANOS = 500_000_000L;

  private final Path file;
  private final FileChannel channel;
  private final Consumer<String> messages;
  private final StringBuilder pending = new StringBuilder();
  private long written;
  private long lastFlush = System.nanoTime();
  private boolean told;

  private EventFile(Path file, FileChannel channel, Consumer<String> messages) {
    this.file = file;
    this.channel = channel;
    this.messages = messages;
  }

  /** The name of the file of a start, counted from 1. */
  static String name(int start) {
    return "events-%d.jsonl".formatted(start);
  }

  /**
   * The path of the file after all those of a run's folder.
   *
   * @param folder the run's folder, relative
   * @param known the paths of the files that are there
   */
  static String following(String folder, Set<String> known) {
    int start = 1;
    while (known.contains(folder + "/" + name(start))) {
      start++;
    }
    return folder + "/" + name(start);
  }

  /**
   * Opens the file of the next start.
   *
   * @param messages told, once each time, that nothing can be written
   * @throws Problem if it cannot be made
   */
  static EventFile next(Path folder, Consumer<String> messages) {
    for (int start = 1; ; start++) {
      Path file = folder.resolve(name(start));
      if (Files.exists(file)) {
        continue;
      }
      try {
        return new EventFile(
            file,
            FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
            messages);
      } catch (FileAlreadyExistsException e) {
        // Another process made it in this moment; the lock says which of the two trains.
      } catch (IOException e) {
        throw AtomicFile.cannotWrite(file, e);
      }
    }
  }

  /** Adds a line, and writes it now or soon. */
  void add(String line, boolean atOnce) {
    pending.append(line).append('\n');
    if (atOnce || System.nanoTime() - lastFlush >= FLUSH_NANOS) {
      try {
        write();
      } catch (IOException e) {
        if (!told) {
          told = true;
          messages.accept(AtomicFile.cannotWrite(file, e).getMessage());
        }
      }
    }
  }

  /**
   * Writes everything to the disk.
   *
   * @throws Problem if it cannot be written
   */
  void force() {
    try {
      write();
      channel.force(false);
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }

  private void write() throws IOException {
    lastFlush = System.nanoTime();
    ByteBuffer bytes = ByteBuffer.wrap(pending.toString().getBytes(StandardCharsets.UTF_8));
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      // Where a full disk took only a part, the whole is written over it next time.
      channel.write(bytes, written + bytes.position());
    }
    written += count;
    told = false;
    pending.setLength(0);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw AtomicFile.cannotWrite(file, e);
    }
  }
}
