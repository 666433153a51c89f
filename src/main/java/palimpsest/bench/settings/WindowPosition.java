package palimpsest.bench.settings;

import java.util.Optional;
import java.util.OptionalInt;
import palimpsest.input.StrictNumber;

/**
 * The position of the window on the screen.
 *
 * @param x left edge, in the screen's coordinates
 * @param y top edge
 * @param width width
 * @param height height
 * @param maximised whether it takes the whole screen; the rest is where it stands otherwise
 */
public record WindowPosition(double x, double y, double width, double height, boolean maximised) {

  /** There was no window yet. */
  public static final WindowPosition NOWHERE = new WindowPosition(0, 0, 0, 0, false);

  /** More than all screens of a desk together have, in units of a window. */
  private static final int FARTHEST = 100_000;

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

  /** Reads the text from {@link #text}; empty if it is not of that form. */
  static Optional<WindowPosition> read(String text) {
    String[] parts = text.strip().split("\\s+", -1);
    if (parts.length != 5) {
      return Optional.empty();
    }
    int[] numbers = new int[4];
    for (int i = 0; i < numbers.length; i++) {
      OptionalInt number = StrictNumber.whole(parts[i], -FARTHEST, FARTHEST);
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.getAsInt();
    }
    return Optional.of(
        new WindowPosition(
            numbers[0], numbers[1], numbers[2], numbers[3], parts[4].equals("maximised")));
  }
}
