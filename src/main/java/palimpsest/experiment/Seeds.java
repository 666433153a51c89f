package palimpsest.experiment;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import palimpsest.problem.Problem;

/** Several seeds as a person writes them: {@code 42, 44} or {@code 42-46, 50}. */
public final class Seeds {

  /** Seeds that one text may name at most; more is usually a mistake. */
  public static final int MOST = 1000;

  private static final Pattern RANGE = Pattern.compile("(\\d+)\\s*[-–]\\s*(\\d+)");

  private Seeds() {}

  /** The form of such a text, to follow the words "must be". */
  public static String range() {
    return "one seed or several, such as 42 or 42-46,50, each a whole number from 0 to"
        + " 9,007,199,254,740,991, none twice, at most %,d".formatted(MOST);
  }

  /**
   * The seeds that a text names, in its order.
   *
   * @throws Problem naming the text and what would be right
   */
  public static List<Long> read(String text) {
    return read("seeds", text);
  }

  /**
   * The seeds that a text names, in its order.
   *
   * @param field the user's name for the text
   * @throws Problem naming the text and the one rule that it breaks
   */
  public static List<Long> read(String field, String text) {
    if (text.isBlank()) {
      throw Problem.badValue(field, text, range());
    }
    SequencedSet<Long> seeds = new LinkedHashSet<>();
    for (String part : text.split(",", -1)) {
      Matcher range = RANGE.matcher(part.strip());
      long first = seed(range.matches() ? range.group(1) : part.strip(), field, text);
      long last = range.matches() ? seed(range.group(2), field, text) : first;
      if (last < first) {
        throw wrong(field, text, "%s runs backwards: write %d-%d".formatted(part, last, first));
      }
      if (last - first >= MOST) {
        throw tooMany(field, text);
      }
      for (long seed = first; seed <= last; seed++) {
        if (!seeds.add(seed)) {
          throw wrong(field, text, "%d is in it twice".formatted(seed));
        }
      }
      if (seeds.size() > MOST) {
        throw tooMany(field, text);
      }
    }
    return List.copyOf(seeds);
  }

  private static long seed(String part, String field, String text) {
    return CommonSettings.SEED
        .kind()
        .read(part)
        .orElseThrow(() ->
            wrong(
                field,
                text,
                "\"%s\" is not %s. Write one seed or several, such as 42 or 42-46,50"
                    .formatted(part, CommonSettings.SEED.kind().range())));
  }

  private static Problem tooMany(String field, String text) {
    return wrong(field, text, "at most %,d seeds can be named at once".formatted(MOST));
  }

  private static Problem wrong(String field, String text, String rule) {
    return new Problem("%s is \"%s\", but %s.".formatted(field, text, rule));
  }
}
