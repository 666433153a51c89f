package palimpsest.file;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** An array with a shape, of one of the element types that go into {@link Npz} files. */
public sealed interface NpyArray {

  /** Its sizes, axis by axis; the values lie row-major. */
  int[] shape();

  /** NumPy's name of the element type, such as {@code <f4}. */
  String descr();

  /** Bytes of one element. */
  int itemSize();

  /** Number of elements. */
  int length();

  /** Puts elements, from one on, into a little-endian buffer. */
  void put(int from, int count, ByteBuffer into);

  /**
   * Unsigned bytes, {@code |u1}.
   *
   * @param values one unsigned byte each
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by identity: arrays are large
  record Bytes(int[] shape, byte[] values) implements NpyArray {

    /** Checks that values and shape agree. */
    public Bytes {
      check(shape, values.length);
    }

    @Override
    public String descr() {
      return "|u1";
    }

    @Override
    public int itemSize() {
      return 1;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      into.put(values, from, count);
    }
  }

  /** float32, {@code <f4}. */
  record Floats(int[] shape, float[] values) implements NpyArray {

    /** Checks that values and shape agree. */
    public Floats {
      check(shape, values.length);
    }

    /** A vector. */
    public static Floats of(float[] values) {
      return new Floats(new int[] {values.length}, values);
    }

    @Override
    public String descr() {
      return "<f4";
    }

    @Override
    public int itemSize() {
      return Float.BYTES;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      into.asFloatBuffer().put(values, from, count);
      into.position(into.position() + count * itemSize());
    }
  }

  /** float64, {@code <f8}. */
  record Doubles(int[] shape, double[] values) implements NpyArray {

    /** Checks that values and shape agree. */
    public Doubles {
      check(shape, values.length);
    }

    /** A vector. */
    public static Doubles of(double[] values) {
      return new Doubles(new int[] {values.length}, values);
    }

    @Override
    public String descr() {
      return "<f8";
    }

    @Override
    public int itemSize() {
      return Double.BYTES;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      into.asDoubleBuffer().put(values, from, count);
      into.position(into.position() + count * itemSize());
    }
  }

  /** int32, {@code <i4}. */
  record Ints(int[] shape, int[] values) implements NpyArray {

    /** Checks that values and shape agree. */
    public Ints {
      check(shape, values.length);
    }

    /** A vector. */
    public static Ints of(int... values) {
      return new Ints(new int[] {values.length}, values);
    }

    @Override
    public String descr() {
      return "<i4";
    }

    @Override
    public int itemSize() {
      return Integer.BYTES;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      into.asIntBuffer().put(values, from, count);
      into.position(into.position() + count * itemSize());
    }
  }

  /** int64, {@code <i8}. */
  record Longs(int[] shape, long[] values) implements NpyArray {

    /** Checks that values and shape agree. */
    public Longs {
      check(shape, values.length);
    }

    /** A vector. */
    public static Longs of(long... values) {
      return new Longs(new int[] {values.length}, values);
    }

    @Override
    public String descr() {
      return "<i8";
    }

    @Override
    public int itemSize() {
      return Long.BYTES;
    }

    @Override
    public int length() {
      return values.length;
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      into.asLongBuffer().put(values, from, count);
      into.position(into.position() + count * itemSize());
    }
  }

  /** A vector of texts, {@code <U} and the length of the longest in code points. */
  record Texts(List<String> values) implements NpyArray {

    /** Copies the list. */
    public Texts {
      values = List.copyOf(values);
    }

    /** A vector of these texts. */
    public static Texts of(String... values) {
      return new Texts(List.of(values));
    }

    @Override
    public int[] shape() {
      return new int[] {values.size()};
    }

    @Override
    public String descr() {
      return "<U" + longest();
    }

    @Override
    public int itemSize() {
      return Integer.BYTES * longest();
    }

    @Override
    public int length() {
      return values.size();
    }

    @Override
    public void put(int from, int count, ByteBuffer into) {
      for (String text : values.subList(from, from + count)) {
        into.put(Arrays.copyOf(text.getBytes(StandardCharsets.UTF_32LE), itemSize()));
      }
    }

    private int longest() {
      // NumPy knows no text of no length.
      return values.stream()
          .mapToInt(text -> text.codePointCount(0, text.length()))
          .reduce(1, Math::max);
    }
  }

  private static void check(int[] shape, int length) {
    if (Arrays.stream(shape).asLongStream().reduce(1, Math::multiplyExact) != length) {
      throw new IllegalArgumentException(
          "%d values do not have the shape %s".formatted(length, Arrays.toString(shape)));
    }
  }
}
