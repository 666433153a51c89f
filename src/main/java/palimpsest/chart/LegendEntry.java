package palimpsest.chart;

/**
 * An entry of a figure's legend.
 *
 * @param key identifies the entry, whatever its name
 * @param name its text
 * @param count the number of runs behind it, such as {@code n = 3}; empty if not shown
 * @param colour place of its colour in the palette; −1 if its colour tells nothing
 * @param dash place of its dash pattern
 * @param hidden whether its curves are not drawn
 */
public record LegendEntry(
    String key, String name, String count, int colour, int dash, boolean hidden) {

  /** The name with the number of runs. */
  public String label() {
    return count.isEmpty() ? name : name + ", " + count;
  }
}
