package palimpsest.cli;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Tables of text whose columns stand under each other. */
final class TextTable {

  private static final String GAP = "  ";

  private TextTable() {}

  /** A table whose first column begins at its left edge; the others end at their right one. */
  static String of(List<List<String>> rows) {
    return of(rows, Set.of(0));
  }

  /**
   * A table.
   *
   * @param texts the columns that begin at their left edge; the others end at their right one
   */
  static String of(List<List<String>> rows, Set<Integer> texts) {
    return block(rows, texts, IntStream.range(0, rows.getFirst().size()).boxed().toList());
  }

  /**
   * A table that a person reads in a terminal: if it is wider than that, blocks below each other,
   * each of which begins with the columns that say what a row is. A file gets it in one piece.
   *
   * @param texts the columns that begin at their left edge; the others end at their right one
   * @param named the number of columns at the left that say what a row is
   */
  static String within(List<List<String>> rows, Set<Integer> texts, int named, Terminal terminal) {
    if (!terminal.interactive()) {
      return of(rows, texts);
    }
    List<Integer> first = IntStream.range(0, named).boxed().toList();
    int before =
        first.stream().mapToInt(column -> width(rows, column)).sum() + GAP.length() * named;
    StringBuilder text = new StringBuilder();
    int at = named;
    while (at < rows.getFirst().size()) {
      int from = at;
      int left = terminal.width() - before;
      // One column at least, however wide it is.
      do {
        left -= width(rows, at) + (at == from ? 0 : GAP.length());
        at++;
      } while (at < rows.getFirst().size() && left >= GAP.length() + width(rows, at));
      text.append(text.isEmpty() ? "" : System.lineSeparator());
      text.append(
          block(
              rows,
              texts,
              Stream.concat(first.stream(), IntStream.range(from, at).boxed()).toList()));
    }
    return text.toString();
  }

  private static int width(List<List<String>> rows, int column) {
    return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
  }

  private static String block(List<List<String>> rows, Set<Integer> texts, List<Integer> columns) {
    return rows.stream()
        .map(row ->
            columns.stream()
                    .map(column -> {
                      String padding = " ".repeat(width(rows, column) - row.get(column).length());
                      return texts.contains(column)
                          ? row.get(column) + padding
                          : padding + row.get(column);
                    })
                    .collect(Collectors.joining(GAP))
                    .stripTrailing()
                + System.lineSeparator())
        .collect(Collectors.joining());
  }
}
