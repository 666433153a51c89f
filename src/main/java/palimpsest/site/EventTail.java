package palimpsest.site;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The files of events of a run, read line by line as they grow. */
final class EventTail {

  /** The most bytes of a run that are taken in at one look. */
  private static final int MOST_BYTES = 4 << 20;

  /** The longest line that is believed. */
  private static final int LONGEST_LINE = 64 << 20;

  private final String folder;
  private final ByteArrayOutputStream unread = new ByteArrayOutputStream();
  private int start = 1;
  private long offset;
  private long known;
  private boolean followed;

  /**
   * Files of which nothing was read.
   *
   * @param folder the run's folder in the sweep's
   */
  EventTail(String folder) {
    this.folder = folder;
  }

  /** The path of the file that is being read, within the sweep's folder. */
  String file() {
    return path(start);
  }

  private String path(int which) {
    return folder + "/" + EventFile.name(which);
  }

  /**
   * The next bytes to read, if there are any.
   *
   * @param sizes of the files of events, by path within the sweep's folder
   */
  Host.@Nullable Part next(String sweep, Map<String, Long> sizes) {
    known = sizes.getOrDefault(file(), 0L);
    followed = sizes.containsKey(path(start + 1));
    if (known > offset) {
      return new Host.Part(
          sweep + "/" + file(), offset, (int) Math.min(MOST_BYTES, known - offset));
    }
    if (!followed) {
      return null;
    }
    // The next file was made after the process that wrote this one had ended.
    start++;
    offset = 0;
    unread.reset();
    return next(sweep, sizes);
  }

  /** Adds bytes that were read. */
  void add(byte[] bytes) {
    offset += bytes.length;
    unread.writeBytes(bytes);
  }

  /** Whether bytes wait that were not handed over. */
  boolean hasUnread() {
    return unread.size() > 0;
  }

  /** Whether no later file was seen, so that what is read now is the last word of the run. */
  boolean isLast() {
    return !followed;
  }

  /** Whether everything was handed over that was seen. */
  boolean isAtEnd() {
    return !followed && !hasUnread() && offset >= known;
  }

  /**
   * Hands over whole lines, each once; one whose taking fails is handed over again next time.
   *
   * @param enough tests whether to hand over no more
   */
  void lines(Consumer<String> taker, BooleanSupplier enough) {
    byte[] all = unread.toByteArray();
    int from = 0;
    try {
      for (int at = 0; at < all.length && !enough.getAsBoolean(); at++) {
        if (all[at] == '\n') {
          taker.accept(new String(all, from, at - from, StandardCharsets.UTF_8));
          from = at + 1;
        }
      }
    } finally {
      unread.reset();
      if (all.length - from <= LONGEST_LINE) {
        unread.writeBytes(Arrays.copyOfRange(all, from, all.length));
      }
    }
  }

  /** Forgets what was not handed over. */
  void clear() {
    unread.reset();
  }
}
