package palimpsest.archive;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * Named arrays in one file, as NumPy's {@code savez} writes and {@code load} reads them: a zip of
 * arrays in the npy format, version 1.0, little-endian and row-major. No pickles.
 *
 * <p>Small arrays are deflated. Large ones are stored as they are, their values beginning at a
 * multiple of 64 bytes in the file, so that they can be mapped into memory.
 */
public final class Npz {

  static final String SUFFIX = ".npy";
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Arrays of at least so many bytes are stored; deflating numbers gains little. */
  private static final int STORED_BYTES = 1 << 20;

  /**
   * The allowance for a file's deflated arrays beyond the file's own size; see {@link #read(Path)}.
   */
  private static final long DEFLATED_BYTES = 64L << 20;

  private static final int BUFFER_BYTES = 1 << 16;

  private static final Pattern DESCR = Pattern.compile("'descr': *'(<[fi][48]|<U[1-9]\\d{0,4})'");
  private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order': *False");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  private Npz() {}

  /**
   * Writes arrays under their names, in the order of the map.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  public static void write(Path file, Map<String, NpyArray> arrays) {
    AtomicFile.write(file, out -> NpzWriter.write(out, arrays, STORED_BYTES));
  }

  /**
   * Writes arrays under their names without deflating any, which is quick.
   *
   * @throws Problem naming the file, if it cannot be written
   */
  static void writeStored(Path file, Map<String, NpyArray> arrays) {
    AtomicFile.write(file, out -> NpzWriter.write(out, arrays, 0));
  }

  /**
   * Reads every array of a file.
   *
   * @param mostBytes the most memory that its arrays may take; sizes stated by the file beyond that
   *     are refused
   * @return the arrays by name, in the order of the file
   * @throws Problem naming the file, if it is damaged, larger than allowed or holds other types
   */
  public static Map<String, NpyArray> read(Path file, long mostBytes) {
    return nonEmpty(file, readWhile(file, mostBytes, name -> true));
  }

  /**
   * Reads every array of a file that this program wrote, which deflates only small arrays: what is
   * far larger than its file is a bomb, and not unpacked.
   *
   * @return the arrays by name, in the order of the file
   * @throws Problem naming the file, if it is damaged, larger than allowed or holds other types
   */
  static Map<String, NpyArray> read(Path file) {
    return nonEmpty(file, readWhile(file, most(file), name -> true));
  }

  /** Reads the arrays of a file that this program wrote, up to the first with one of some names. */
  static Map<String, NpyArray> readBefore(Path file, Set<String> ends) {
    return nonEmpty(file, readWhile(file, most(file), name -> !ends.contains(name)));
  }

  private static long most(Path file) {
    try {
      return Math.min(Files.size(file) + DEFLATED_BYTES, Runtime.getRuntime().maxMemory());
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /**
   * Reads the arrays at the beginning of a file.
   *
   * @param mostBytes the memory that its arrays may take
   * @param wanted tests if an array of a name is read; the first that fails ends the reading
   * @return the arrays by name, in the order of the file
   * @throws Problem naming the file, if what was read of it is damaged, too large or of other types
   */
  static Map<String, NpyArray> readWhile(Path file, long mostBytes, Predicate<String> wanted) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long left = mostBytes;
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(InputFile.openOwn(file, "an npz file")))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && wanted.test(arrayName(entry))) {
        Header header = header(zip, entry.getName());
        long bytes = header.bytes();
        if (bytes > left) {
          throw new Problem(
              "%s cannot be read: its arrays take more than the %,d bytes allowed."
                  .formatted(file, mostBytes));
        }
        left -= bytes;
        arrays.put(arrayName(entry), values(header, zip));
        entry = zip.getNextEntry();
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      // Thrown by Java for a name in a zip that is no text.
      throw unreadable(file, new IOException("a name in it is no text in UTF-8", e));
    }
    return arrays;
  }

  private static String arrayName(ZipEntry entry) {
    String name = entry.getName();
    return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
  }

  private static Map<String, NpyArray> nonEmpty(Path file, Map<String, NpyArray> arrays) {
    if (arrays.isEmpty()) {
      throw new Problem("%s holds no arrays; is it an npz file?".formatted(file));
    }
    return arrays;
  }

  private static Problem unreadable(Path file, IOException e) {
    return new Problem("%s cannot be read: %s.".formatted(file, AtomicFile.reason(e)), e);
  }

  /** The header of an array's file. */
  record Header(String descr, int[] shape) {

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

  /** Reads the header of an array. */
  static Header header(InputStream in, String name) throws IOException {
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

  /** Reads the values, straight into the array that they end in. */
  private static NpyArray values(Header header, InputStream in) throws IOException {
    int[] shape = header.shape();
    int length = header.length();
    return switch (header.descr()) {
      case "<f4" -> {
        FloatBuffer values = FloatBuffer.allocate(length);
        fill(in, length, header.itemSize(), from -> values.put(from.asFloatBuffer()));
        yield new NpyArray.Floats(shape, values.array());
      }
      case "<f8" -> {
        DoubleBuffer values = DoubleBuffer.allocate(length);
        fill(in, length, header.itemSize(), from -> values.put(from.asDoubleBuffer()));
        yield new NpyArray.Doubles(shape, values.array());
      }
      case "<i4" -> {
        IntBuffer values = IntBuffer.allocate(length);
        fill(in, length, header.itemSize(), from -> values.put(from.asIntBuffer()));
        yield new NpyArray.Ints(shape, values.array());
      }
      case "<i8" -> {
        LongBuffer values = LongBuffer.allocate(length);
        fill(in, length, header.itemSize(), from -> values.put(from.asLongBuffer()));
        yield new NpyArray.Longs(shape, values.array());
      }
      default -> texts(in, length, header.itemSize());
    };
  }

  /** Hands on so many items, a buffer of whole items at a time. */
  private static void fill(InputStream in, int length, int itemSize, Consumer<ByteBuffer> into)
      throws IOException {
    byte[] buffer = new byte[Math.min(BUFFER_BYTES, length * itemSize)];
    int items = buffer.length / itemSize;
    for (int read = 0; read < length; read += items) {
      int bytes = Math.min(items, length - read) * itemSize;
      if (in.readNBytes(buffer, 0, bytes) < bytes) {
        throw new EOFException("it ends too early");
      }
      into.accept(ByteBuffer.wrap(buffer, 0, bytes).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  private static NpyArray.Texts texts(InputStream in, int length, int itemSize) throws IOException {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < length; i++) {
      String padded = new String(exactly(in, itemSize), StandardCharsets.UTF_32LE);
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
