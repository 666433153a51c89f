package palimpsest.learning;

import java.util.List;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;

/** Settings of how long each task is trained, and in which batches. */
public final class TaskLength {

  /** Steps of each task; 0 while its epochs say how many. */
  public static final Setting<Integer> ITERATIONS =
      Setting.of(
              "iterations",
              "Iterations",
              "Batches that each task is trained on, however many epochs that makes; 0 trains for"
                  + " the epochs instead.",
              new Kind.Whole(0, 10_000_000),
              0)
          .named(steps -> steps == 0 ? "by epochs" : steps + " iterations")
          .zero("by epochs");

  /** Passes over each task's training images. */
  public static final Setting<Integer> EPOCHS =
      Setting.of(
              "epochs",
              "Epochs",
              "Passes over each task's training images.",
              new Kind.Whole(1, 10_000),
              5)
          .when(values -> values.get(ITERATIONS) == 0)
          .named(epochs -> epochs == 1 ? "1 epoch" : epochs + " epochs");

  /** Images per step. */
  public static final Setting<Integer> BATCH_SIZE =
      Setting.of("batch", "Batch size", "Images per step.", new Kind.Whole(1, 65_536), 256);

  /** Whether an epoch's last batch is left out where it is smaller than the others. */
  public static final Setting<Boolean> DROP_LAST =
      Setting.of(
              "drop-last",
              "Drop last batch",
              "Leaves out an epoch's last batch where it is smaller than the others.",
              new Kind.Truth(),
              false)
          .seldom()
          .named(drop -> drop ? "last batch dropped" : "last batch kept");

  /** Whether the optimizer forgets its averages at the start of each task. */
  public static final Setting<Boolean> RESET_OPTIMIZER =
      Setting.of(
              "reset-optimizer",
              "Reset optimizer",
              "Lets the optimizer forget its averages at the start of each task.",
              new Kind.Truth(),
              true)
          .seldom()
          .named(reset -> reset ? "optimizer reset" : "optimizer kept");

  /** All of them. */
  public static final List<Setting<?>> ALL =
      List.of(EPOCHS, ITERATIONS, BATCH_SIZE, DROP_LAST, RESET_OPTIMIZER);

  private TaskLength() {}
}
