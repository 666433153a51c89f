package palimpsest.data;

import java.util.Random;

/**
 * The hand that draws a family of glyphs: how far each image strays from its design. Lengths are in
 * units of the design's box of 100 × 100 unless they say pixels.
 *
 * @param jitter standard deviation of each point of a design
 * @param slant greatest shear, as the x gained a unit of y
 * @param rotation greatest turn, in radians
 * @param least least size, in pixels a unit
 * @param greatest greatest size, in pixels a unit
 * @param shift greatest shift to any side, in pixels
 * @param thinnest thinnest pen, in pixels
 * @param thickest thickest pen, in pixels
 * @param dimmest least brightness of a whole glyph
 * @param shading the greatest change of an image's brightness from edge to edge
 * @param mirrored the share of mirrored images, from 0 to 1
 * @param noise standard deviation of each pixel's noise, 1 being white
 */
record GlyphStyle(
    double jitter,
    double slant,
    double rotation,
    double least,
    double greatest,
    double shift,
    double thinnest,
    double thickest,
    double dimmest,
    double shading,
    double mirrored,
    double noise) {

  /** A number from −limit to limit. */
  private static double either(Random random, double limit) {
    return (2 * random.nextDouble() - 1) * limit;
  }

  private static double between(Random random, double least, double greatest) {
    return least + random.nextDouble() * (greatest - least);
  }

  /** Draws one image of a design. */
  void draw(Iterable<GlyphShape> design, Random random, byte[] pixels, int offset) {
    // Every number is drawn in a fixed order: it is part of what an image is.
    double angle = either(random, rotation);
    double shear = either(random, slant);
    double width = between(random, least, greatest);
    double height = between(random, least, greatest);
    double x = Idx.SIDE / 2.0 + either(random, shift);
    double y = Idx.SIDE / 2.0 + either(random, shift);
    double pen = between(random, thinnest, thickest);
    double brightness = between(random, dimmest, 1);
    double acrossShading = either(random, shading) / Idx.SIDE;
    double downShading = either(random, shading) / Idx.SIDE;
    double side = random.nextDouble() < mirrored ? -1 : 1;
    // StrictMath, because Math may round differently from one machine to the next.
    double cosine = StrictMath.cos(angle);
    double sine = StrictMath.sin(angle);

    GlyphCanvas canvas = new GlyphCanvas();
    for (GlyphShape mark : design) {
      double[] points = mark.points().clone();
      for (int i = 0; i < points.length; i += 2) {
        double u = (points[i] - 50 + jitter * random.nextGaussian()) * width * side;
        double v = (points[i + 1] - 50 + jitter * random.nextGaussian()) * height;
        u -= shear * v;
        points[i] = x + cosine * u - sine * v;
        points[i + 1] = y + sine * u + cosine * v;
      }
      switch (mark) {
        case GlyphShape.Stroke(_, boolean smooth, double weight, double shade) ->
            canvas.stroke(points, smooth, pen * weight, shade);
        case GlyphShape.Area(_, double shade) -> canvas.fill(points, shade);
      }
    }
    canvas.print(
        pixels,
        offset,
        (column, row) ->
            brightness
                * (1
                    + acrossShading * (column - Idx.SIDE / 2.0)
                    + downShading * (row - Idx.SIDE / 2.0)),
        () -> noise * noise(random));
  }

  /** A number of mean 0 and deviation 1, nearly normal: four bytes added up. */
  private static double noise(Random random) {
    int bits = random.nextInt();
    int sum = (bits & 255) + (bits >>> 8 & 255) + (bits >>> 16 & 255) + (bits >>> 24);
    return (sum - 510) / 147.8;
  }
}
