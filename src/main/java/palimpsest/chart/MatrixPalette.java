package palimpsest.chart;

/** Colours of the levels from 0 to 255 that values are drawn in. */
public enum MatrixPalette {
  /** Black to white. */
  GREY(
      "grey",
      "Grey",
      "Black to white.",
      "black",
      "white",
      0xcc4493f8,
      0x000000,
      0x808080,
      0xffffff),
  /** Blue through near white to red: for signed values, on a range symmetric about 0. */
  BLUE_RED(
      "blue-red",
      "Blue–red",
      "Blue below 0, nearly white at 0, red above: for signed matrices. The range becomes symmetric"
          + " about 0.",
      "blue",
      "red",
      0xcc24292f,
      0x2166ac,
      0xf7f7f7,
      0xb2182b);

  /** The colour of entries that are not a number, in every palette. */
  public static final int NOT_A_NUMBER = 0xffe040fb;

  /** The colour of infinite entries, likewise. */
  public static final int INFINITE = 0xff00c2a8;

  private final String key;
  private final String label;
  private final String help;
  private final String low;
  private final String high;
  private final int boundary;

  /** Never changed after the constructor. */
  @SuppressWarnings("ImmutableEnumChecker")
  private final int[] colours = new int[256];

  MatrixPalette(
      String key,
      String label,
      String help,
      String lowName,
      String highName,
      int boundary,
      int low,
      int middle,
      int high) {
    this.key = key;
    this.label = label;
    this.help = help;
    this.low = lowName;
    this.high = highName;
    this.boundary = boundary;
    for (int level = 0; level < 256; level++) {
      colours[level] =
          0xff000000
              | (level <= 128
                  ? between(low, middle, level / 128.0)
                  : between(middle, high, (level - 128) / 127.0));
    }
  }

  private static int between(int from, int to, double share) {
    int rgb = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int start = from >> shift & 0xff;
      rgb = rgb << 8 | (int) Math.round(start + share * ((to >> shift & 0xff) - start));
    }
    return rgb;
  }

  /** The word for it in files. */
  public String key() {
    return key;
  }

  /** The name in lists. */
  public String label() {
    return label;
  }

  /** A sentence or two for a tooltip. */
  public String help() {
    return help;
  }

  /** The name of the colour of the lowest level, such as "black". */
  public String low() {
    return low;
  }

  /** The name of the colour of the highest level, such as "white". */
  public String high() {
    return high;
  }

  /** The colour of lines between layers, 0xAARRGGBB: one that no level has. */
  public int boundary() {
    return boundary;
  }

  /**
   * The opaque colour of a level, 0xAARRGGBB.
   *
   * @param level from 0 to 255
   */
  public int argb(int level) {
    return colours[level];
  }
}
