package palimpsest.chart;

/**
 * An entry of a figure's legend.
 *
 * @param key what tells it from the others, whatever it is called
 * @param name what it is called
 * @param count how many runs it stands for, such as {@code n = 3}; empty where that is not told
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
