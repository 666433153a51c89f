package palimpsest.file;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes arrays as a zip of npy files, large ones stored and aligned. */
public final class NpzWriter {

  private static final int ALIGNMENT = 64;

  /** Bytes of a zip entry's header before its name, and of an empty field after it. */
  private static final int LOCAL_HEADER = 30;

  private static final int FIELD_HEADER = 4;

  /** A field of an entry that only fills up; the number is the one that zipalign uses. */
  private static final int FILLING = 0xd935;

  private static final int CHUNK = 1 << 16;

  /**
   * The same for every file, so that equal arrays give equal files. Not a zip's earliest time, for
   * with that one Java writes the time a second time, in a field that alignment does not allow for.
   */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 2, 1, 0, 0);

  private NpzWriter() {}

  /**
   * Writes arrays under their names, in the order of the map.
   *
   * @param storedBytes the number of bytes from which an array is stored rather than deflated
   */
  public static void write(OutputStream out, Map<String, NpyArray> arrays, int storedBytes)
      throws IOException {
    Counter counter = new Counter(out);
    ZipOutputStream zip = new ZipOutputStream(counter);
    zip.setLevel(Deflater.BEST_SPEED);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + Npz.SUFFIX);
      entry.setTimeLocal(EPOCH);
      if ((long) array.getValue().length() * array.getValue().itemSize() >= storedBytes) {
        store(entry, array.getValue(), counter.bytes);
      }
      zip.putNextEntry(entry);
      writeNpy(zip, array.getValue());
      zip.closeEntry();
      zip.flush();
    }
    zip.finish();
  }

  /** Makes an entry one that is stored, its array beginning at a multiple of 64 bytes. */
  private static void store(ZipEntry entry, NpyArray array, long offset) throws IOException {
    CheckedOutputStream check =
        new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
    Counter size = new Counter(check);
    writeNpy(size, array);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(size.bytes);
    entry.setCompressedSize(size.bytes);
    entry.setCrc(check.getChecksum().getValue());
    long start =
        offset
            + LOCAL_HEADER
            + entry.getName().getBytes(StandardCharsets.UTF_8).length
            + FIELD_HEADER;
    byte[] filling = new byte[FIELD_HEADER + (int) Math.floorMod(-start, (long) ALIGNMENT)];
    ByteBuffer.wrap(filling)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putShort((short) FILLING)
        .putShort((short) (filling.length - FIELD_HEADER));
    entry.setExtra(filling);
  }

  /** Counts what goes through. */
  private static final class Counter extends FilterOutputStream {

    private long bytes;

    Counter(OutputStream out) {
      super(out);
    }

    @Override
    public void write(int b) throws IOException {
      out.write(b);
      bytes++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
      out.write(from, offset, length);
      bytes += length;
    }
  }

  private static void writeNpy(OutputStream out, NpyArray array) throws IOException {
    String shape =
        Arrays.stream(array.shape())
            .mapToObj(Integer::toString)
            .collect(Collectors.joining(", ", "(", array.shape().length == 1 ? ",)" : ")"));
    String header =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }".formatted(array.descr(), shape);
    int unpadded = Npz.MAGIC.length + Short.BYTES + header.length() + 1;
    header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    out.write(Npz.MAGIC);
    out.write(header.length() & 0xff);
    out.write(header.length() >> 8);
    out.write(header.getBytes(StandardCharsets.US_ASCII));

    int count = Math.max(1, CHUNK / array.itemSize());
    byte[] bytes = new byte[count * array.itemSize()];
    ByteBuffer chunk = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int from = 0; from < array.length(); from += count) {
      chunk.clear();
      array.put(from, Math.min(count, array.length() - from), chunk);
      out.write(bytes, 0, chunk.position());
    }
  }
}
