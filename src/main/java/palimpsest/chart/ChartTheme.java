package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The colours and strokes of a figure: one look for light windows, dark windows and paper. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are unmodifiable
public enum ChartTheme {
  LIGHT(0xffffff, 0x1f2328, 0x59636e, 0xe4e8ec, 0x000000, Palette.ON_LIGHT, Ramp.ON_LIGHT),
  DARK(0x0d1117, 0xe6edf3, 0x9198a1, 0x262c36, 0xffffff, Palette.ON_DARK, Ramp.ON_DARK),
  PRINT(0xffffff, 0x000000, 0x333333, 0xdddddd, 0x000000, Palette.ON_LIGHT, Ramp.ON_LIGHT);

  /** Dash patterns; their number and that of the colours have no common divisor. */
  private static final float[][] DASHES = {{}, {7, 4}, {2, 3}, {9, 3, 2, 3}, {13, 4}};

  private static final Color HEAT_ON_LIGHT = new Color(0x56a8e0);
  private static final Color HEAT_ON_DARK = new Color(0x1f6aa5);

  private final Color background;
  private final Color text;
  private final Color quietText;
  private final Color grid;
  private final Color band;
  private final List<Color> palette;
  private final List<Color> ramp;

  ChartTheme(
      int background,
      int text,
      int quietText,
      int grid,
      int band,
      List<Color> palette,
      List<Color> ramp) {
    this.background = new Color(background);
    this.text = new Color(text);
    this.quietText = new Color(quietText);
    this.grid = new Color(grid);
    this.band = new Color(band | 0x0b000000, true);
    this.palette = palette;
    this.ramp = ramp;
  }

  /** The ground. */
  public Color background() {
    return background;
  }

  /** Titles and legends. */
  public Color text() {
    return text;
  }

  /** Axis labels, tick labels and the names of bands. */
  public Color quietText() {
    return quietText;
  }

  /** Grid lines and axes. */
  public Color grid() {
    return grid;
  }

  /** The stretch of every other task: so faint that grid lines show through. */
  public Color band() {
    return band;
  }

  /** The colours of the first curves, before they repeat with other dashes. */
  public List<Color> palette() {
    return palette;
  }

  /**
   * The place of the colour of a task: one of the palette where each can have its own, else one of
   * a ramp, on which neighbours in time are neighbours in colour.
   *
   * @param task position of the task, from 0
   * @param tasks number of tasks
   */
  static int placeOfTask(int task, int tasks) {
    int colours = LIGHT.colours();
    return tasks <= colours
        ? task % colours
        : colours + Math.min(Ramp.STEPS - 1, task * (Ramp.STEPS - 1) / (tasks - 1));
  }

  /** The place of the colour of a group, from 0; it is shared where there are more groups. */
  static int placeOfGroup(int group) {
    return group % LIGHT.colours();
  }

  /**
   * The colour at a place.
   *
   * @param place of the palette, and beyond it of the ramp
   */
  public Color colour(int place) {
    return place < palette.size()
        ? palette.get(place)
        : ramp.get((place - palette.size()) % ramp.size());
  }

  /**
   * A shade of one hue for a share from 0, close to the ground, to 1. The strongest shade still
   * lets a number in {@link #textOnHeat} be read, so that all numbers of a map have one colour.
   */
  public Color heat(double share) {
    float[] from = background.getRGBColorComponents(null);
    float[] to = strongest().getRGBColorComponents(null);
    float part = (float) (0.06 + 0.94 * Math.clamp(share, 0, 1));
    return new Color(
        from[0] + part * (to[0] - from[0]),
        from[1] + part * (to[1] - from[1]),
        from[2] + part * (to[2] - from[2]));
  }

  private Color strongest() {
    return this == DARK ? HEAT_ON_DARK : HEAT_ON_LIGHT;
  }

  /** The colour of text on any shade of {@link #heat}. */
  public Color textOnHeat() {
    return this == DARK ? Color.WHITE : Color.BLACK;
  }

  /** The colour at a place as one number, 0xRRGGBB. */
  public int rgb(int place) {
    return colour(place).getRGB() & 0xffffff;
  }

  /** The number of colours of the palette. */
  public int colours() {
    return palette.size();
  }

  /** The number of dash patterns before they repeat. */
  public static int dashes() {
    return DASHES.length;
  }

  /** A stroke that tells a curve from others even without colour, by its place from 0. */
  public BasicStroke stroke(int curve) {
    float[] dash = DASHES[curve % DASHES.length];
    return dash.length == 0
        ? new BasicStroke(1.8f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND)
        : new BasicStroke(1.8f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, dash, 0);
  }

  /** From dark blue by violet and red to orange, each lighter than the one before. */
  private static final class Ramp {
    static final int STEPS = 64;
    static final List<Color> ON_LIGHT = through(0x12257a, 0x6a1b9a, 0xb8286b, 0xd9480f, 0xc98a00);
    static final List<Color> ON_DARK = through(0x4c82f0, 0xa97cf5, 0xf07ab5, 0xfaa562, 0xffe27a);

    private static List<Color> through(int... stops) {
      return IntStream.range(0, STEPS)
          .mapToObj(step -> {
            double way = (double) step / (STEPS - 1) * (stops.length - 1);
            int from = Math.min((int) way, stops.length - 2);
            return between(new Color(stops[from]), new Color(stops[from + 1]), way - from);
          })
          .toList();
    }

    private static Color between(Color from, Color to, double share) {
      return new Color(
          (int) Math.round(from.getRed() + share * (to.getRed() - from.getRed())),
          (int) Math.round(from.getGreen() + share * (to.getGreen() - from.getGreen())),
          (int) Math.round(from.getBlue() + share * (to.getBlue() - from.getBlue())));
    }
  }

  /** Okabe and Ito's colours, which the colour-blind can tell apart, made to fit the ground. */
  private static final class Palette {
    static final List<Color> ON_LIGHT =
        colours(0x0072b2, 0xd55e00, 0x009e73, 0xb8578c, 0x8c6400, 0x3a9bd6, 0x444444, 0x7a5195);
    static final List<Color> ON_DARK =
        colours(0x56b4e9, 0xf0a030, 0x2ec99b, 0xdb8fbb, 0xf0e442, 0xf2784b, 0xc9d1d9, 0xb39ddb);

    private static List<Color> colours(int... codes) {
      return Arrays.stream(codes).mapToObj(Color::new).toList();
    }
  }
}
