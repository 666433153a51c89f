package palimpsest.strategy;

import java.util.List;
import palimpsest.learning.Exemplars;
import palimpsest.learning.Parts;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Settings of a memory of images, shared by all strategies that have one. */
public final class BufferSettings {

  /** Images that the buffer holds. */
  public static final Setting<Integer> SIZE =
      Setting.of(
              "buffer",
              "Buffer size",
              "Images that the memory holds.",
              new Kind.Whole(1, 10_000_000),
              1000)
          .named(size -> "buffer " + size);

  /** The rule by which the memory decides what it keeps. */
  static final Setting<MemoryPolicy> POLICY =
      Setting.of(
              "memory",
              "Memory",
              "Which of the images that it is offered the memory keeps.",
              Kind.OneOf.named(List.of(MemoryPolicy.values())),
              MemoryPolicy.RESERVOIR)
          .seldom();

  /** Remembered images that join a batch. */
  static final Setting<Integer> REPLAYED =
      Setting.of(
              "replayed",
              "Replayed images",
              "Remembered images that are drawn for each batch; 0 for as many as the batch has.",
              new Kind.Whole(0, 1_000_000),
              0)
          .seldom()
          .named(images -> images == 0 ? "replays a batch" : "replays %,d".formatted(images))
          .zero("as the batch");

  /** The way in which images are drawn for a batch. */
  static final Setting<MemoryDraw> DRAW =
      Setting.of(
              "draw",
              "Draw",
              "How remembered images are drawn for a batch.",
              Kind.OneOf.named(List.of(MemoryDraw.values())),
              MemoryDraw.UNIFORM)
          .seldom();

  /** The way in which test images are classified. */
  static final Setting<TestClassifier> CLASSIFIER =
      Setting.of(
              "classifier",
              "Classifier",
              "How test images are classified.",
              Kind.OneOf.named(List.of(TestClassifier.values())),
              TestClassifier.LOGITS)
          .seldom();

  /**
   * Remembered images to draw for a batch.
   *
   * @param replayed the value of {@link #REPLAYED}
   * @param batchSize current images of the batch
   */
  static int drawn(int replayed, int batchSize) {
    return replayed == 0 ? batchSize : replayed;
  }

  /**
   * The most remembered images of a draw.
   *
   * @param values those of {@link #SIZE} and {@link #DRAW}
   * @param replayed images to draw; 0 for as many as the batch has
   * @param batchSize current images of the batch
   */
  static int mostDrawn(SettingValues values, int replayed, int batchSize) {
    return values.get(DRAW) == MemoryDraw.ALL ? values.get(SIZE) : drawn(replayed, batchSize);
  }

  /** Whether a forward pass of test images has to remember their features. */
  public static boolean classifiesByFeatures(SettingValues values) {
    return values.get(CLASSIFIER) == TestClassifier.CLASS_MEANS;
  }

  /** The part by which a memory serves as the classifier; none where the logits do. */
  static Parts classifier(SettingValues values, ImageMemory memory) {
    return classifiesByFeatures(values) ? Parts.of((Exemplars) memory::contents) : Parts.NONE;
  }

  /** Whether the current batch is inserted at every inner step and every epoch. */
  public static final Setting<Boolean> INSERT_EVERY_STEP =
      Setting.of(
              "offer-every-step",
              "Insert every step",
              "Offers the current batch to the memory at every inner step and every epoch, as the"
                  + " notebook did, so that an image can be remembered more than once.",
              new Kind.Truth(),
              false)
          .seldom()
          .named(every -> every ? "inserted every step" : "inserted once");

  private BufferSettings() {}
}
