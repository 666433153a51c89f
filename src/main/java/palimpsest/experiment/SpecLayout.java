package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Function;
import java.util.stream.Stream;
import palimpsest.data.scenario.Scenarios;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.network.Networks;
import palimpsest.setting.Component;
import palimpsest.setting.Kind;
import palimpsest.setting.Registry;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.Strategies;

/**
 * The parts of a specification in their order, and the settings that each of them brings. Form,
 * command line, JSON, grid and tables follow from it.
 */
public final class SpecLayout {

  /**
   * A part of a specification.
   *
   * @param label its heading in the form and in the help of the command line
   * @param all every setting that it may have, whatever is chosen
   * @param chosen the settings that it has with some values, whether they are relevant or not
   */
  public record Part(
      String label, List<Setting<?>> all, Function<SettingValues, List<Setting<?>>> chosen) {

    private static Part of(String label, List<Setting<?>> settings) {
      return new Part(label, settings, values -> settings);
    }

    private static <C extends Component> Part of(Registry<C> registry) {
      SequencedSet<Setting<?>> all = new LinkedHashSet<>();
      all.add(registry.choice());
      registry.components().forEach(component -> all.addAll(component.settings()));
      return new Part(
          registry.choice().label(),
          List.copyOf(all),
          values -> {
            List<Setting<?>> own = new ArrayList<>();
            own.add(registry.choice());
            own.addAll(values.get(registry.choice()).settings(values));
            return own;
          });
    }

    /** The settings that a run with these values reads. */
    public List<Setting<?>> relevant(SettingValues values) {
      return chosen.apply(values).stream().filter(one -> one.isRelevant(values)).toList();
    }
  }

  /** The run's name. */
  public static final Part NAME = Part.of("Run", List.of(CommonSettings.NAME));

  /** Images and tasks. */
  public static final Part DATA = data();

  private static Part data() {
    Part scenario = Part.of(Scenarios.ALL);
    List<Setting<?>> all = new ArrayList<>(List.of(DataSettings.IMAGES));
    all.addAll(scenario.all());
    all.addAll(DataSettings.ALL);
    return new Part(
        "Images",
        List.copyOf(all),
        values -> {
          List<Setting<?>> own = new ArrayList<>(List.of(DataSettings.IMAGES));
          own.addAll(scenario.chosen().apply(values));
          own.addAll(DataSettings.ALL);
          return own;
        });
  }

  /** The network. */
  public static final Part NETWORK = Part.of(Networks.ALL);

  /** The strategy. */
  public static final Part STRATEGY = Part.of(Strategies.ALL);

  /** The optimizer. */
  public static final Part OPTIMIZER = Part.of(Optimizers.ALL);

  /** Length of the tasks, and batches. */
  public static final Part TRAINING = Part.of("Training", TaskLength.ALL);

  /** The settings of evaluation. */
  public static final Part EVALUATION = Part.of("Evaluation", EvaluationSettings.ALL);

  /** Seed, precision and device. */
  public static final Part MACHINE = Part.of("Machine", CommonSettings.MACHINE);

  /** The settings of the Fisher matrices shown beside the training. */
  public static final Part SHOWN =
      new Part(
          "Shown",
          List.of(CommonSettings.OBSERVE_FISHER, FisherSettings.REPRESENTATION),
          values ->
              values.get(CommonSettings.OBSERVE_FISHER)
                  ? List.of(CommonSettings.OBSERVE_FISHER, FisherSettings.REPRESENTATION)
                  : List.of(CommonSettings.OBSERVE_FISHER));

  /** The registries that components are chosen from. */
  public static final List<Registry<?>> REGISTRIES =
      List.of(Scenarios.ALL, Networks.ALL, Strategies.ALL, Optimizers.ALL);

  /** All parts in their order. */
  public static final List<Part> PARTS =
      List.of(NAME, DATA, NETWORK, STRATEGY, OPTIMIZER, TRAINING, EVALUATION, MACHINE, SHOWN);

  /** Every setting that a specification may have, in the order of the parts. */
  public static final List<Setting<?>> ALL =
      PARTS.stream().<Setting<?>>flatMap(part -> part.all().stream()).distinct().toList();

  private static final Map<String, List<Setting<?>>> BY_KEY = byKey();

  private static final Map<Setting<?>, String> IDS = ids();

  private static final List<Setting<?>> CHOICES =
      Stream.<Setting<?>>concat(
              REGISTRIES.stream().map(Registry::choice),
              ALL.stream().filter(SpecLayout::isOfComponents))
          .distinct()
          .toList();

  private SpecLayout() {}

  private static Map<String, List<Setting<?>>> byKey() {
    Map<String, List<Setting<?>>> map = new LinkedHashMap<>();
    ALL.forEach(one -> map.computeIfAbsent(one.key(), key -> new ArrayList<>()).add(one));
    return Collections.unmodifiableMap(map);
  }

  /** Of several settings with one key, those after the first are told apart by a number. */
  private static Map<Setting<?>, String> ids() {
    Map<Setting<?>, String> map = new LinkedHashMap<>();
    BY_KEY.forEach((key, settings) -> {
      for (int i = 0; i < settings.size(); i++) {
        map.put(settings.get(i), i == 0 ? key : key + "-" + (i + 1));
      }
    });
    return map;
  }

  /** The settings that a run with these values reads, each once. */
  public static SequencedSet<Setting<?>> relevant(SettingValues values) {
    SequencedSet<Setting<?>> all = new LinkedHashSet<>();
    PARTS.forEach(part -> all.addAll(part.relevant(values)));
    return all;
  }

  /** The settings that decide what a run with these values measures, each once. */
  public static SequencedSet<Setting<?>> decisive(SettingValues values) {
    SequencedSet<Setting<?>> all = relevant(values.with(CommonSettings.OBSERVE_FISHER, false));
    all.removeIf(setting -> !setting.isDecisive());
    return all;
  }

  /** The settings with a key: one, or one of each of several components; none if there is none. */
  public static List<Setting<?>> named(String key) {
    return BY_KEY.getOrDefault(key, List.of());
  }

  /** The keys of all settings. */
  public static List<String> keys() {
    return List.copyOf(BY_KEY.keySet());
  }

  /** The identifier of a setting in the window. */
  public static String id(Setting<?> setting) {
    return IDS.getOrDefault(setting, setting.key());
  }

  /** The labels of the components that have a setting; of a combination only if no other has it. */
  public static List<String> owners(Setting<?> setting) {
    List<Component> having =
        REGISTRIES.stream()
            .<Component>flatMap(registry -> registry.components().stream())
            .filter(component -> component.settings().contains(setting))
            .toList();
    boolean shared = having.stream().allMatch(Component::isCombination);
    return having.stream()
        .filter(component -> shared || !component.isCombination())
        .map(Component::label)
        .toList();
  }

  /** The setting with an identifier. */
  public static Optional<Setting<?>> withId(String id) {
    return ALL.stream().filter(setting -> id(setting).equals(id)).findFirst();
  }

  /** The choices of components, those before others whose settings depend on them. */
  public static Stream<Setting<?>> choices() {
    return CHOICES.stream();
  }

  private static boolean isOfComponents(Setting<?> setting) {
    return setting.kind() instanceof Kind.OneOf<?> choice
        && choice.always().stream().allMatch(option -> option.value() instanceof Component);
  }
}
