package palimpsest.text;

import java.util.regex.Pattern;

/**
 * Cells of a table in comma-separated values. Spreadsheets take a cell that begins with one of
 * {@code = + - @} for a formula, and formulas can send data away; such a text gets an apostrophe in
 * front, which they do not show. Numbers stay as they are, so that every reader takes them for
 * numbers.
 */
public final class CsvCell {

  private static final Pattern NUMBER =
      Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");

  private CsvCell() {}

  /** A text as it may stand in a cell; quoting is the writer's business. */
  public static String of(String text) {
    String visible = VisibleText.line(text);
    String start = visible.stripLeading();
    boolean formula = !start.isEmpty() && "=+-@".indexOf(start.charAt(0)) >= 0;
    return formula && !NUMBER.matcher(visible).matches() ? "'" + visible : visible;
  }
}
