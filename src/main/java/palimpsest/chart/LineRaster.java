package palimpsest.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.util.Arrays;

/**
 * Smooth lines drawn into an array of pixels. A general renderer of shapes outlines and fills a
 * curve, which for dozens of noisy ones takes longer than a frame; here each pixel near a line is
 * covered by its distance from it. All coordinates are pixels; the middle of the first is (½, ½).
 */
final class LineRaster {

  /** Below it a direction counts as along an axis. */
  private static final double EPSILON = 1e-9;

  /** The shortest piece of a dash, so that rounding never stops the walk along a line. */
  private static final double LEAST_DASH = 1e-3;

  private static final double HALF_PIXEL = 0.5;
  private static final int OPAQUE = 255;

  /** Every other byte of a pixel. */
  private static final int BYTES = 0x00ff00ff;

  private static final int HALVES = 0x00800080;

  /** Distances in whole numbers have these binary places. */
  private static final int FRACTION = 16;

  private static final int ONE = 1 << FRACTION;

  private final int width;
  private final int height;
  private final int[] pixels;
  private final byte[] cover;

  /** The stretches of {@link #cover} that the line being drawn touches: from, to, from, to. */
  private int[] spans = new int[1024];

  private int spanEnd;

  /** Half the width of the line being drawn. */
  private double half;

  /** The direction of the segment being drawn, of length 1. */
  private double ux;

  private double uy;

  /** The part of its length that can be seen. */
  private double seenFrom;

  private double seenTo;

  /** Clear pixels. */
  LineRaster(int width, int height) {
    this.width = width;
    this.height = height;
    pixels = new int[width * height];
    cover = new byte[width * height];
  }

  int width() {
    return width;
  }

  int height() {
    return height;
  }

  /** The pixels row by row, ARGB with the colours multiplied by their alpha. */
  int[] pixels() {
    return pixels;
  }

  /**
   * Draws a line through points. Where it crosses itself a translucent line does not become denser.
   *
   * @param count the number of points used from the arrays
   * @param scale the pixels of a unit of the stroke's lengths
   */
  void draw(double[] x, double[] y, int count, BasicStroke stroke, double scale, Color colour) {
    half = stroke.getLineWidth() * scale / 2;
    boolean round = stroke.getEndCap() != BasicStroke.CAP_BUTT;
    Dashes dashes = Dashes.of(stroke, scale);
    double along = stroke.getDashPhase() * scale;
    for (int i = 1; i < count; i++) {
      double acrossX = x[i] - x[i - 1];
      double acrossY = y[i] - y[i - 1];
      double length = Math.sqrt(acrossX * acrossX + acrossY * acrossY);
      direct(acrossX, acrossY, length);
      if (see(x[i - 1], y[i - 1], length)) {
        boolean start = round || i > 1;
        boolean end = round || i < count - 1;
        if (dashes == null) {
          piece(x[i - 1], y[i - 1], seenFrom, seenTo, start, end);
        } else {
          dash(dashes, along, x[i - 1], y[i - 1], start, end);
        }
      }
      along += length;
    }
    blend(colour);
  }

  private void direct(double acrossX, double acrossY, double length) {
    ux = length < EPSILON ? 1 : acrossX / length;
    uy = length < EPSILON ? 0 : acrossY / length;
  }

  /** Draws the dashes of one segment; a dash that continues around a corner is joined there. */
  private void dash(Dashes dashes, double along, double x, double y, boolean start, boolean end) {
    double at = seenFrom;
    while (at < seenTo) {
      double place = dashes.place(along + at);
      int dash = dashes.at(place);
      double rest = Math.max(dashes.end(dash) - place, LEAST_DASH);
      double to = Math.min(seenTo, at + rest);
      if (dash % 2 == 0) {
        boolean goesOn = at == 0 && start && place > dashes.start(dash) + LEAST_DASH;
        boolean continues = to == seenTo && end && rest > to - at + LEAST_DASH;
        piece(x, y, at, to, goesOn, continues);
      }
      at = to;
    }
  }

  /** Finds from where to where along it a segment can be seen; says whether it can at all. */
  private boolean see(double x, double y, double length) {
    seenFrom = 0;
    seenTo = length;
    return clip(x, ux, width) && clip(y, uy, height);
  }

  private boolean clip(double start, double way, int size) {
    double margin = half + 1;
    double low = -margin - start;
    double high = size + margin - start;
    if (way == 0) {
      return low <= 0 && high >= 0;
    }
    seenFrom = Math.max(seenFrom, Math.min(low / way, high / way));
    seenTo = Math.min(seenTo, Math.max(low / way, high / way));
    return seenFrom <= seenTo;
  }

  /** Covers the pixels near a piece of a segment, with a round or a straight end at either side. */
  private void piece(
      double x, double y, double from, double to, boolean roundStart, boolean roundEnd) {
    double ax = x + from * ux;
    double ay = y + from * uy;
    double length = to - from;
    double by = ay + length * uy;
    double reach = half + HALF_PIXEL;
    double before = roundStart ? reach : HALF_PIXEL;
    double after = length + (roundEnd ? reach : HALF_PIXEL);
    // Row by row, the pixels within reach of the line lie between two bounds that move evenly.
    boolean steep = Math.abs(uy) > EPSILON;
    boolean aslant = Math.abs(ux) > EPSILON;
    double middleStep = steep ? ux / uy : 0;
    double wide = steep ? reach / Math.abs(uy) : Double.POSITIVE_INFINITY;
    double endStep = aslant ? -uy / ux : 0;
    double left = aslant ? (ux > 0 ? -before : after) / ux : Double.NEGATIVE_INFINITY;
    double right = aslant ? (ux > 0 ? after : -before) / ux : Double.POSITIVE_INFINITY;
    double firstPlain = roundStart ? 0 : HALF_PIXEL;
    double lastPlain = length - (roundEnd ? 0 : HALF_PIXEL);
    int top = (int) Math.max(0, Math.ceil(Math.min(ay, by) - reach - HALF_PIXEL));
    int bottom = (int) Math.min(height - 1, Math.floor(Math.max(ay, by) + reach - HALF_PIXEL));
    for (int row = top; row <= bottom; row++) {
      double down = row + HALF_PIXEL - ay;
      double middle = middleStep * down;
      double end = endStep * down;
      double low = ax - HALF_PIXEL + Math.max(middle - wide, left + end);
      double high = ax - HALF_PIXEL + Math.min(middle + wide, right + end);
      int first = low < 0 ? 0 : (int) low + 1;
      int last = high < 0 ? -1 : Math.min(width - 1, (int) high);
      if (first <= last) {
        double across = first + HALF_PIXEL - ax;
        double along = ux * across + uy * down;
        double beside = ux * down - uy * across;
        double alongLast = along + (last - first) * ux;
        int at = row * width + first;
        int until = row * width + last + 1;
        if (Math.min(along, alongLast) >= firstPlain && Math.max(along, alongLast) <= lastPlain) {
          plain(at, until, beside);
        } else {
          ends(at, until, along, beside, length, roundStart, roundEnd);
        }
        remember(at, until);
      }
    }
  }

  /** Covers a stretch of a row between the ends of a piece, from a place beside the line. */
  private void plain(int from, int to, double firstBeside) {
    int beside = (int) (firstBeside * ONE);
    int step = (int) (uy * ONE);
    int most = (int) (Math.min(1, 2 * half) * ONE);
    int reach = (int) ((half + HALF_PIXEL) * ONE) + ONE / 512;
    for (int at = from; at < to; at++) {
      int covered = (Math.min(most, reach - Math.abs(beside)) * OPAQUE) >> FRACTION;
      if (covered > (cover[at] & OPAQUE)) {
        cover[at] = (byte) covered;
      }
      beside -= step;
    }
  }

  /** Covers a stretch of a row near an end, from a place along the piece and beside it. */
  private void ends(
      int from,
      int to,
      double firstAlong,
      double firstBeside,
      double length,
      boolean roundStart,
      boolean roundEnd) {
    double along = firstAlong;
    double beside = firstBeside;
    double most = Math.min(1, 2 * half);
    for (int at = from; at < to; at++) {
      double distance = Math.abs(beside);
      double share = 1;
      double beyond = along < 0 ? -along : along - length;
      if (beyond > 0 && (along < 0 ? roundStart : roundEnd)) {
        distance = Math.sqrt(beside * beside + beyond * beyond);
      }
      if (!roundStart) {
        share = Math.min(1, along + HALF_PIXEL);
      }
      if (!roundEnd) {
        share *= Math.min(1, length - along + HALF_PIXEL);
      }
      double part = Math.min(most, half + HALF_PIXEL - distance) * share;
      int covered = (int) (part * OPAQUE + HALF_PIXEL);
      if (part > 0 && share > 0 && covered > (cover[at] & OPAQUE)) {
        cover[at] = (byte) covered;
      }
      along += ux;
      beside -= uy;
    }
  }

  private void remember(int from, int to) {
    if (spanEnd + 2 > spans.length) {
      spans = Arrays.copyOf(spans, 2 * spans.length);
    }
    spans[spanEnd] = from;
    spans[spanEnd + 1] = to;
    spanEnd += 2;
  }

  /** Colours what is covered, each pixel once, and clears the cover for the next line. */
  private void blend(Color colour) {
    int[] over = new int[OPAQUE + 1];
    for (int covered = 0; covered <= OPAQUE; covered++) {
      int alpha = share(covered, colour.getAlpha());
      over[covered] =
          alpha << 24
              | share(colour.getRed(), alpha) << 16
              | share(colour.getGreen(), alpha) << 8
              | share(colour.getBlue(), alpha);
    }
    for (int span = 0; span < spanEnd; span += 2) {
      int to = spans[span + 1];
      for (int at = spans[span]; at < to; at++) {
        int covered = cover[at] & OPAQUE;
        if (covered > 0) {
          cover[at] = 0;
          int above = over[covered];
          pixels[at] = above + dimmed(pixels[at], OPAQUE - (above >>> 24));
        }
      }
    }
    spanEnd = 0;
  }

  /** A pixel of which a share of 255 is left; two of its bytes are computed at a time. */
  private static int dimmed(int pixel, int share) {
    if (pixel == 0 || share == 0) {
      return 0;
    }
    int odd = ((pixel >>> 8) & BYTES) * share + HALVES;
    int even = (pixel & BYTES) * share + HALVES;
    int high = (odd + ((odd >>> 8) & BYTES)) & ~BYTES;
    int low = ((even + ((even >>> 8) & BYTES)) >>> 8) & BYTES;
    return high | low;
  }

  /** A number from 0 to 255 times another, as shares of 255. */
  private static int share(int number, int of) {
    int product = number * of + 128;
    return (product + (product >> 8)) >> 8;
  }
}
