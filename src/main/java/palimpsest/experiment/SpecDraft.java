package palimpsest.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import palimpsest.data.ActiveClasses;
import palimpsest.data.scenario.Incremental;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.problem.Problem;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.text.DidYouMean;

/**
 * A specification as it is being written: every setting as text, right or wrong, also those of
 * components that are not chosen now. The form, the command line and JSON files all become a
 * specification by way of a draft, and so are checked alike.
 */
public final class SpecDraft {

  private static final SpecDraft INITIAL = new SpecDraft(Map.of(), Map.of());

  private final Map<Setting<?>, String> texts;
  private final Map<String, Object> unknown;

  private SpecDraft(Map<Setting<?>, String> texts, Map<String, Object> unknown) {
    this.texts = texts;
    this.unknown = unknown;
  }

  /** A draft in which every setting has its initial value. */
  public static SpecDraft initial() {
    return INITIAL;
  }

  /** A draft that says what a specification says. */
  public static SpecDraft of(ExperimentSpec spec) {
    Map<Setting<?>, String> texts = new LinkedHashMap<>();
    for (Setting<?> setting : spec.values().settings()) {
      texts.put(setting, spec.values().text(setting));
    }
    Map<String, Object> unknown = new LinkedHashMap<>(spec.unknown());
    if (unknown.remove(DataSettings.IMAGES.key()) instanceof String gone) {
      texts.put(DataSettings.IMAGES, gone);
    }
    return new SpecDraft(texts, unknown);
  }

  /** The same draft with another text of a setting. */
  public SpecDraft with(Setting<?> setting, String text) {
    Map<Setting<?>, String> changed = new LinkedHashMap<>(texts);
    changed.put(setting, text);
    return new SpecDraft(changed, unknown);
  }

  /**
   * The same draft with another text of the setting with a key: the chosen component's, where it
   * has one of this key.
   *
   * @throws Problem naming the keys that there are, if it is none of them
   */
  public SpecDraft with(String key, String text) {
    List<Setting<?>> settings = SpecLayout.named(key);
    if (settings.isEmpty()) {
      throw new Problem(unknownKey(key));
    }
    SequencedSet<Setting<?>> relevant = relevant();
    List<Setting<?>> chosen = settings.stream().filter(relevant::contains).toList();
    SpecDraft changed = this;
    for (Setting<?> setting : chosen.isEmpty() ? settings : chosen) {
      changed = changed.with(setting, text);
    }
    return changed;
  }

  /** The same draft with several other texts, by key: components are chosen first. */
  public SpecDraft with(Map<String, String> others) {
    List<String> choices = SpecLayout.choices().map(Setting::key).toList();
    SpecDraft changed = this;
    for (String key : choices) {
      String text = others.get(key);
      if (text != null) {
        changed = changed.with(key, text);
      }
    }
    for (Map.Entry<String, String> other : others.entrySet()) {
      if (!choices.contains(other.getKey())) {
        changed = changed.with(other.getKey(), other.getValue());
      }
    }
    return changed;
  }

  /**
   * The same draft, learning all tasks if it names some that its scenario does not make of its
   * images.
   */
  public SpecDraft withTasksThatExist() {
    SpecDraft all = this;
    for (Setting<?> tasks : ScenarioSettings.taskNumbers()) {
      all = relevant().contains(tasks) ? all.with(tasks, tasks.initialText()) : all;
    }
    return hasOutline() || !all.hasOutline() ? this : all;
  }

  /**
   * The same draft where the task's own classes compete in training if the task is told in tests,
   * and else not they alone: what is meant by nearly everyone who has just chosen the one or the
   * other.
   */
  public SpecDraft withActiveClassesOfRule() {
    boolean told =
        Scenarios.ALL.chosen(values()).component().incremental(values()) == Incremental.TASK;
    ActiveClasses active = values().get(ScenarioSettings.ACTIVE);
    boolean fits = told ? active != ActiveClasses.ALL : active != ActiveClasses.TASK;
    return fits
        ? this
        : with(ScenarioSettings.ACTIVE, told ? "task" : ScenarioSettings.ACTIVE.initialText());
  }

  private boolean hasOutline() {
    try {
      ScenarioOutline _ = ScenarioOutline.of(values(), 0);
      return true;
    } catch (Problem unfitting) {
      return false;
    }
  }

  /** The same draft with a word that this version does not know. */
  SpecDraft withUnknown(String key, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(unknown);
    more.put(key, value);
    return new SpecDraft(texts, more);
  }

  /** Whether it has words that this version does not know. */
  boolean hasUnknown() {
    return !unknown.isEmpty();
  }

  /** A sentence that a key is none of a setting. */
  static String unknownKey(String key) {
    String question = DidYouMean.question(key, SpecLayout.keys());
    return "there is no setting \"%s\".%s"
        .formatted(
            key,
            question.isEmpty()
                ? " The settings are " + String.join(", ", SpecLayout.keys()) + "."
                : question);
  }

  /** The text of a setting. */
  public String text(Setting<?> setting) {
    String text = texts.get(setting);
    return text == null ? setting.initialText() : text;
  }

  /** The values of all settings, where a text that is wrong counts as the initial value. */
  public SettingValues values() {
    return SettingValues.readable(texts);
  }

  /** The settings that a run of this draft reads, in the order of {@link SpecLayout}. */
  public SequencedSet<Setting<?>> relevant() {
    return SpecLayout.relevant(values());
  }

  /** The error in one setting, in a sentence, or an empty text. */
  public String error(Setting<?> setting) {
    String text = text(setting);
    return setting.kind().read(text).isPresent()
        ? ""
        : setting.kind().problem(setting.key(), text).getMessage();
  }

  /** The error in the setting of a key, in a sentence, or an empty text. */
  public String error(String key) {
    List<Setting<?>> settings = SpecLayout.named(key);
    SequencedSet<Setting<?>> relevant = relevant();
    return settings.stream()
        .filter(relevant::contains)
        .findFirst()
        .or(() -> settings.stream().findFirst())
        .map(this::error)
        .orElseGet(() -> unknownKey(key));
  }

  /** The errors in the settings that a run of this draft reads; empty if it can run. */
  public List<String> errors() {
    List<String> errors = settingErrors();
    if (errors.isEmpty()) {
      misfit().ifPresent(errors::add);
    }
    return errors;
  }

  private List<String> settingErrors() {
    List<String> errors = new ArrayList<>();
    for (Setting<?> setting : relevant()) {
      String error = error(setting);
      if (!error.isEmpty()) {
        errors.add(error);
      }
    }
    return errors;
  }

  /** A sentence about settings that are right by themselves and do not fit together. */
  private Optional<String> misfit() {
    try {
      lenient().requireFit();
      return Optional.empty();
    } catch (Problem problem) {
      return Optional.of(problem.getMessage());
    }
  }

  /**
   * The specification that this draft says.
   *
   * @throws Problem that lists every setting that is wrong
   */
  public ExperimentSpec toSpec() {
    List<String> errors = errors();
    if (!errors.isEmpty()) {
      throw new Problem(String.join("\n", errors));
    }
    return lenient();
  }

  /**
   * The specification of a run that was queued once. Its own images may have changed or gone since,
   * so that its settings do not fit them any more.
   *
   * @throws Problem that lists every setting that is wrong by itself
   */
  ExperimentSpec toStoredSpec() {
    List<String> errors = settingErrors();
    if (!errors.isEmpty()) {
      throw new Problem(String.join("\n", errors));
    }
    return lenient();
  }

  /** The specification that this draft says, where what is wrong counts as its initial value. */
  public ExperimentSpec lenient() {
    return new ExperimentSpec(values(), unknown);
  }
}
