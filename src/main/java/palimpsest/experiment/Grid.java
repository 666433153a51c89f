package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;
import palimpsest.problem.Problem;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;
import palimpsest.text.DidYouMean;

/**
 * Several values of some settings, and a run for each combination of them.
 *
 * <p>What a run does not train with makes no further run: replay with three importances is one run,
 * not three.
 *
 * @param values for each setting that varies, by its key, its values as text; the runs come in this
 *     order, the setting that comes last varying fastest
 */
public record Grid(Map<String, List<String>> values) {

  /** Runs that one grid may make at most. */
  public static final int MOST = 10_000;

  private static final String SEEDS = "seeds";

  /**
   * Checks every value.
   *
   * @throws Problem naming the first value that its setting does not take
   */
  public Grid {
    Map<String, List<String>> copy = new LinkedHashMap<>();
    values.forEach((key, texts) -> {
      if (texts.isEmpty()) {
        throw new Problem("%s has no values in the grid.".formatted(key));
      }
      SpecDraft draft = SpecDraft.initial();
      texts.forEach(text -> {
        String error = draft.with(key, text).error(key);
        if (!error.isEmpty()) {
          throw new Problem(error);
        }
      });
      copy.put(key, List.copyOf(texts));
    });
    values = Collections.unmodifiableMap(copy);
  }

  /**
   * The grid that a text describes.
   *
   * @param text such as {@code strategy=ewc,replay; importance=1,10; seeds=42-44}: settings apart
   *     by semicolons, values by commas, and values that are lists by bars: {@code
   *     widths=100,100|400}
   * @throws Problem naming the setting and what would be right
   */
  public static Grid read(String text) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      String[] sides = part.split("=", 2);
      if (sides.length < 2) {
        throw Problem.badValue(
            "grid", part.strip(), "a setting, an equals sign and values, such as importance=1,10");
      }
      String written = sides[0].strip();
      String key = written.equals(SEEDS) ? CommonSettings.SEED.key() : written;
      if (SpecLayout.named(key).isEmpty()) {
        throw new Problem(unknown(key));
      }
      if (values.put(key, texts(key, sides[1])) != null) {
        throw new Problem("The grid names %s twice.".formatted(key));
      }
    }
    if (values.isEmpty()) {
      throw Problem.badValue("grid", text, "such as strategy=ewc,replay; importance=1,10");
    }
    return new Grid(values);
  }

  /**
   * The values of one setting that a text names: seeds with ranges, lists apart by bars, all others
   * by commas.
   */
  public static List<String> texts(String key, String values) {
    if (key.equals(CommonSettings.SEED.key())) {
      return Seeds.read(values).stream().map(String::valueOf).toList();
    }
    boolean lists =
        SpecLayout.named(key).stream().anyMatch(one -> one.kind() instanceof Kind.Wholes);
    return Arrays.stream(values.split(lists ? "\\|" : ",", -1)).map(String::strip).toList();
  }

  private static String unknown(String key) {
    List<String> known = Stream.concat(SpecLayout.keys().stream(), Stream.of(SEEDS)).toList();
    return "A grid has no \"%s\".%s The settings are %s."
        .formatted(key, DidYouMean.question(key, known), String.join(", ", known));
  }

  /**
   * The runs of this grid.
   *
   * @param base the texts of the settings that do not vary
   * @return every combination once, in order
   * @throws Problem if there are more than {@link #MOST}, or the base is wrong
   */
  public List<ExperimentSpec> over(SpecDraft base) {
    List<Map<String, String>> combinations = List.of(Map.of());
    for (Map.Entry<String, List<String>> axis : values.entrySet()) {
      if ((long) combinations.size() * axis.getValue().size() > 10L * MOST) {
        throw tooMany();
      }
      List<Map<String, String>> more = new ArrayList<>();
      for (Map<String, String> combination : combinations) {
        axis.getValue()
            .forEach(text -> {
              Map<String, String> longer = new LinkedHashMap<>(combination);
              longer.put(axis.getKey(), text);
              more.add(longer);
            });
      }
      combinations = more;
    }
    SequencedSet<ExperimentSpec> runs = new LinkedHashSet<>();
    for (Map<String, String> combination : combinations) {
      runs.add(run(base, combination));
      if (runs.size() > MOST) {
        throw tooMany();
      }
    }
    return List.copyOf(runs);
  }

  /**
   * A run of the grid; settings that it does not train with stay as in the base, so that runs that
   * train alike are alike.
   */
  private static ExperimentSpec run(SpecDraft base, Map<String, String> combination) {
    SpecDraft all = base.with(combination);
    SettingValues trained = all.values();
    if (!combination.containsKey(CommonSettings.OBSERVE_FISHER.key())) {
      trained = trained.with(CommonSettings.OBSERVE_FISHER, false);
    }
    List<String> used = SpecLayout.relevant(trained).stream().map(Setting::key).toList();
    Map<String, String> kept = new LinkedHashMap<>(combination);
    kept.keySet().retainAll(used);
    return base.with(kept).toSpec();
  }

  /** The number of combinations of values, those that train alike among them. */
  public long combinations() {
    return values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  private static Problem tooMany() {
    return new Problem("The grid makes more than %,d runs: name fewer values.".formatted(MOST));
  }
}
