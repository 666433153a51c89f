package palimpsest.strategy;

import java.util.stream.Stream;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/** Settings of the reservoir buffer, shared by all strategies that rehearse from one. */
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
              new Kind.OneOf<>(
                  Stream.of(MemoryPolicy.values())
                      .map(one -> new Kind.OneOf.Option<>(one, one.key(), one.label(), one.help()))
                      .toList()),
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
          .named(images -> "replays " + images);

  /**
   * Remembered images to draw for a batch.
   *
   * @param replayed the value of {@link #REPLAYED}
   * @param batchSize current images of the batch
   */
  static int drawn(int replayed, int batchSize) {
    return replayed == 0 ? batchSize : replayed;
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
