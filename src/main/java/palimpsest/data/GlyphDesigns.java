package palimpsest.data;

import static palimpsest.data.GlyphShape.area;
import static palimpsest.data.GlyphShape.curve;
import static palimpsest.data.GlyphShape.line;
import static palimpsest.data.GlyphShape.ring;
import static palimpsest.data.GlyphShape.seam;

import java.util.List;

/**
 * The designs of the glyphs: for each class one or several, of which an image shows one.
 *
 * <p>To change a design is to change every image after it: the pinned checksums in the tests, and
 * every result with this image set, change with it.
 */
final class GlyphDesigns {

  private GlyphDesigns() {}

  /** Digits, as different hands write them. */
  static final List<List<List<GlyphShape>>> DIGITS =
      List.of(
          List.of(List.of(ring(50, 50, 27, 42))),
          List.of(
              List.of(line(50, 8, 50, 92)),
              List.of(line(34, 27, 52, 8, 52, 92)),
              List.of(line(36, 25, 52, 8, 52, 92), line(32, 92, 72, 92))),
          List.of(
              List.of(
                  curve(24, 28, 36, 10, 60, 9, 74, 26, 64, 48, 40, 70, 24, 90),
                  line(24, 90, 78, 90)),
              List.of(
                  curve(
                      26, 24, 46, 8, 70, 20, 66, 46, 40, 78, 26, 88, 24, 74, 42, 74, 60, 90, 80,
                      84))),
          List.of(
              List.of(
                  curve(26, 18, 46, 8, 68, 16, 70, 34, 46, 47),
                  curve(46, 47, 72, 54, 74, 76, 52, 92, 24, 82)),
              List.of(line(26, 12, 72, 12, 46, 44), curve(46, 44, 72, 52, 74, 76, 52, 92, 24, 82))),
          List.of(
              List.of(line(62, 92, 62, 8, 20, 64, 84, 64)),
              List.of(line(28, 10, 24, 54, 82, 54), line(66, 28, 62, 92))),
          List.of(
              List.of(
                  line(74, 10, 32, 10, 28, 46),
                  curve(28, 46, 50, 38, 72, 50, 72, 76, 50, 92, 24, 84))),
          List.of(
              List.of(
                  curve(66, 10, 42, 26, 28, 56, 34, 84, 54, 92, 72, 78, 66, 58, 46, 54, 30, 68))),
          List.of(
              List.of(line(22, 12, 76, 12, 44, 92)),
              List.of(line(22, 12, 76, 12, 44, 92), line(34, 52, 72, 52)),
              List.of(line(24, 26, 26, 12, 76, 12), curve(76, 12, 56, 48, 50, 92))),
          List.of(
              List.of(ring(50, 28, 20, 19), ring(50, 70, 24, 22)),
              List.of(
                  curve(
                      70, 20, 46, 8, 30, 24, 48, 46, 72, 68, 60, 90, 36, 88, 28, 70, 52, 46, 72,
                      22))),
          List.of(
              List.of(ring(50, 32, 22, 22), curve(72, 32, 70, 62, 60, 92)),
              List.of(ring(50, 30, 22, 21), curve(72, 30, 73, 66, 58, 90, 32, 84))));

  /** Filled silhouettes of things to wear. */
  static final List<List<List<GlyphShape>>> GARMENTS =
      List.of(
          // T-shirt
          List.of(
              List.of(
                  area(
                      30, 12, 42, 17, 58, 17, 70, 12, 94, 30, 84, 44, 72, 36, 72, 88, 28, 88, 28,
                      36, 16, 44, 6, 30)),
              List.of(
                  area(
                      32, 14, 50, 26, 68, 14, 92, 34, 82, 46, 70, 38, 74, 86, 26, 86, 30, 38, 18,
                      46, 8, 34))),
          // trousers
          List.of(
              List.of(area(30, 8, 70, 8, 76, 92, 57, 92, 50, 36, 43, 92, 24, 92)),
              List.of(area(28, 10, 72, 10, 74, 62, 56, 62, 50, 34, 44, 62, 26, 62))),
          // pullover
          List.of(
              List.of(
                  area(
                      36, 12, 64, 12, 80, 20, 96, 80, 82, 84, 72, 46, 72, 88, 28, 88, 28, 46, 18,
                      84, 4, 80, 20, 20)),
              List.of(
                  area(
                      36, 8, 64, 8, 64, 16, 80, 22, 92, 82, 80, 84, 72, 46, 72, 86, 28, 86, 28, 46,
                      20, 84, 8, 82, 20, 22, 36, 16),
                  seam(28, 80, 72, 80))),
          // dress
          List.of(
              List.of(
                  area(
                      36, 8, 44, 20, 56, 20, 64, 8, 68, 12, 60, 42, 82, 92, 18, 92, 40, 42, 32,
                      12)),
              List.of(area(36, 10, 64, 10, 62, 40, 74, 92, 26, 92, 38, 40), seam(38, 42, 62, 42))),
          // coat
          List.of(
              List.of(
                  area(
                      36, 6, 64, 6, 80, 16, 92, 76, 80, 78, 74, 44, 76, 95, 24, 95, 26, 44, 20, 78,
                      8, 76, 20, 16),
                  seam(36, 6, 50, 30, 64, 6),
                  seam(50, 30, 50, 95)),
              List.of(
                  area(
                      36, 6, 64, 6, 80, 16, 92, 76, 80, 78, 74, 44, 78, 95, 22, 95, 26, 44, 20, 78,
                      8, 76, 20, 16),
                  seam(50, 6, 50, 95),
                  seam(26, 54, 74, 54))),
          // sandal
          List.of(
              List.of(
                  area(4, 76, 56, 82, 92, 68, 96, 76, 58, 94, 4, 88),
                  curve(12, 78, 26, 46, 46, 80),
                  curve(46, 82, 66, 50, 84, 72)),
              List.of(
                  area(4, 58, 40, 76, 94, 78, 94, 88, 38, 88, 14, 74, 12, 90, 4, 90),
                  curve(8, 60, 20, 36, 34, 70),
                  curve(56, 78, 70, 54, 88, 78))),
          // shirt
          List.of(
              List.of(
                  area(
                      34, 12, 66, 12, 80, 20, 96, 62, 82, 68, 72, 44, 72, 88, 28, 88, 28, 44, 18,
                      68, 4, 62, 20, 20),
                  seam(36, 12, 50, 28, 64, 12),
                  seam(50, 28, 50, 88)),
              List.of(
                  area(
                      34, 12, 66, 12, 80, 20, 94, 46, 82, 54, 72, 42, 72, 88, 28, 88, 28, 42, 18,
                      54, 6, 46, 20, 20),
                  seam(50, 12, 50, 88),
                  seam(58, 40, 68, 40))),
          // shoe
          List.of(
              List.of(
                  area(6, 52, 22, 58, 42, 40, 54, 38, 66, 54, 92, 64, 96, 82, 6, 82),
                  seam(6, 75, 96, 75)),
              List.of(
                  area(4, 46, 30, 50, 48, 38, 94, 66, 94, 80, 4, 80),
                  seam(40, 46, 50, 56),
                  seam(52, 42, 62, 54))),
          // bag
          List.of(
              List.of(area(14, 42, 86, 42, 92, 88, 8, 88), curve(30, 42, 34, 14, 66, 14, 70, 42)),
              List.of(
                  area(10, 36, 90, 36, 86, 84, 14, 84),
                  curve(12, 38, 26, 10, 74, 10, 88, 38),
                  seam(10, 54, 50, 62, 90, 54))),
          // boot
          List.of(
              List.of(area(34, 8, 66, 8, 64, 54, 92, 68, 94, 90, 32, 90)),
              List.of(
                  area(24, 18, 58, 18, 60, 52, 94, 66, 96, 86, 46, 86, 40, 78, 34, 90, 24, 90),
                  seam(24, 32, 58, 32))));

  /** Signs in several brush strokes, in the manner of kana. */
  static final List<List<List<GlyphShape>>> SIGNS =
      List.of(
          List.of(
              List.of(
                  line(18, 24, 82, 20),
                  curve(46, 6, 44, 50, 52, 92),
                  curve(72, 40, 50, 78, 24, 82, 24, 62, 50, 50, 80, 60, 76, 84, 58, 94)),
              List.of(
                  line(24, 30, 76, 26),
                  curve(50, 8, 40, 56, 22, 84),
                  curve(66, 44, 78, 70, 54, 90, 36, 72, 60, 56, 86, 66))),
          List.of(
              List.of(curve(22, 20, 20, 56, 30, 84, 44, 68), curve(66, 26, 80, 46, 84, 68)),
              List.of(
                  curve(30, 12, 18, 48, 34, 88, 50, 66), curve(62, 16, 84, 34, 78, 60, 66, 66))),
          List.of(
              List.of(line(36, 10, 66, 20), curve(24, 44, 56, 32, 76, 50, 62, 78, 32, 94)),
              List.of(
                  curve(30, 16, 50, 24, 66, 16), curve(26, 42, 74, 38, 40, 66, 62, 70, 84, 92))),
          List.of(
              List.of(
                  line(20, 34, 80, 28),
                  curve(56, 8, 46, 50, 20, 90),
                  curve(40, 62, 60, 56, 64, 88, 88, 82)),
              List.of(
                  line(16, 40, 70, 34),
                  curve(44, 10, 38, 50, 24, 88),
                  line(70, 12, 84, 26),
                  curve(56, 56, 50, 84, 86, 86))),
          List.of(
              List.of(
                  line(16, 22, 84, 22),
                  line(26, 50, 76, 48),
                  curve(52, 22, 52, 76, 44, 92, 28, 80)),
              List.of(
                  line(18, 18, 80, 18),
                  curve(50, 18, 44, 40, 26, 58),
                  curve(30, 50, 72, 46, 70, 76, 44, 92))),
          List.of(
              List.of(
                  curve(24, 12, 18, 50, 26, 88),
                  line(44, 32, 88, 28),
                  curve(68, 10, 70, 60, 58, 84, 44, 78, 60, 68, 86, 86)),
              List.of(
                  curve(28, 10, 22, 50, 26, 90),
                  line(46, 22, 84, 22),
                  line(44, 48, 86, 46),
                  curve(66, 22, 66, 74, 46, 86, 52, 70, 88, 84))),
          List.of(
              List.of(
                  curve(16, 34, 60, 20, 84, 36, 72, 62, 40, 68),
                  curve(32, 8, 44, 50, 60, 94),
                  line(60, 8, 72, 18)),
              List.of(
                  curve(14, 40, 50, 22, 82, 30, 80, 56, 56, 60), curve(28, 12, 40, 52, 46, 94))),
          List.of(
              List.of(curve(54, 6, 34, 40, 18, 88, 40, 54, 60, 54, 58, 84, 86, 84)),
              List.of(curve(60, 8, 30, 48, 20, 78, 44, 60, 54, 84, 84, 70), line(20, 26, 74, 22))),
          List.of(
              List.of(curve(22, 18, 74, 14, 50, 36, 26, 58, 64, 44, 84, 66, 62, 92, 38, 82)),
              List.of(
                  line(22, 14, 76, 14, 24, 56),
                  curve(24, 56, 66, 42, 84, 68, 56, 90, 46, 74, 66, 72))),
          List.of(
              List.of(curve(20, 14, 50, 30, 26, 54, 60, 50, 36, 90, 84, 82), line(68, 12, 84, 28)),
              List.of(
                  curve(24, 10, 46, 40, 22, 62, 56, 62, 58, 92),
                  curve(58, 20, 84, 26, 72, 46),
                  line(66, 78, 86, 90))));
}
