package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import palimpsest.input.StrictNumber;

/**
 * The columns of the table, their order and widths, as the settings store them: {@code id:56
 * name:150 -device:120}, with a minus before hidden columns.
 */
final class TableLayout {

  /**
   * A column as it is placed.
   *
   * @param column the column
   * @param width its width
   * @param shown whether it is shown
   */
  record Placed(RunColumn column, double width, boolean shown) {}

  private TableLayout() {}

  /** The columns as a text says; those that it does not name follow as they are at first. */
  static List<Placed> read(String text) {
    Map<String, RunColumn> left = new LinkedHashMap<>();
    RunColumns.ALL.forEach(column -> left.put(column.key(), column));
    List<Placed> placed = new ArrayList<>();
    for (String part : text.strip().split("\\s+", -1)) {
      boolean hidden = part.startsWith("-");
      int colon = part.lastIndexOf(':');
      if (colon > 0) {
        RunColumn column = left.remove(part.substring(hidden ? 1 : 0, colon));
        if (column != null) {
          placed.add(new Placed(column, width(part.substring(colon + 1), column), !hidden));
        }
      }
    }
    left.values().forEach(column -> placed.add(new Placed(column, column.width(), column.shown())));
    return placed;
  }

  /** The text read by {@link #read}. */
  static String write(List<Placed> columns) {
    return columns.stream()
        .map(placed ->
            "%s%s:%d"
                .formatted(
                    placed.shown() ? "" : "-", placed.column().key(), Math.round(placed.width())))
        .collect(Collectors.joining(" "));
  }

  /** An order as the settings keep it: {@code average-accuracy:descending seed:ascending}. */
  static List<RunOrder.Key> readSort(String text) {
    Map<String, RunColumn> columns = new HashMap<>();
    RunColumns.ALL.forEach(column -> columns.put(column.key(), column));
    List<RunOrder.Key> keys = new ArrayList<>();
    for (String part : text.strip().split("\\s+", -1)) {
      int colon = part.lastIndexOf(':');
      RunColumn column = colon > 0 ? columns.get(part.substring(0, colon)) : null;
      if (column != null) {
        keys.add(new RunOrder.Key(column, part.endsWith(":descending")));
      }
    }
    return keys;
  }

  /** The text read by {@link #readSort}. */
  static String writeSort(List<RunOrder.Key> keys) {
    return keys.stream()
        .map(key -> key.column().key() + (key.descending() ? ":descending" : ":ascending"))
        .collect(Collectors.joining(" "));
  }

  private static double width(String text, RunColumn column) {
    OptionalLong width = StrictNumber.whole(text);
    return width.isPresent() ? Math.clamp(width.getAsLong(), 24, 2000) : column.width();
  }
}
