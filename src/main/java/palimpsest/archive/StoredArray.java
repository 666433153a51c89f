package palimpsest.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import palimpsest.file.NpyHeader;
import palimpsest.file.Npz;
import palimpsest.input.InputFile;

/**
 * The position of an array's values in an npz file, if they are stored and not deflated.
 *
 * @param offset bytes before the first value
 * @param shape its sizes, axis by axis
 * @param descr NumPy's name of the element type
 */
record StoredArray(long offset, int[] shape, String descr) {

  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR64 = 0x07064b50;
  private static final int LOCATOR64_BYTES = 20;
  private static final int END64_BYTES = 56;
  private static final int CENTRAL_BYTES = 46;
  private static final int LOCAL_BYTES = 30;
  private static final long BEYOND_32_BITS = 0xffff_ffffL;

  /**
   * Finds an array.
   *
   * @return nothing if there is none of that name, or it is deflated
   * @throws IOException if the file is no zip that this program wrote
   */
  static Optional<StoredArray> find(Path file, String name) throws IOException {
    InputFile.requireOwn(file, "an npz file");
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      ByteBuffer directory = directory(channel);
      while (directory.remaining() >= CENTRAL_BYTES) {
        int start = directory.position();
        int method = directory.getShort(start + 10);
        long local = directory.getInt(start + 42) & BEYOND_32_BITS;
        byte[] bytes = new byte[Short.toUnsignedInt(directory.getShort(start + 28))];
        int extra = Short.toUnsignedInt(directory.getShort(start + 30));
        int comment = Short.toUnsignedInt(directory.getShort(start + 32));
        directory.get(start + CENTRAL_BYTES, bytes);
        if (new String(bytes, StandardCharsets.UTF_8).equals(name + Npz.SUFFIX)) {
          // The matrix itself may go beyond 4 GB; what comes after it is not looked for.
          return method == 0 && local < BEYOND_32_BITS
              ? Optional.of(array(channel, local, name))
              : Optional.empty();
        }
        directory.position(start + CENTRAL_BYTES + bytes.length + extra + comment);
      }
      return Optional.empty();
    } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
      throw new IOException("its list of arrays is damaged", e);
    }
  }

  private static StoredArray array(FileChannel channel, long local, String name)
      throws IOException {
    ByteBuffer header = read(channel, local, LOCAL_BYTES);
    long npy =
        local
            + LOCAL_BYTES
            + Short.toUnsignedInt(header.getShort(26))
            + Short.toUnsignedInt(header.getShort(28));
    channel.position(npy);
    InputStream in = Channels.newInputStream(channel);
    NpyHeader described = NpyHeader.readOwn(in, name);
    return new StoredArray(channel.position(), described.shape(), described.descr());
  }

  private static ByteBuffer directory(FileChannel channel) throws IOException {
    long end = channel.size() - END_BYTES;
    ByteBuffer record = read(channel, end, END_BYTES);
    if (record.getInt(0) != END) {
      throw new IOException("it ends too early");
    }
    long size = record.getInt(12) & BEYOND_32_BITS;
    long offset = record.getInt(16) & BEYOND_32_BITS;
    if (end >= LOCATOR64_BYTES) {
      ByteBuffer locator = read(channel, end - LOCATOR64_BYTES, LOCATOR64_BYTES);
      if (locator.getInt(0) == LOCATOR64) {
        ByteBuffer record64 = read(channel, locator.getLong(8), END64_BYTES);
        size = record64.getLong(40);
        offset = record64.getLong(48);
      }
    }
    // Not believed before there is room for it in the file.
    if (size < 0 || size > Math.min(channel.size(), Integer.MAX_VALUE)) {
      throw new IOException("its list of arrays is damaged");
    }
    return read(channel, offset, (int) size);
  }

  private static ByteBuffer read(FileChannel channel, long offset, int bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (buffer.hasRemaining()) {
      if (offset < 0 || channel.read(buffer, offset + buffer.position()) < 0) {
        throw new IOException("it ends too early");
      }
    }
    return buffer.flip();
  }
}
