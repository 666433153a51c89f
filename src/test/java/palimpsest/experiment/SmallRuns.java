package palimpsest.experiment;

import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;

/** Runs so small that a test can afford several of them. */
final class SmallRuns {

  private SmallRuns() {}

  /** A run of a moment: few images, a small network, two epochs. */
  static SpecDraft draft() {
    return SpecDraft.initial()
        .with(DataSettings.TRAIN_LIMIT, "100")
        .with(DataSettings.TEST_LIMIT, "50")
        .with(TaskLength.BATCH_SIZE, "30")
        .with(BufferSettings.SIZE, "60")
        .with(StepSettings.LEARNING_RATE, "0.05")
        .with(BaseNet.CHANNELS, "3")
        .with(BaseNet.HIDDEN_UNITS, "8")
        .with(TaskLength.EPOCHS, "2");
  }
}
