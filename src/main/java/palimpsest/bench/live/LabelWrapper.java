package palimpsest.bench.live;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Names cut into lines where they may be cut: at a space, or behind a hyphen.
 *
 * @param width measures the width of a text
 */
record LabelWrapper(ToDoubleFunction<String> width) {

  /** The length of names that are not cut, such as "0, 1". */
  private static final int SHORT = 6;

  /** As few lines as will do, each no wider than the space unless it cannot be cut further. */
  List<String> of(String name, double room) {
    List<String> lines = new ArrayList<>();
    String line = "";
    for (String piece : pieces(name)) {
      String longer = line + piece;
      if (!line.isEmpty() && width.applyAsDouble(longer.strip()) > room) {
        lines.add(line.strip());
        line = piece;
      } else {
        line = longer;
      }
    }
    lines.add(line.strip());
    return lines;
  }

  /** The least width at which a name is shown in full. */
  double least(String name) {
    return pieces(name).stream()
        .mapToDouble(piece -> width.applyAsDouble(piece.strip()))
        .max()
        .orElse(0);
  }

  /**
   * The parts of a name; a number before it stays with the word behind it, and so do two digits.
   */
  private static List<String> pieces(String name) {
    if (name.length() <= SHORT) {
      return List.of(name);
    }
    return List.of(name.split("(?<=[^\\d\\s] )|(?<=-)", -1));
  }
}
