package palimpsest.text;

import java.util.Locale;
import java.util.Optional;

/**
 * Text without characters that cannot be seen but act: control characters (which drive terminals),
 * lone surrogates and noncharacters (which no XML, JSON or UTF-8 writer takes), and characters that
 * reorder or hide text.
 *
 * <p>What people type is refused when it has one; see {@link #fault}. What comes out of a file or
 * an archive is shown with the character spelled out, such as {@code \u001b}; see {@link #line} and
 * {@link #lines}.
 */
public final class VisibleText {

  private VisibleText() {}

  /**
   * The first character of a text on one line that is refused.
   *
   * @return such as {@code U+001B at character 3}; empty if the text is clean
   */
  public static Optional<String> fault(String text) {
    return fault(text, false);
  }

  /** The same for a text that may have several lines and tabs. */
  public static Optional<String> faultInLines(String text) {
    return fault(text, true);
  }

  private static Optional<String> fault(String text, boolean lines) {
    int character = 1;
    for (int i = 0; i < text.length(); character++) {
      int c = text.codePointAt(i);
      if (isHarmful(c) && !(lines && isLayout(text, i))) {
        return Optional.of("U+%04X at character %d".formatted(c, character));
      }
      i += Character.charCount(c);
    }
    return Optional.empty();
  }

  /** A text on one line, with what is harmful, line breaks and tabs among it, spelled out. */
  public static String line(String text) {
    return spelled(text, false);
  }

  /** A text whose line breaks and tabs stay, with everything else that is harmful spelled out. */
  public static String lines(String text) {
    return spelled(text, true);
  }

  /**
   * A text on one line, as {@link #line} gives it, of which only the beginning is shown if it is
   * long.
   *
   * @param most the greatest number of characters
   */
  public static String clipped(String text, int most) {
    // A text of a hundred megabytes is not spelled out first.
    String start = line(text.length() > 2 * most ? beginning(text, 2 * most) : text);
    return start.codePointCount(0, start.length()) <= most && text.length() <= 2 * most
        ? start
        : start.substring(0, start.offsetByCodePoints(0, most - 1)) + "…";
  }

  /** Whether a character is refused in a text on one line. */
  public static boolean isHarmful(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      // Joiners are part of words and of emoji; the signs of Arabic numbers can be seen.
      case Character.FORMAT ->
          !(c == 0x200C || c == 0x200D || (c >= 0x600 && c <= 0x605) || c == 0x6DD || c == 0x8E2);
      default -> (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
    };
  }

  private static boolean isLayout(String text, int i) {
    char c = text.charAt(i);
    return c == '\n'
        || c == '\t'
        || (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n');
  }

  private static String spelled(String text, boolean lines) {
    if (isClean(text)) {
      return text;
    }
    StringBuilder spelled = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (!isHarmful(c) || (lines && isLayout(text, i))) {
        spelled.appendCodePoint(c);
      } else if (Character.isBmpCodePoint(c)) {
        spelled.append(String.format(Locale.ROOT, "\\u%04x", c));
      } else {
        spelled.append(String.format(Locale.ROOT, "\\u{%x}", c));
      }
      i += Character.charCount(c);
    }
    return spelled.toString();
  }

  private static boolean isClean(String text) {
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      if (isHarmful(c)) {
        return false;
      }
      i += Character.charCount(c);
    }
    return true;
  }

  /** The beginning of a text, with no character cut in two. */
  private static String beginning(String text, int chars) {
    return text.substring(0, Character.isHighSurrogate(text.charAt(chars - 1)) ? chars - 1 : chars);
  }
}
