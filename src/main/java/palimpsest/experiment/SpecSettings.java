package palimpsest.experiment;

import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;

/** The values of the components' settings that a specification says. */
final class SpecSettings {

  private SpecSettings() {}

  static SettingValues of(ExperimentSpec spec) {
    return SettingValues.INITIAL
        .with(Strategies.ALL.choice(), Strategies.ALL.named(spec.strategy().key()).orElseThrow())
        .with(FisherSettings.REPRESENTATION, spec.representation())
        .with(Ewc.IMPORTANCE, spec.importance())
        .with(BufferSettings.SIZE, spec.bufferSize())
        .with(BufferSettings.INSERT_EVERY_STEP, spec.offerEveryStep())
        .with(NaturalReplay.DAMPING, spec.damping())
        .with(TaskLength.EPOCHS, spec.epochs())
        .with(TaskLength.BATCH_SIZE, spec.batchSize())
        .with(StepSettings.LEARNING_RATE, spec.learningRate());
  }
}
