package palimpsest.file;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The header of an array in the npy format, and the values that follow it.
 *
 * @param descr NumPy's name of the element type, such as {@code <f4}
 * @param shape sizes, axis by axis
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record NpyHeader(String descr, int[] shape) {

  private static final int BUFFER_BYTES = 1 << 16;

  private static final int LONGEST_HEADER = 1 << 16;

  private static final Pattern OWN = Pattern.compile("<[fi][48]|<U[1-9]\\d{0,4}");
  private static final Pattern DESCR =
      Pattern.compile(
          "'descr': *'([<>|=]?(?:f[248]|i[1248]|u[1248]|b1|U[1-9]\\d{0,4}|S[1-9]\\d{0,4}))'");
  private static final Pattern OBJECTS = Pattern.compile("'descr': *'[<>|=]?O");
  private static final Pattern ROW_MAJOR = Pattern.compile("'fortran_order': *False");
  private static final Pattern COLUMN_MAJOR = Pattern.compile("'fortran_order': *True");
  private static final Pattern SHAPE = Pattern.compile("'shape': *\\(([0-9, ]*)\\)");

  /** The size of an element in bytes. */
  private int itemSize() {
    int size = Integer.parseInt(descr.substring(2));
    return descr.charAt(1) == 'U' ? Integer.BYTES * size : size;
  }

  private int length() {
    return Arrays.stream(shape).reduce(1, Math::multiplyExact);
  }

  /**
   * The memory that the values take.
   *
   * @throws IOException if it is more than an array can have
   */
  public long bytes() throws IOException {
    try {
      long bytes = Math.multiplyExact((long) length(), itemSize());
      return Math.toIntExact(bytes);
    } catch (ArithmeticException e) {
      throw new IOException("an array is larger than two gigabytes", e);
    }
  }

  /**
   * Reads the header of an array that this program wrote.
   *
   * @param name the name of the array in messages
   * @throws IOException if it is no such header
   */
  public static NpyHeader readOwn(InputStream in, String name) throws IOException {
    byte[] magic = exactly(in, Npz.MAGIC.length);
    if (!Arrays.equals(magic, Npz.MAGIC)) {
      throw new IOException("%s in it is no npy array of version 1.0".formatted(name));
    }
    String header = text(in, Short.BYTES);
    Matcher descr = DESCR.matcher(header);
    if (!descr.find()
        || !OWN.matcher(descr.group(1)).matches()
        || !ROW_MAJOR.matcher(header).find()
        || !SHAPE.matcher(header).find()) {
      throw new IOException(
          "%s in it is not a row-major, little-endian array of numbers or texts".formatted(name));
    }
    return new NpyHeader(descr.group(1), shape(header, name));
  }

  /** Reads the header of an array of whatever origin. */
  static NpyHeader read(InputStream in, String name) throws IOException {
    byte[] magic = exactly(in, Npz.MAGIC.length);
    int version = magic[Npz.MAGIC.length - 2];
    if (!Arrays.equals(magic, 0, 6, Npz.MAGIC, 0, 6) || version < 1 || version > 3) {
      throw new IOException("%s in it is no npy array".formatted(name));
    }
    String header = text(in, version == 1 ? Short.BYTES : Integer.BYTES);
    if (OBJECTS.matcher(header).find()) {
      throw new IOException(
          "%s in it holds Python objects, which are never loaded; save it as numbers or texts"
              .formatted(name));
    }
    if (COLUMN_MAJOR.matcher(header).find()) {
      throw new IOException(
          "%s in it is stored column by column; save numpy.ascontiguousarray(…) of it"
              .formatted(name));
    }
    Matcher descr = DESCR.matcher(header);
    if (!descr.find() || !ROW_MAJOR.matcher(header).find()) {
      throw new IOException("%s in it is not an array of numbers or texts".formatted(name));
    }
    String type = descr.group(1);
    char order = type.charAt(0);
    String ordered = Character.isLetter(order) ? "|" + type : type;
    return new NpyHeader(ordered.replace('=', '<'), shape(header, name));
  }

  private static int[] shape(String header, String name) throws IOException {
    Matcher shape = SHAPE.matcher(header);
    if (!shape.find()) {
      throw new IOException("%s in it has no shape".formatted(name));
    }
    try {
      return Arrays.stream(shape.group(1).split(","))
          .map(String::strip)
          .filter(size -> !size.isEmpty())
          .mapToInt(Integer::parseInt)
          .toArray();
    } catch (NumberFormatException e) {
      throw new IOException("%s in it has an impossible shape".formatted(name), e);
    }
  }

  private static String text(InputStream in, int lengthBytes) throws IOException {
    ByteBuffer buffer =
        ByteBuffer.wrap(Arrays.copyOf(exactly(in, lengthBytes), Integer.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    int length = buffer.getInt();
    if (length < 0 || length > LONGEST_HEADER) {
      throw new IOException("a header in it is impossibly long");
    }
    return new String(exactly(in, length), StandardCharsets.US_ASCII);
  }

  /**
   * Reads the values, straight into the array that they end in.
   *
   * @throws IOException if there are fewer than the shape promises
   */
  public NpyArray values(InputStream in) throws IOException {
    int length = length();
    return switch (descr.substring(1)) {
      case "f2" -> {
        float[] values = new float[length];
        each(in, length, (from, at) -> values[at] = Float.float16ToFloat(from.getShort()));
        yield new NpyArray.Floats(shape, values);
      }
      case "f4" -> {
        float[] values = new float[length];
        fill(
            in,
            length,
            (from, at) -> from.asFloatBuffer().get(values, at, from.remaining() / Float.BYTES));
        yield new NpyArray.Floats(shape, values);
      }
      case "f8" -> {
        double[] values = new double[length];
        fill(
            in,
            length,
            (from, at) -> from.asDoubleBuffer().get(values, at, from.remaining() / Double.BYTES));
        yield new NpyArray.Doubles(shape, values);
      }
      case "u1", "b1" -> {
        byte[] values = new byte[length];
        if (in.readNBytes(values, 0, length) < length) {
          throw new EOFException("it ends too early");
        }
        yield new NpyArray.Bytes(shape, values);
      }
      case "i1" -> ints(in, ByteBuffer::get);
      case "i2" -> ints(in, ByteBuffer::getShort);
      case "u2" -> ints(in, from -> Short.toUnsignedInt(from.getShort()));
      case "i4" -> ints(in, ByteBuffer::getInt);
      case "u4" -> longs(in, from -> Integer.toUnsignedLong(from.getInt()));
      case "i8" -> longs(in, ByteBuffer::getLong);
      case "u8" -> {
        NpyArray.Longs values = longs(in, ByteBuffer::getLong);
        if (Arrays.stream(values.values()).anyMatch(value -> value < 0)) {
          throw new IOException("a whole number in it is beyond 63 bits");
        }
        yield values;
      }
      default -> texts(in);
    };
  }

  /** Takes one number from a buffer. */
  private interface IntFrom {
    int next(ByteBuffer from);
  }

  /** Takes one number from a buffer. */
  private interface LongFrom {
    long next(ByteBuffer from);
  }

  private NpyArray.Ints ints(InputStream in, IntFrom reading) throws IOException {
    int[] values = new int[length()];
    each(in, values.length, (from, at) -> values[at] = reading.next(from));
    return new NpyArray.Ints(shape, values);
  }

  private NpyArray.Longs longs(InputStream in, LongFrom reading) throws IOException {
    long[] values = new long[length()];
    each(in, values.length, (from, at) -> values[at] = reading.next(from));
    return new NpyArray.Longs(shape, values);
  }

  /** Takes items from a buffer, the first of which has a place in the array. */
  private interface Items {
    void take(ByteBuffer from, int at);
  }

  /** Hands on so many items, one at a time. */
  private void each(InputStream in, int length, Items into) throws IOException {
    fill(
        in,
        length,
        (from, first) -> {
          for (int at = first; from.hasRemaining(); at++) {
            into.take(from, at);
          }
        });
  }

  /** Hands on so many items, a buffer of whole items at a time. */
  private void fill(InputStream in, int length, Items into) throws IOException {
    int itemSize = itemSize();
    ByteOrder order = descr.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    byte[] buffer = new byte[Math.min(BUFFER_BYTES, length * itemSize)];
    int items = buffer.length / itemSize;
    for (int read = 0; read < length; read += items) {
      int bytes = Math.min(items, length - read) * itemSize;
      if (in.readNBytes(buffer, 0, bytes) < bytes) {
        throw new EOFException("it ends too early");
      }
      into.take(ByteBuffer.wrap(buffer, 0, bytes).order(order), read);
    }
  }

  private NpyArray.Texts texts(InputStream in) throws IOException {
    Charset charset =
        descr.charAt(1) == 'S'
            ? StandardCharsets.UTF_8
            : descr.charAt(0) == '>' ? StandardCharsets.UTF_32BE : StandardCharsets.UTF_32LE;
    int itemSize = itemSize();
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < length(); i++) {
      String padded = new String(exactly(in, itemSize), charset);
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
