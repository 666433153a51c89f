package palimpsest.data;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * The built-in images: three families of ten classes, drawn from the program's own designs by an
 * unsteady hand. They need neither network nor files, and are the same to the bit on every machine.
 *
 * <p>An image depends on its family, its set and its number alone, so the first hundred of a set
 * are the same whether or not more are drawn. Each ten images in a row show each class once.
 */
@SuppressWarnings("ImmutableEnumChecker") // designs and hands are never written to
public enum Glyphs {
  /** Digits as written by hand. */
  DIGITS(
      0,
      "Glyph digits",
      GlyphDesigns.DIGITS,
      new Hand(4, 0.25, 0.22, 0.16, 0.23, 2.2, 1.5, 3.4, 0.75, 0.2, 0, 0.08)),
  /** Silhouettes of things to wear. */
  GARMENTS(
      1,
      "Glyph garments",
      GlyphDesigns.GARMENTS,
      new Hand(3.5, 0.18, 0.18, 0.16, 0.24, 2.2, 1, 2.2, 0.45, 0.5, 0.5, 0.08)),
  /** Signs of several brush strokes, in the manner of kana. */
  SIGNS(
      2,
      "Glyph signs",
      GlyphDesigns.SIGNS,
      new Hand(4.5, 0.2, 0.18, 0.17, 0.24, 2, 1.4, 3.2, 0.75, 0.2, 0, 0.08));

  /** Training images of a family. */
  public static final int TRAINING = 3000;

  /** Test images of a family. */
  public static final int TEST = 1000;

  /** The set's own seed, unlike that of any run: every run learns the same images. */
  private static final long SEED = 0x50414C494D505345L;

  private final long number;
  private final String label;
  private final List<List<List<Mark>>> designs;
  private final Hand hand;

  Glyphs(long number, String label, List<List<List<Mark>>> designs, Hand hand) {
    this.number = number;
    this.label = label;
    this.designs = designs;
    this.hand = hand;
  }

  /** What the family is called. */
  public String label() {
    return label;
  }

  /** Draws the first so many training images, with labels from 0 to 9. */
  public ImageSet training(int count) {
    return draw(label + ", training", count, 2 * number);
  }

  /** Draws the first so many test images, with labels from 0 to 9. */
  public ImageSet test(int count) {
    return draw(label + ", test", count, 2 * number + 1);
  }

  private ImageSet draw(String name, int count, long set) {
    byte[] pixels = new byte[count * Idx.SIDE * Idx.SIDE];
    int[] labels = new int[count];
    IntStream.range(0, count)
        .parallel()
        .forEach(i -> {
          labels[i] = classAt(set, i);
          Random random = stream(set, i);
          List<List<Mark>> variants = designs.get(labels[i]);
          List<Mark> design = variants.get(random.nextInt(variants.size()));
          hand.draw(design, random, pixels, i * Idx.SIDE * Idx.SIDE);
        });
    return new ImageSet(name, Idx.SIDE, Idx.SIDE, pixels, labels);
  }

  /** The class of an image: each ten in a row are a shuffle of all classes. */
  private static int classAt(long set, int image) {
    int[] classes = IntStream.range(0, Idx.CLASSES).toArray();
    // Shuffles have numbers below 0, where no image has its own.
    Random random = stream(set, -1 - image / Idx.CLASSES);
    for (int last = Idx.CLASSES - 1; last > 0; last--) {
      int other = random.nextInt(last + 1);
      int held = classes[last];
      classes[last] = classes[other];
      classes[other] = held;
    }
    return classes[image % Idx.CLASSES];
  }

  /**
   * Random numbers that belong to one image. {@link Random} is specified to the bit, unlike the
   * newer generators; its seed is mixed first, because it tells neighbouring seeds badly apart.
   */
  private static Random stream(long set, long number) {
    long mixed = SEED + set * 0x9E3779B97F4A7C15L + number * 0xD1B54A32D192ED03L;
    mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
    mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
    return new Random(mixed ^ mixed >>> 31);
  }
}
