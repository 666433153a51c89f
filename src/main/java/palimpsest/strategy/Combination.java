package palimpsest.strategy;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import palimpsest.data.scenario.Incremental;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.Parts;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/**
 * A combination of parts of other strategies: a rehearsal, a penalty, distillation and a rule for
 * gradients, each with the settings that it has alone. The loss adds up what they add; the rule
 * changes the gradient of the whole, penalties included.
 */
final class Combination extends NamedStrategy {

  private static final Strategy NOTHING =
      new NamedStrategy("none", "None", "No part of this kind.", "", 1) {
        @Override
        public Parts create(SettingValues values, StrategyContext context) {
          return Parts.NONE;
        }
      };

  private static final Strategy NATURAL_GRADIENT =
      new NamedStrategy(
          "natural-gradient",
          "Natural gradient",
          "The gradient is multiplied by the damped inverse of the batch's Fisher matrix.",
          "",
          5,
          FisherSettings.REPRESENTATION,
          NaturalReplay.DAMPING,
          FisherSettings.KFAC_DAMPING) {
        @Override
        public Parts create(SettingValues values, StrategyContext context) {
          return Parts.of(NaturalGradient.of(values, context));
        }

        @Override
        public boolean preconditions(SettingValues values) {
          return true;
        }

        @Override
        public String advice() {
          return ", or a larger damping,";
        }
      };

  private static final Strategy REPLAY = new Replay();

  private static final Strategy EWC = new Ewc();

  private static final Setting<Strategy> REHEARSAL =
      choice(
          "rehearsal",
          "Rehearsal",
          "The memory whose images join the batches.",
          REPLAY,
          NOTHING,
          REPLAY,
          new DarkExperienceReplay(),
          new DarkExperienceReplayPlus(),
          new AsymmetricReplay(),
          new AveragedGem(),
          new Gem());

  private static final Setting<Strategy> PENALTY =
      choice(
          "penalty",
          "Penalty",
          "The penalty that holds weights where earlier tasks left them.",
          EWC,
          NOTHING,
          EWC,
          new OnlineEwc(),
          new Si(),
          new Mas());

  private static final Setting<Strategy> DISTILLATION =
      choice(
          "distillation",
          "Distillation",
          "What holds the outputs to those of the network that the last task left.",
          NOTHING,
          NOTHING,
          new Lwf());

  private static final Setting<Strategy> RULE =
      choice(
          "gradient-rule",
          "Gradient rule",
          "The rule that changes the gradient of the loss and the penalty.",
          NOTHING,
          NOTHING,
          NATURAL_GRADIENT,
          new Ncl(),
          new Owm(),
          new Gpm());

  private static final List<Setting<Strategy>> CHOICES =
      List.of(REHEARSAL, PENALTY, DISTILLATION, RULE);

  Combination() {
    super(
        "combination",
        "Own combination",
        "A rehearsal, a penalty, distillation and a rule for gradients of your choice, together in"
            + " one strategy.",
        "the sources of its parts",
        3,
        everySetting());
  }

  private static Setting<Strategy> choice(
      String key, String label, String help, Strategy initial, Strategy... parts) {
    return Setting.of(key, label, help, Kind.OneOf.named(List.of(parts)), initial);
  }

  private static Setting<?>[] everySetting() {
    SequencedSet<Setting<?>> all = new LinkedHashSet<>(CHOICES);
    for (Setting<Strategy> choice : CHOICES) {
      if (choice.kind() instanceof Kind.OneOf<Strategy> some) {
        some.options().forEach(option -> all.addAll(option.value().settings()));
      }
    }
    return all.toArray(Setting<?>[]::new);
  }

  @Override
  public boolean isCombination() {
    return true;
  }

  private static List<Strategy> parts(SettingValues values) {
    return CHOICES.stream().map(values::get).filter(part -> part != NOTHING).toList();
  }

  @Override
  public List<Setting<?>> settings(SettingValues values) {
    SequencedSet<Setting<?>> read = new LinkedHashSet<>(CHOICES);
    parts(values).forEach(part -> read.addAll(part.settings(values)));
    return List.copyOf(read);
  }

  @Override
  public String label(SettingValues values) {
    List<Strategy> parts = parts(values);
    return parts.isEmpty()
        ? label()
        : parts.stream().map(Strategy::label).collect(Collectors.joining(" + "));
  }

  @Override
  public void requireFit(SettingValues values, Incremental rule) {
    parts(values).forEach(part -> part.requireFit(values, rule));
  }

  @Override
  public Parts create(SettingValues values, StrategyContext context) {
    return parts(values).stream()
        .map(part -> part.create(values, context))
        .reduce(Parts.NONE, Parts::and);
  }

  @Override
  public StrategyMemory memory(SettingValues values, int tasks) {
    return parts(values).stream()
        .map(part -> part.memory(values, tasks))
        .reduce(StrategyMemory.NONE, StrategyMemory::and);
  }

  @Override
  public int mostReplayed(SettingValues values, int batchSize) {
    return values.get(REHEARSAL).mostReplayed(values, batchSize);
  }

  @Override
  public int mostAtOnce(SettingValues values, int batchSize) {
    return values.get(REHEARSAL).mostAtOnce(values, batchSize);
  }

  @Override
  public int numbersOfImage(SettingValues values, int outputs) {
    return values.get(REHEARSAL).numbersOfImage(values, outputs);
  }

  @Override
  public boolean preconditions(SettingValues values) {
    return values.get(RULE).preconditions(values);
  }

  @Override
  public double cost(SettingValues values) {
    return 1 + parts(values).stream().mapToDouble(part -> part.cost(values) - 1).sum();
  }

  @Override
  public String advice() {
    return ", importance or a larger damping";
  }
}
