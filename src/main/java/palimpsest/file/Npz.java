package palimpsest.file;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
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

  /** The end of the name of an array's file. */
  public static final String SUFFIX = ".npy";

  /** The beginning of an array's file of version 1.0. */
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0};

  /** Arrays of at least so many bytes are stored; deflating numbers gains little. */
  private static final int STORED_BYTES = 1 << 20;

  /**
   * The allowance for a file's deflated arrays beyond the file's own size; see {@link #read(Path)}.
   */
  private static final long DEFLATED_BYTES = 64L << 20;

  /** Nothing deflated unpacks to more bytes than this for each of its own. */
  private static final long DEFLATE_RATIO = 1032;

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
  public static void writeStored(Path file, Map<String, NpyArray> arrays) {
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
  public static Map<String, NpyArray> read(Path file) {
    return nonEmpty(file, readWhile(file, most(file), name -> true));
  }

  /** Reads the arrays of a file that this program wrote, up to the first with one of some names. */
  public static Map<String, NpyArray> readBefore(Path file, Set<String> ends) {
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
  public static Map<String, NpyArray> readWhile(
      Path file, long mostBytes, Predicate<String> wanted) {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long left = mostBytes;
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(InputFile.openOwn(file, "an npz file")))) {
      ZipEntry entry = zip.getNextEntry();
      while (entry != null && wanted.test(arrayName(entry))) {
        NpyHeader header = NpyHeader.readOwn(zip, entry.getName());
        long bytes = header.bytes();
        if (bytes > left) {
          throw new Problem(
              "%s cannot be read: its arrays take more than the %,d bytes allowed."
                  .formatted(file, mostBytes));
        }
        left -= bytes;
        arrays.put(arrayName(entry), header.values(zip));
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

  /**
   * The names of the arrays in a file of whatever origin.
   *
   * @throws Problem naming the file, if it is no zip
   */
  public static List<String> names(Path file) {
    try (ZipFile zip = open(file)) {
      return zip.stream().map(ZipEntry::getName).map(Npz::arrayName).toList();
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw unreadable(file, new IOException("a name in it is no text in UTF-8", e));
    }
  }

  /**
   * Reads an array of a file of whatever origin: numbers or texts of every type that NumPy has, but
   * never Python objects.
   *
   * @param mostBytes the most memory that it may take
   * @throws Problem naming the file and the array, if it is not there, damaged or too large
   */
  public static NpyArray readForeign(Path file, String name, long mostBytes) {
    try (ZipFile zip = open(file)) {
      ZipEntry entry = zip.getEntry(name + SUFFIX);
      if (entry == null) {
        throw new Problem("%s has no array \"%s\".".formatted(file, name));
      }
      try (InputStream in = new BufferedInputStream(zip.getInputStream(entry), 1 << 16)) {
        return foreign(in, file, name, mostBytes);
      }
    } catch (IOException e) {
      throw unreadable(file, e);
    } catch (IllegalArgumentException e) {
      throw unreadable(file, new IOException("a name in it is no text in UTF-8", e));
    }
  }

  /**
   * Reads an array that is a file by itself, as NumPy's {@code save} writes it.
   *
   * @param mostBytes the most memory that it may take
   * @throws Problem naming the file, if it is not there, damaged or too large
   */
  public static NpyArray readNpy(Path file, long mostBytes) {
    try (InputStream in = new BufferedInputStream(InputFile.open(file, "an npy file"), 1 << 16)) {
      return foreign(in, file, String.valueOf(file.getFileName()), mostBytes);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  private static NpyArray foreign(InputStream in, Path file, String name, long mostBytes)
      throws IOException {
    NpyHeader header = NpyHeader.read(in, name);
    long bytes = header.bytes();
    if (bytes > mostBytes) {
      throw new Problem(
          "%s cannot be read: %s takes %,d bytes, but Java may use only %,d for it."
              .formatted(file, name, bytes, mostBytes));
    }
    // What cannot be in a file of its size, however well packed, gets no memory.
    if (bytes > DEFLATE_RATIO * Math.max(1, Files.size(file))) {
      throw new EOFException("it ends too early");
    }
    return header.values(in);
  }

  private static ZipFile open(Path file) throws IOException {
    InputFile.requireRegular(file, "an npz file");
    return new ZipFile(file.toFile(), StandardCharsets.UTF_8);
  }

  private static String arrayName(ZipEntry entry) {
    return arrayName(entry.getName());
  }

  private static String arrayName(String name) {
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
}
