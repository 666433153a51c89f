package palimpsest.experiment;

/** Runs so small that a test can afford several of them. */
final class SmallRuns {

  private SmallRuns() {}

  /** A run of a moment: few images, a small network, two epochs. */
  static SpecDraft draft() {
    return SpecDraft.initial()
        .with(SpecField.TRAIN_LIMIT, "100")
        .with(SpecField.TEST_LIMIT, "50")
        .with(SpecField.BATCH_SIZE, "30")
        .with(SpecField.BUFFER_SIZE, "60")
        .with(SpecField.LEARNING_RATE, "0.05")
        .with(SpecField.CHANNELS, "3")
        .with(SpecField.HIDDEN_UNITS, "8")
        .with(SpecField.EPOCHS, "2");
  }
}
