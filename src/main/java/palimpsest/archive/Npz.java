package palimpsest.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import palimpsest.problem.Problem;

/**
 * Named arrays in one file, as NumPy's {@code savez} writes and {@code load} reads them: a zip of
 * arrays in the npy format, version 1.0, little-endian and row-major. No pickles.
 *
 * <p>Small arrays are deflated. Large ones are stored as they are, their values beginning at a
 * multiple of 64 bytes in the file, so that they can be mapped into memory.
 */
public final class Npz {

  private static final String SUFFIX = ".npy";
  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};
  private static final int ALIGNMENT = 64;

  /** Arrays of at least so many bytes are stored; deflating numbers gains little. */
  private static final int STORED_BYTES = 1 << 20;

  /** Bytes of a zip entry's header before its name, and of an empty field after it. */
  private static final int LOCAL_HEADER = 30;

  private static final int FIELD_HEADER = 4;

  /** A field of an entry that only fills up; the number is the one that zipalign uses. */
  private static final int FILLING = 0xd935;

  private static final int CHUNK = 1 << 16;
  private static final Pattern DESCR = Pattern.compile("'descr': *'(<[fi][48]|<U\\d{1,5})'");
  private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order': *False");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  /**
   * The same for every file, so that equal arrays give equal files. Not a zip's earliest time, for
   * with that one Java writes the time a second time, in a field that no alignment reckons with.
   */
  private static final LocalDateTime EPOCH = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /**
   * Writes arrays under their names, in the order of the map.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    AtomicFile.write(file, out -> write(out, arrays, STORED_BYTES));
  }

  /**
   * Writes arrays under their names without deflating any, which is quick.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  static void writeStored(Path file, Map<String, NpyArray> arrays) {
    AtomicFile.write(file, out -> write(out, arrays, 0));
  }

  private static void write(OutputStream out, Map<String, NpyArray> arrays, int storedBytes)
      throws IOException {
    Counter counter = new Counter(out);
    ZipOutputStream zip = new ZipOutputStream(counter);
    zip.setLevel(Deflater.BEST_SPEED);
    for (Map.Entry<String, NpyArray> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
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
    int unpadded = MAGIC.length + Short.BYTES + header.length() + 1;
    header += " ".repeat(Math.floorMod(-unpadded, ALIGNMENT)) + "\n";
    out.write(MAGIC);
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

  /**
   * Reads every array of a file.
   *
   * @param mostBytes how much memory its arrays may take; what the file says of their sizes is not
   *     believed beyond that
   * @return the arrays by name, in the order of the file
   * @throws Problem naming the file, if it is damaged, larger than allowed or holds other types
   */
  public static Map<String, NpyArray> read(Path file, long mostBytes) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long left = mostBytes;
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null) {
        String name = entry.getName();
        Header header = header(zip, name);
        long bytes = header.bytes();
        if (bytes > left) {
          throw new Problem(
              "%s cannot be read: its arrays take more than the %,d bytes allowed."
                  .formatted(file, mostBytes));
        }
        left -= bytes;
        arrays.put(
            name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name,
            values(header, exactly(zip, Math.toIntExact(bytes))));
        entry = zip.getNextEntry();
      }
    } catch (IOException e) {
      throw new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
    }
    if (arrays.isEmpty()) {
      throw new Problem("%s holds no arrays; is it an npz file?".formatted(file));
    }
    return arrays;
  }

  private record Header(String descr, int[] shape) {

    private int itemSize() {
      int size = Integer.parseInt(descr.substring(2));
      return descr.charAt(1) == 'U' ? Integer.BYTES * size : size;
    }

    private int length() {
      return Arrays.stream(shape).reduce(1, Math::multiplyExact);
    }

    private long bytes() throws IOException {
      try {
        long bytes = Math.multiplyExact((long) length(), itemSize());
        return Math.toIntExact(bytes);
      } catch (ArithmeticException e) {
        throw new IOException("an array is larger than two gigabytes", e);
      }
    }
  }

  private static Header header(InputStream in, String name) throws IOException {
    if (!Arrays.equals(exactly(in, MAGIC.length), MAGIC)) {
      throw new IOException("%s in it is no npy array of version 1.0".formatted(name));
    }
    byte[] length = exactly(in, Short.BYTES);
    byte[] text = exactly(in, (length[0] & 0xff) | (length[1] & 0xff) << 8);
    String header = new String(text, StandardCharsets.US_ASCII);
    Matcher descr = DESCR.matcher(header);
    Matcher shape = SHAPE.matcher(header);
    if (!descr.find() || !shape.find() || !ROW_MAJOR.matcher(header).find()) {
      throw new IOException(
          "%s in it is not a row-major, little-endian array of numbers or texts".formatted(name));
    }
    try {
      int[] sizes =
          Arrays.stream(shape.group(1).split(","))
              .map(String::strip)
              .filter(size -> !size.isEmpty())
              .mapToInt(Integer::parseInt)
              .toArray();
      return new Header(descr.group(1), sizes);
    } catch (NumberFormatException e) {
      throw new IOException("%s in it has an impossible shape".formatted(name), e);
    }
  }

  private static NpyArray values(Header header, byte[] bytes) {
    ByteBuffer from = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int[] shape = header.shape();
    int length = header.length();
    return switch (header.descr()) {
      case "<f4" -> {
        float[] values = new float[length];
        from.asFloatBuffer().get(values);
        yield new NpyArray.Floats(shape, values);
      }
      case "<f8" -> {
        double[] values = new double[length];
        from.asDoubleBuffer().get(values);
        yield new NpyArray.Doubles(shape, values);
      }
      case "<i4" -> {
        int[] values = new int[length];
        from.asIntBuffer().get(values);
        yield new NpyArray.Ints(shape, values);
      }
      case "<i8" -> {
        long[] values = new long[length];
        from.asLongBuffer().get(values);
        yield new NpyArray.Longs(shape, values);
      }
      default -> texts(bytes, length, header.itemSize());
    };
  }

  private static NpyArray.Texts texts(byte[] bytes, int length, int itemSize) {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String padded = new String(bytes, i * itemSize, itemSize, StandardCharsets.UTF_32LE);
      int end = padded.indexOf('\0');
      texts.add(end < 0 ? padded : padded.substring(0, end));
    }
    return new NpyArray.Texts(texts);
  }

  /** Reads so many bytes; the memory grows with what is really there. */
  private static byte[] exactly(InputStream in, int bytes) throws IOException {
    byte[] read = in.readNBytes(bytes);
    if (read.length < bytes) {
      throw new EOFException("it ends too early");
    }
    return read;
  }
}
