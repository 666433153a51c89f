package palimpsest.experiment;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.stream.Stream;
import palimpsest.learning.StrategyKind;
import palimpsest.problem.Problem;

/**
 * Several values for some fields, and a run for each combination of them.
 *
 * <p>What a strategy does not use makes no further run of it: replay with three importances is one
 * run, not three.
 *
 * @param values for each field that varies, its values as text; the runs come in the order of the
 *     form, the field that comes last varying fastest
 */
public record Grid(Map<SpecField, List<String>> values) {

  /** Runs that one grid may make at most. */
  public static final int MOST = 10_000;

  private static final String SEEDS = "seeds";

  /**
   * Checks every value.
   *
   * @throws Problem naming the first value that its field does not take
   */
  public Grid {
    Map<SpecField, List<String>> copy = new EnumMap<>(SpecField.class);
    values.forEach((field, texts) -> {
      if (texts.isEmpty()) {
        throw new Problem("%s has no values in the grid.".formatted(field.key()));
      }
      texts.forEach(field::read);
      copy.put(field, List.copyOf(texts));
    });
    values = copy;
  }

  /**
   * The grid that a text describes.
   *
   * @param text such as {@code strategy=ewc,replay; importance=1,10; seeds=42-44}: fields apart by
   *     semicolons, values by commas
   * @throws Problem naming the field and what would be right
   */
  public static Grid read(String text) {
    Map<SpecField, List<String>> values = new EnumMap<>(SpecField.class);
    for (String part : text.split(";", -1)) {
      if (part.isBlank()) {
        continue;
      }
      String[] sides = part.split("=", 2);
      String key = sides[0].strip();
      if (sides.length < 2) {
        throw Problem.badValue(
            "grid", part.strip(), "a field, an equals sign and values, such as importance=1,10");
      }
      SpecField field = key.equals(SEEDS) ? SpecField.SEED : SpecField.named(key);
      if (field == null || field == SpecField.TASKS) {
        throw new Problem(unknown(key));
      }
      if (values.put(field, texts(field, sides[1])) != null) {
        throw new Problem("The grid names %s twice.".formatted(field.key()));
      }
    }
    if (values.isEmpty()) {
      throw Problem.badValue("grid", text, "such as strategy=ewc,replay; importance=1,10");
    }
    return new Grid(values);
  }

  private static List<String> texts(SpecField field, String values) {
    return field == SpecField.SEED
        ? Seeds.read(values).stream().map(String::valueOf).toList()
        : Arrays.stream(values.split(",", -1)).map(String::strip).toList();
  }

  private static String unknown(String key) {
    List<String> known =
        Stream.concat(
                Stream.of(SpecField.values())
                    .filter(field -> field != SpecField.TASKS)
                    .map(SpecField::key),
                Stream.of(SEEDS))
            .toList();
    return "A grid has no \"%s\".%s The fields are %s."
        .formatted(key, NearestName.question(key, known), String.join(", ", known));
  }

  /**
   * The runs of this grid.
   *
   * @param base what the fields that do not vary are
   * @return every combination once, in order
   * @throws Problem if there are more than {@link #MOST}
   */
  public List<ExperimentSpec> over(ExperimentSpec base) {
    SpecDraft start = SpecDraft.of(base);
    List<SpecDraft> drafts = List.of(start);
    for (Map.Entry<SpecField, List<String>> axis : values.entrySet()) {
      if ((long) drafts.size() * axis.getValue().size() > 10L * MOST) {
        throw tooMany();
      }
      List<SpecDraft> more = new ArrayList<>();
      for (SpecDraft draft : drafts) {
        axis.getValue().forEach(text -> more.add(draft.with(axis.getKey(), text)));
      }
      drafts = more;
    }
    SequencedSet<ExperimentSpec> runs = new LinkedHashSet<>();
    for (SpecDraft draft : drafts) {
      runs.add(withoutUnused(draft, start).toSpec());
    }
    if (runs.size() > MOST) {
      throw tooMany();
    }
    return List.copyOf(runs);
  }

  /** The number of combinations of values, those that train alike among them. */
  public long combinations() {
    return values.values().stream().mapToLong(List::size).reduce(1, Math::multiplyExact);
  }

  /** What the strategy does not use is as in the base, so that runs that train alike are alike. */
  private SpecDraft withoutUnused(SpecDraft draft, SpecDraft base) {
    SpecDraft plain = draft;
    for (SpecField field : values.keySet()) {
      if (!trains(field, draft)) {
        plain = plain.with(field, base.text(field));
      }
    }
    return plain;
  }

  /** Whether a field changes how a draft trains; a matrix that only the eye wants does not. */
  private static boolean trains(SpecField field, SpecDraft draft) {
    return field == SpecField.REPRESENTATION
        ? draft.strategyHas(StrategyKind::usesFisher)
        : field.isUsedBy(draft);
  }

  private static Problem tooMany() {
    return new Problem("The grid makes more than %,d runs: name fewer values.".formatted(MOST));
  }
}
