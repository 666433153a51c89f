package palimpsest.bench.settings;

import java.util.Optional;

/**
 * Where the window stands on the screen.
 *
 * @param x left edge, in the screen's coordinates
 * @param y top edge
 * @param width width
 * @param height height
 * @param maximised whether it takes the whole screen; the rest is where it stands otherwise
 */
public record WindowPlace(double x, double y, double width, double height, boolean maximised) {

  /** There was no window yet. */
  public static final WindowPlace NOWHERE = new WindowPlace(0, 0, 0, 0, false);

  /** Whether there was a window. */
  public boolean isKnown() {
    return width > 0 && height > 0;
  }

  /** As it is written in a file. */
  String text() {
    return "%d %d %d %d %s"
        .formatted(
            Math.round(x),
            Math.round(y),
            Math.round(width),
            Math.round(height),
            maximised ? "maximised" : "normal");
  }

  /** What {@link #text} wrote; empty if it is not of that kind. */
  static Optional<WindowPlace> read(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new WindowPlace(
              Integer.parseInt(parts[0]),
              Integer.parseInt(parts[1]),
              Integer.parseInt(parts[2]),
              Integer.parseInt(parts[3]),
              parts[4].equals("maximised")));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
