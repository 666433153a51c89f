package palimpsest.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;

/**
 * The built-in images: three families of ten classes, drawn from the program's own designs by an
 * unsteady hand. They need neither network nor files, and are the same to the bit on every machine.
 *
 * <p>An image depends on its family, its set and its number alone, so the first hundred of a set
 * are the same whether or not more are drawn. Each ten images in a row show each class once.
 */
@SuppressWarnings("ImmutableEnumChecker") // designs and hands are never written to
public enum Glyphs implements SourceSet {
  /** Digits as written by hand. */
  DIGITS(
      0,
      "glyph-digits",
      "Glyph digits",
      "",
      GlyphDesigns.DIGITS,
      new GlyphStyle(4, 0.25, 0.22, 0.16, 0.23, 2.2, 1.5, 3.4, 0.75, 0.2, 0, 0.08),
      "59d6f633f5a43380f1111d3f2892b146525645bc0e4e87bfd07548343fb83303",
      "44a45b487cdb2b4f5958601e37fb9331631c10500c3a46f555220e88add086ef"),
  /** Silhouettes of things to wear. */
  GARMENTS(
      1,
      "glyph-garments",
      "Glyph garments",
      "garment ",
      GlyphDesigns.GARMENTS,
      new GlyphStyle(3.5, 0.18, 0.18, 0.16, 0.24, 2.2, 1, 2.2, 0.45, 0.5, 0.5, 0.08),
      "4de5fcfcd27f06395ef57cef935a024a3cd5fc469bd854c526e1dffddb12052e",
      "c1d2238c0344a5dcb18a8bced7c8e5038ca5a6974a3351e8b26605c9fe327817"),
  /** Signs of several brush strokes, in the manner of kana. */
  SIGNS(
      2,
      "glyph-signs",
      "Glyph signs",
      "sign ",
      GlyphDesigns.SIGNS,
      new GlyphStyle(4.5, 0.2, 0.18, 0.17, 0.24, 2, 1.4, 3.2, 0.75, 0.2, 0, 0.08),
      "9f8065a60c61ca0661b7da5779c70738f74e4b806177a653f23878181e3522f0",
      "615ef3cd6b4ab99ed946e295554347fe3c3557c49f0374c4f715c08d2ff4117d");

  /** The key of all three families together. */
  public static final String ALL = "glyphs";

  /** Training images of a family. */
  public static final int TRAINING = 3000;

  /** Test images of a family. */
  public static final int TEST = 1000;

  /** The set's own seed, unlike that of any run: every run learns the same images. */
  private static final long SEED = 0x50414C494D505345L;

  private final String key;
  private final String label;
  private final List<String> classNames;
  private final List<List<List<GlyphShape>>> designs;
  private final GlyphStyle hand;
  private final String trainingSha256;
  private final String testSha256;
  private final Drawn training;
  private final Drawn test;

  Glyphs(
      long number,
      String key,
      String label,
      String beforeClass,
      List<List<List<GlyphShape>>> designs,
      GlyphStyle hand,
      String trainingSha256,
      String testSha256) {
    this.key = key;
    this.label = label;
    classNames = IntStream.range(0, Idx.CLASSES).mapToObj(i -> beforeClass + i).toList();
    this.designs = designs;
    this.hand = hand;
    this.trainingSha256 = trainingSha256;
    this.testSha256 = testSha256;
    training = new Drawn(2 * number, TRAINING);
    test = new Drawn(2 * number + 1, TEST);
  }

  @Override
  public String key() {
    return key;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  @Override
  public int channels() {
    return 1;
  }

  @Override
  public int height() {
    return Idx.SIDE;
  }

  @Override
  public int width() {
    return Idx.SIDE;
  }

  @Override
  public TaskSize publishedSize() {
    return new TaskSize(TRAINING, TEST);
  }

  @Override
  public TaskSize size(Path root) {
    return publishedSize();
  }

  @Override
  public Optional<ImageSetStatus> unusable(Path root) {
    return Optional.empty();
  }

  @Override
  public Part trainingPart(Path root, Idx.Choice choice) {
    return new Part(
        training(choice.positions(trainingLabels()), 0),
        CompletableFuture.completedFuture(sources().getFirst()));
  }

  @Override
  public Part testPart(Path root, Idx.Choice choice) {
    return new Part(
        test(choice.positions(testLabels()), 0),
        CompletableFuture.completedFuture(sources().getLast()));
  }

  @Override
  public String label() {
    return label;
  }

  /** Draws the first so many training images, with labels from 0 to 9. */
  public ImageSet training(int count) {
    return training(IntStream.range(0, count).toArray(), 0);
  }

  /** Draws the first so many test images, with labels from 0 to 9. */
  public ImageSet test(int count) {
    return test(IntStream.range(0, count).toArray(), 0);
  }

  /** Draws some training images by their numbers, with labels from a first one on. */
  ImageSet training(int[] numbers, int firstLabel) {
    return draw(label + ", training", numbers, training, firstLabel);
  }

  /** Draws some test images by their numbers, with labels from a first one on. */
  ImageSet test(int[] numbers, int firstLabel) {
    return draw(label + ", test", numbers, test, firstLabel);
  }

  /** The classes of all training images, from 0 to 9. */
  int[] trainingLabels() {
    return training.labels.clone();
  }

  /** The classes of all test images, from 0 to 9. */
  int[] testLabels() {
    return test.labels.clone();
  }

  /** The training part and the test part, whose digests are known without drawing them. */
  List<ImageSource> sources() {
    return List.of(
        new ImageSource(label, "training", List.of(), TRAINING, trainingSha256),
        new ImageSource(label, "test", List.of(), TEST, testSha256));
  }

  private ImageSet draw(String name, int[] numbers, Drawn part, int firstLabel) {
    int size = Idx.SIDE * Idx.SIDE;
    byte[] pixels = new byte[numbers.length * size];
    int[] labels = new int[numbers.length];
    IntStream.range(0, numbers.length)
        .parallel()
        .forEach(i -> {
          labels[i] = part.labels[numbers[i]] + firstLabel;
          System.arraycopy(part.image(numbers[i]), 0, pixels, i * size, size);
        });
    return new ImageSet(name, Idx.SIDE, Idx.SIDE, pixels, labels);
  }

  /**
   * The images of a part, each drawn once in a process, as many runs learn the same ones: a part of
   * a thousand takes 0.8 MB.
   */
  private final class Drawn {

    private final long set;
    private final int[] labels;
    private final AtomicReferenceArray<byte[]> images;

    Drawn(long set, int count) {
      this.set = set;
      labels = labels(set, count);
      images = new AtomicReferenceArray<>(count);
    }

    byte[] image(int image) {
      byte[] known = images.get(image);
      if (known != null) {
        return known;
      }
      Random random = stream(set, image);
      List<List<GlyphShape>> variants = designs.get(labels[image]);
      byte[] pixels = new byte[Idx.SIDE * Idx.SIDE];
      hand.draw(variants.get(random.nextInt(variants.size())), random, pixels, 0);
      images.set(image, pixels);
      return pixels;
    }
  }

  /** The classes of a part: each ten images in a row are a shuffle of all classes. */
  private static int[] labels(long set, int count) {
    int[] labels = new int[count];
    for (int first = 0; first < count; first += Idx.CLASSES) {
      int[] classes = IntStream.range(0, Idx.CLASSES).toArray();
      // Shuffles have numbers below 0, where no image has its own.
      Random random = stream(set, -1 - first / Idx.CLASSES);
      for (int last = Idx.CLASSES - 1; last > 0; last--) {
        int other = random.nextInt(last + 1);
        int held = classes[last];
        classes[last] = classes[other];
        classes[other] = held;
      }
      System.arraycopy(classes, 0, labels, first, Math.min(Idx.CLASSES, count - first));
    }
    return labels;
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
