package palimpsest.archive;

import java.util.ArrayList;
import java.util.List;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.network.BaseNet;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/** Specifications of many runs, as someone would queue them over some weeks. */
final class MadeUpSpecs {

  private static final List<String> IMPORTANCES = List.of("1000", "100", "10000", "400");
  private static final List<String> BUFFERS = List.of("500", "200", "1000", "50");
  private static final List<String> DAMPINGS = List.of("0.1", "0.01", "0.001", "1");
  private static final List<String> RATES = List.of("0.01", "0.05", "0.003", "0.1");

  private MadeUpSpecs() {}

  /**
   * So many specifications: all seeds of one configuration, then those of the next. No two
   * configurations are alike.
   *
   * @param epochs epochs of each task
   */
  static List<ExperimentSpec> of(int runs, int seeds, int epochs) {
    List<ExperimentSpec> specs = new ArrayList<>();
    for (int hidden = 20; specs.size() < runs; hidden += 10) {
      for (String rate : RATES) {
        SpecDraft common =
            SpecDraft.initial()
                .with(TaskLength.EPOCHS, Integer.toString(epochs))
                .with(BaseNet.HIDDEN_UNITS, Integer.toString(hidden))
                .with(StepSettings.LEARNING_RATE, rate);
        for (SpecDraft configuration : configurations(common)) {
          for (int seed = 1; seed <= seeds; seed++) {
            specs.add(
                configuration
                    .with(CommonSettings.SEED, Integer.toString(seed))
                    .with(CommonSettings.NAME, name(specs.size() / seeds))
                    .toSpec());
          }
        }
      }
    }
    return specs.subList(0, runs);
  }

  /** Every ninth configuration has a name of its own, and one of them a very long one. */
  private static String name(int configuration) {
    return configuration % 9 != 8
        ? ""
        : configuration == 17
            ? "Third attempt at the appendix, with the damping that the second reviewers want"
            : "Night shift " + (configuration / 9 + 1);
  }

  private static List<SpecDraft> configurations(SpecDraft common) {
    List<SpecDraft> drafts = new ArrayList<>();
    drafts.add(common.with(Strategies.ALL.choice(), Strategies.FINE_TUNING.key()));
    for (int variant = 0; variant < BUFFERS.size(); variant++) {
      SpecDraft draft =
          common
              .with(BufferSettings.SIZE, BUFFERS.get(variant))
              .with(Ewc.IMPORTANCE, IMPORTANCES.get(variant))
              .with(NaturalReplay.DAMPING, DAMPINGS.get(variant));
      drafts.add(draft.with(Strategies.ALL.choice(), Strategies.REPLAY.key()));
      for (Strategy strategy : List.of(Strategies.EWC, Strategies.NATURAL_REPLAY)) {
        for (Representation representation : Representation.values()) {
          drafts.add(
              draft
                  .with(Strategies.ALL.choice(), strategy.key())
                  .with(FisherSettings.REPRESENTATION, representation.key()));
        }
      }
    }
    return drafts;
  }
}
