package palimpsest.input;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import palimpsest.problem.Problem;

/**
 * Text files as the usual systems write them: UTF-8 with or without a byte order mark, or UTF-16
 * with one; lines that end in LF, CR LF or CR; zeros after the end.
 */
public final class TextFile {

  private static final byte[] UTF_8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
  private static final byte[] UTF_16LE_MARK = {(byte) 0xFF, (byte) 0xFE};
  private static final byte[] UTF_16BE_MARK = {(byte) 0xFE, (byte) 0xFF};
  private static final byte[] UTF_32LE_MARK = {(byte) 0xFF, (byte) 0xFE, 0, 0};
  private static final byte[] UTF_32BE_MARK = {0, 0, (byte) 0xFE, (byte) 0xFF};

  private TextFile() {}

  /**
   * Reads a file as a text whose lines end in LF, without its byte order mark.
   *
   * @param mostBytes the size that the file may have
   * @param wanted the kind of file expected, to follow the words "must be", such as "a JSON file"
   * @throws NoSuchFileException if there is no such file
   * @throws Problem naming the file, if it is no regular file, larger than allowed, or written in
   *     another encoding
   */
  public static String read(Path file, int mostBytes, String wanted) throws IOException {
    byte[] bytes;
    try (InputStream in = InputFile.open(file, wanted)) {
      bytes = in.readNBytes(mostBytes + 1);
    }
    if (bytes.length > mostBytes) {
      throw new Problem(
          "%s is larger than the %,d bytes that %s may have.".formatted(file, mostBytes, wanted));
    }
    return text(bytes, file.toString(), wanted);
  }

  /**
   * The text that bytes stand for, its lines ending in LF.
   *
   * @param source the name of the bytes in error messages
   * @param wanted the format expected, to follow the words "must be"
   * @throws Problem naming the source and the encoding found, if it is not one that is read
   */
  public static String text(byte[] bytes, String source, String wanted) {
    if (begins(bytes, UTF_32LE_MARK) || begins(bytes, UTF_32BE_MARK)) {
      throw refused(source, "is encoded in UTF-32", wanted);
    }
    if (begins(bytes, UTF_16LE_MARK)) {
      return decode(bytes, UTF_16LE_MARK.length, StandardCharsets.UTF_16LE, source, wanted);
    }
    if (begins(bytes, UTF_16BE_MARK)) {
      return decode(bytes, UTF_16BE_MARK.length, StandardCharsets.UTF_16BE, source, wanted);
    }
    int start = begins(bytes, UTF_8_MARK) ? UTF_8_MARK.length : 0;
    return decode(bytes, start, StandardCharsets.UTF_8, source, wanted);
  }

  private static String decode(
      byte[] bytes, int start, Charset charset, String source, String wanted) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes, start, bytes.length - start);
    String text;
    try {
      text = charset.newDecoder().decode(buffer).toString();
    } catch (CharacterCodingException e) {
      throw refused(
          source, "is not a text in %s (byte %,d)".formatted(charset, buffer.position()), wanted);
    }
    String whole = withoutZerosAtItsEnd(text);
    if (whole.indexOf('\0') >= 0) {
      throw refused(
          source,
          "has zeros among its letters, as binary files and UTF-16 without a mark do",
          wanted);
    }
    return whole.replace("\r\n", "\n").replace('\r', '\n');
  }

  private static String withoutZerosAtItsEnd(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '\0') {
      end--;
    }
    return text.substring(0, end);
  }

  private static Problem refused(String source, String finding, String wanted) {
    return new Problem(
        "%s %s, but must be %s in UTF-8, or in UTF-16 with a byte order mark: save it as UTF-8."
            .formatted(source, finding, wanted));
  }

  private static boolean begins(byte[] bytes, byte[] mark) {
    return bytes.length >= mark.length
        && Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length);
  }
}
