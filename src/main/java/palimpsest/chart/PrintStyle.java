package palimpsest.chart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import palimpsest.problem.Problem;

/**
 * The style of figures on paper, whatever they show.
 *
 * @param width width in centimetres
 * @param height height in centimetres; 0 for what the figure needs
 * @param fontSize size of the text in points
 * @param font the family of the text, never that of the screen
 * @param legend the position of the legend
 * @param dark whether the ground is dark, as on slides
 * @param dpi dots per inch of a PNG file
 */
public record PrintStyle(
    double width,
    double height,
    double fontSize,
    ChartFont font,
    LegendPlace legend,
    boolean dark,
    int dpi) {

  /** A column of a journal. */
  public static final PrintStyle COLUMN =
      new PrintStyle(8.3, 0, 8, ChartFont.SANS, LegendPlace.BELOW, false, 300);

  /** A page of a journal, both columns wide. */
  public static final PrintStyle PAGE =
      new PrintStyle(17.4, 0, 9, ChartFont.SANS, LegendPlace.BELOW, false, 300);

  /** A slide. */
  public static final PrintStyle SLIDE =
      new PrintStyle(24, 13.5, 16, ChartFont.SANS, LegendPlace.RIGHT, false, 150);

  /** Points of a centimetre. */
  public static final double POINTS_PER_CM = 72 / 2.54;

  private static final double CM_PER_INCH = 2.54;
  private static final double LEAST_CM = 3;
  private static final double MOST_CM = 100;
  private static final double LEAST_FONT = 5;
  private static final double MOST_FONT = 60;
  private static final int LEAST_DPI = 50;
  private static final int MOST_DPI = 1200;

  private static final Pattern NUMBER = Pattern.compile("(\\d{1,6}(?:\\.\\d{1,6})?)\\s*([a-z]*)");

  /** A part of a style that is told by a word. */
  public enum Part {
    WIDTH("width", "a width from 3 to 100 cm, such as 8.3cm or 3.27in"),
    HEIGHT("height", "auto or a height from 3 to 100 cm, such as 6cm or 2.4in"),
    FONT_SIZE("font-size", "from 5 to 60 pt"),
    FONT("font", "sans or serif"),
    LEGEND("legend", "below, above, right, inside or none"),
    THEME("theme", "light or dark"),
    DPI("dpi", "a whole number from 50 to 1200");

    private final String key;
    private final String takes;

    Part(String key, String takes) {
      this.key = key;
      this.takes = takes;
    }

    /** The word for it, as on the command line. */
    public String key() {
      return key;
    }

    /** The values that it takes, to follow "must be". */
    public String takes() {
      return takes;
    }
  }

  /**
   * Checks the parts.
   *
   * @throws Problem naming the part, its value and what it takes
   */
  public PrintStyle {
    check(Part.WIDTH, width, LEAST_CM, MOST_CM);
    if (height != 0) {
      check(Part.HEIGHT, height, LEAST_CM, MOST_CM);
    }
    check(Part.FONT_SIZE, fontSize, LEAST_FONT, MOST_FONT);
    check(Part.DPI, dpi, LEAST_DPI, MOST_DPI);
    if (font == ChartFont.SCREEN) {
      throw Problem.badValue(Part.FONT.key, font.label(), Part.FONT.takes);
    }
  }

  private static void check(Part part, double value, double least, double most) {
    if (!(value >= least && value <= most)) {
      throw Problem.badValue(part.key, number(value), part.takes);
    }
  }

  /** Whether the figure is as high as it needs to be. */
  public boolean isAutoHeight() {
    return height == 0;
  }

  /** The look of what is drawn. */
  public ChartStyle look() {
    return new ChartStyle(dark ? ChartTheme.DARK : ChartTheme.PRINT, font, fontSize);
  }

  /** Width in points. */
  public double widthInPoints() {
    return width * POINTS_PER_CM;
  }

  /**
   * The same style with one part as a text says.
   *
   * @throws Problem naming the part, the text and what the part takes
   */
  public PrintStyle with(Part part, String text) {
    String value = text.strip().toLowerCase(Locale.ROOT);
    return switch (part) {
      case WIDTH -> withSize(length(part, value), height);
      case HEIGHT -> withSize(width, value.equals("auto") ? 0 : length(part, value));
      case FONT_SIZE ->
          new PrintStyle(
              width,
              height,
              within(part, value, number(part, value, "pt"), LEAST_FONT, MOST_FONT),
              font,
              legend,
              dark,
              dpi);
      case FONT ->
          new PrintStyle(
              width,
              height,
              fontSize,
              keyed(part, List.of(ChartFont.SANS, ChartFont.SERIF), ChartFont::key, value),
              legend,
              dark,
              dpi);
      case LEGEND ->
          new PrintStyle(
              width,
              height,
              fontSize,
              font,
              keyed(part, List.of(LegendPlace.values()), LegendPlace::key, value),
              dark,
              dpi);
      case THEME ->
          new PrintStyle(
              width,
              height,
              fontSize,
              font,
              legend,
              keyed(part, List.of(false, true), PrintStyle::themeKey, value),
              dpi);
      case DPI -> {
        double dots = number(part, value, "dpi");
        if (dots != Math.rint(dots)) {
          throw Problem.badValue(part.key, text, part.takes);
        }
        yield new PrintStyle(width, height, fontSize, font, legend, dark, (int) dots);
      }
    };
  }

  private PrintStyle withSize(double nextWidth, double nextHeight) {
    return new PrintStyle(nextWidth, nextHeight, fontSize, font, legend, dark, dpi);
  }

  /** A part as a text that {@link #with} reads. */
  public String text(Part part) {
    return switch (part) {
      case WIDTH -> number(width) + "cm";
      case HEIGHT -> isAutoHeight() ? "auto" : number(height) + "cm";
      case FONT_SIZE -> number(fontSize) + "pt";
      case FONT -> font.key();
      case LEGEND -> legend.key();
      case THEME -> themeKey(dark);
      case DPI -> Integer.toString(dpi);
    };
  }

  /** The whole style as one line. */
  public String text() {
    return Stream.of(Part.values())
        .map(part -> part.key + "=" + text(part))
        .collect(Collectors.joining(" "));
  }

  /**
   * A style from one line; parts that it does not name are those of {@link #COLUMN}, and parts that
   * are not known here are passed over, for they may be another version's.
   *
   * @throws Problem naming the first part that cannot be read
   */
  public static PrintStyle read(String line) {
    Map<String, String> words = new LinkedHashMap<>();
    for (String word : new ArrayList<>(List.of(line.strip().split("\\s+")))) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        words.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    PrintStyle style = COLUMN;
    for (Part part : Part.values()) {
      String text = words.get(part.key);
      if (text != null) {
        style = style.with(part, text);
      }
    }
    return style;
  }

  private static double length(Part part, String text) {
    Matcher matcher = NUMBER.matcher(text);
    if (matcher.matches()) {
      double number = Double.parseDouble(matcher.group(1));
      switch (matcher.group(2)) {
        case "", "cm" -> {
          return within(part, text, number, LEAST_CM, MOST_CM);
        }
        case "mm" -> {
          return within(part, text, number / 10, LEAST_CM, MOST_CM);
        }
        case "in", "inch", "inches" -> {
          return within(part, text, number * CM_PER_INCH, LEAST_CM, MOST_CM);
        }
        case "pt" -> {
          return within(part, text, number / POINTS_PER_CM, LEAST_CM, MOST_CM);
        }
        default -> {}
      }
    }
    throw Problem.badValue(part.key, text, part.takes);
  }

  /** A number within its limits, or the text refused as it was typed, with its unit. */
  private static double within(Part part, String text, double number, double least, double most) {
    if (!(number >= least && number <= most)) {
      throw Problem.badValue(part.key, text, part.takes);
    }
    return number;
  }

  private static double number(Part part, String text, String unit) {
    Matcher matcher = NUMBER.matcher(text);
    if (matcher.matches() && (matcher.group(2).isEmpty() || matcher.group(2).equals(unit))) {
      return Double.parseDouble(matcher.group(1));
    }
    throw Problem.badValue(part.key, text, part.takes);
  }

  private static <T> T keyed(Part part, List<T> values, Function<T, String> key, String text) {
    return values.stream()
        .filter(value -> key.apply(value).equals(text))
        .findFirst()
        .orElseThrow(() -> Problem.badValue(part.key, text, part.takes));
  }

  private static String themeKey(boolean dark) {
    return dark ? "dark" : "light";
  }

  /** A number to the hundredth, without needless digits. */
  private static String number(double value) {
    return String.format(Locale.ROOT, "%.2f", value).replaceAll("\\.?0+$", "");
  }
}
