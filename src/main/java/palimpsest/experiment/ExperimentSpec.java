package palimpsest.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import palimpsest.data.ActiveClasses;
import palimpsest.data.SourceSet;
import palimpsest.data.Subset;
import palimpsest.data.scenario.Incremental;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.learning.TaskLength;
import palimpsest.learning.optimizer.OptimizerType;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.network.Architecture;
import palimpsest.network.Arithmetic;
import palimpsest.network.NetworkType;
import palimpsest.network.Networks;
import palimpsest.network.PassMemory;
import palimpsest.problem.Problem;
import palimpsest.setting.Chosen;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workers;

/**
 * The whole truth of a run: with this and the images it names, the run can be repeated to the bit.
 * It holds a value for every setting that the run reads, and for no other.
 *
 * @param values the values; see {@link SpecLayout} for the settings
 * @param unknown values that this version does not know, by key, as numbers, texts, truth values,
 *     lists and maps: kept and shown, but the run cannot be trained
 */
public record ExperimentSpec(SettingValues values, Map<String, Object> unknown) {

  /** Leaves out the values of settings that the run does not read. */
  public ExperimentSpec {
    values = values.only(SpecLayout.relevant(values));
    unknown = Collections.unmodifiableMap(new LinkedHashMap<>(unknown));
  }

  /** A specification without unknown words. */
  public ExperimentSpec(SettingValues values) {
    this(values, Map.of());
  }

  /** The value of a setting; its initial one if the run does not read it. */
  public <T> T get(Setting<T> setting) {
    return values.get(setting);
  }

  /** Whether the run reads a setting. */
  public boolean reads(Setting<?> setting) {
    return values.holds(setting);
  }

  /** The same specification with another value. */
  public <T> ExperimentSpec with(Setting<T> setting, T value) {
    return new ExperimentSpec(values.with(setting, value), unknown);
  }

  /** The label of a setting's value, or the word that is not known. */
  public <T> String label(Setting<T> setting) {
    Object word = unknown.get(setting.key());
    if (word != null) {
      return word.toString();
    }
    return setting.kind() instanceof Kind.OneOf<T> choice
        ? choice.option(get(setting)).label()
        : values.text(setting);
  }

  /** The text of the setting with a key, or the word that is not known; empty if it reads none. */
  public String textOf(String key) {
    Object word = unknown.get(key);
    if (word != null) {
      return word.toString();
    }
    return SpecLayout.named(key).stream()
        .filter(this::reads)
        .findFirst()
        .map(values::text)
        .orElse("");
  }

  /**
   * Makes sure that every word is known.
   *
   * @throws Problem naming those that are not
   */
  public void requireKnown() {
    if (unknown.get(DataSettings.IMAGES.key()) instanceof String images) {
      throw missingImages(images);
    }
    if (!unknown.isEmpty()) {
      throw new Problem(
          "This version of the program does not know %s, so it cannot train this run."
              .formatted(
                  String.join(
                      ", ",
                      unknown.entrySet().stream()
                          .map(word -> word.getKey() + " " + word.getValue())
                          .toList())));
    }
  }

  private static Problem missingImages(String name) {
    return new Problem(
        ("There is no image set \"%s\" here. Add it with \"data add PATH --name %s\", if it was one"
                + " of your own.")
            .formatted(name, name));
  }

  /** The name of the run in tables and folders. */
  public String name() {
    return get(CommonSettings.NAME);
  }

  /** The image set, a key of {@code palimpsest.data}'s catalogue. */
  public String images() {
    return textOf(DataSettings.IMAGES.key());
  }

  /**
   * The tasks that the scenario makes, and those that are learned.
   *
   * @throws Problem if the settings do not fit the images
   */
  public ScenarioOutline outline() {
    if (unknown.get(DataSettings.IMAGES.key()) instanceof String images) {
      throw missingImages(images);
    }
    return ScenarioOutline.of(values, seed());
  }

  /**
   * The tasks to learn, by their number in the scenario from 0, in the order of learning.
   *
   * @throws Problem if the settings do not fit the images
   */
  public List<Integer> tasks() {
    return outline().chosen();
  }

  /** Training images of each task at most; 0 for all. */
  public int trainLimit() {
    return get(DataSettings.TRAIN_LIMIT);
  }

  /** Test images of each task at most; 0 for all. */
  public int testLimit() {
    return get(DataSettings.TEST_LIMIT);
  }

  /** The subset of images kept by a limit. */
  public Subset subset() {
    return get(DataSettings.SUBSET);
  }

  /** The network and its settings. */
  public Chosen<NetworkType> network() {
    return Networks.ALL.chosen(values);
  }

  /** The classes that the network has to tell apart in tests. */
  Incremental incremental() {
    return Scenarios.ALL.chosen(values).component().incremental(values);
  }

  /** The rule by which classes compete in tests, in words; none if the scenario has one rule. */
  public Optional<String> ruleInWords() {
    return Stream.of(ScenarioSettings.INCREMENTAL, ScenarioSettings.DOMAIN_FIRST)
        .filter(this::reads)
        .map(values::phrase)
        .findFirst();
  }

  /** Whether only tasks seen so far are evaluated. */
  public boolean evaluatesSeenTasks() {
    return get(EvaluationSettings.TASKS) == EvaluationSettings.TestedTasks.SEEN
        || (reads(ScenarioSettings.TESTED) && get(ScenarioSettings.TESTED) == ActiveClasses.SEEN);
  }

  /** Whether the task of a test image is told, so that only its classes compete. */
  public boolean isTaskTold() {
    return incremental() == Incremental.TASK;
  }

  /** The image sets that its tasks need; none if the settings do not fit the images. */
  public List<SourceSet> neededSets() {
    return taskCount() == 0 ? List.of() : outline().needed();
  }

  /** Number of tasks to learn; 0 if the settings do not fit the images. */
  public int taskCount() {
    return learned().size();
  }

  /** As {@link #tasks}; none if the settings do not fit the images, or the images are gone. */
  public List<Integer> learned() {
    try {
      return tasks();
    } catch (Problem unfitting) {
      return List.of();
    }
  }

  /**
   * The structure of the network.
   *
   * @throws Problem if the settings do not fit the images
   */
  public Architecture architecture() {
    ScenarioOutline outline = outline();
    return network().component().architecture(values, outline.input(), outline.outputs());
  }

  /**
   * The reason why its settings do not fit its images, or why these are not there, in a sentence;
   * empty if they fit.
   */
  public String misfit() {
    try {
      requireFit();
      return "";
    } catch (Problem unfitting) {
      return String.valueOf(unfitting.getMessage());
    }
  }

  /**
   * Makes sure that its settings fit its images and each other.
   *
   * @throws Problem saying what does not fit
   */
  public void requireFit() {
    PassMemory _ = new PassMemory(architecture());
    strategy().requireFit(values, Scenarios.ALL.chosen(values).component().incremental(values));
  }

  /** The strategy. */
  public Strategy strategy() {
    return get(Strategies.ALL.choice());
  }

  /** The optimizer and its settings. */
  public Chosen<OptimizerType> optimizer() {
    return Optimizers.ALL.chosen(values);
  }

  /** Whether a Fisher matrix takes part in training. */
  public boolean usesFisher() {
    return strategy().usesFisher(values);
  }

  /** The Fisher representation; its initial value if the run measures no Fisher matrix. */
  public Representation representation() {
    return get(FisherSettings.REPRESENTATION);
  }

  /** Passes over each task's training images. */
  public int epochs() {
    return get(TaskLength.EPOCHS);
  }

  /** Images per step. */
  public int batchSize() {
    return get(TaskLength.BATCH_SIZE);
  }

  /** The seed from which every random stream is derived. */
  public long seed() {
    return get(CommonSettings.SEED);
  }

  /** Floating-point type of the numerics. */
  public Precision precision() {
    return get(CommonSettings.PRECISION);
  }

  /** The device to compute on: {@code cpu}, {@code cuda}, {@code cuda:1}. */
  public String device() {
    return get(CommonSettings.DEVICE);
  }

  /**
   * The number of shares that the images of a batch are divided into on the CPU; 0 while undecided,
   * for as many as the machine has threads.
   */
  public int shares() {
    return get(CommonSettings.SHARES);
  }

  /** Whether the Fisher matrix is measured after each task to be shown. */
  public boolean observeFisher() {
    return get(CommonSettings.OBSERVE_FISHER);
  }

  /** The order of the operations of its training steps. */
  public Arithmetic arithmetic() {
    return get(Arithmetic.SETTING);
  }

  /**
   * The same specification with the number of shares and the arithmetic decided: where they were
   * not given, as many shares as this machine has threads, and the newest arithmetic.
   */
  public ExperimentSpec decided() {
    ExperimentSpec shared = shares() > 0 ? this : with(CommonSettings.SHARES, Workers.ofMachine());
    return shared.with(Arithmetic.SETTING, arithmetic().decided());
  }

  /** The name given to it, or else the method's. */
  public String title() {
    return name().isEmpty() ? method() : name();
  }

  /** The method's name in legends: the strategy, and the representation if it uses one. */
  public String method() {
    Object word = unknown.get(Strategies.ALL.choice().key());
    if (word != null) {
      return word.toString();
    }
    String label = strategy().label(values);
    return usesFisher() ? label + ", " + representation().label() : label;
  }
}
