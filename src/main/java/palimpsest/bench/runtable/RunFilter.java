package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.runtable.RunColumn.Numbers;
import palimpsest.bench.runtable.RunColumn.Texts;
import palimpsest.problem.Problem;
import palimpsest.text.DidYouMean;

/**
 * A question that runs answer or not, as people write it: {@code strategy:ewc seed:42 acc>0.5
 * tag:paper}. All parts must hold; a bare word may come anywhere in what the table says of the run;
 * a minus before a part asks for its contrary, as {@code !=} does; quotation marks hold words
 * together. A part that is wrong is left out: the rest of the filter holds while one writes.
 */
final class RunFilter {

  private static final Pattern PART =
      Pattern.compile("(-?)(?:([\\p{L}][\\p{L}-]*)(:|<=|>=|!=|==|[≤≥≠<>=]))?(\"[^\"]*\"?|\\S+)?");

  /** A relation with spaces around it, as in {@code acc > 0.5}, outside quotation marks. */
  private static final Pattern SPACED =
      Pattern.compile("\\s*(<=|>=|!=|==|[≤≥≠<>=])\\s*(?=[^\"]*(?:\"[^\"]*\"[^\"]*)*$)");

  private static final Map<String, String> ALIASES =
      Map.of(
          "acc", "average-accuracy",
          "accuracy", "average-accuracy",
          "tag", RunColumns.TAGS,
          "note", RunColumns.NOTES,
          "fisher", "representation",
          "run", "id",
          "date", "started",
          "time", "duration",
          "rate", "learning-rate");

  private final Predicate<SearchedRun> question;
  private final String error;

  private RunFilter(Predicate<SearchedRun> question, String error) {
    this.question = question;
    this.error = error;
  }

  /**
   * Reads a filter.
   *
   * @return the question, which an empty text puts to no run, and what is wrong with the text
   */
  static RunFilter read(String text) {
    List<Predicate<SearchedRun>> parts = new ArrayList<>();
    String error = "";
    for (String part : parts(SPACED.matcher(text).replaceAll("$1"))) {
      try {
        parts.add(part(part));
      } catch (Problem problem) {
        error = error.isEmpty() ? problem.getMessage() : error;
      }
    }
    return new RunFilter(run -> parts.stream().allMatch(part -> part.test(run)), error);
  }

  /** Whether a run answers all parts that could be read. */
  boolean test(SearchedRun run) {
    return question.test(run);
  }

  /** The error in the first invalid part and a valid form; empty if there is none. */
  String error() {
    return error;
  }

  /** Cuts at spaces, but not within quotation marks. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char letter = text.charAt(i);
      quoted ^= letter == '"';
      if (Character.isWhitespace(letter) && !quoted) {
        if (!part.isEmpty()) {
          parts.add(part.toString());
        }
        part.setLength(0);
      } else {
        part.append(letter);
      }
    }
    if (!part.isEmpty()) {
      parts.add(part.toString());
    }
    return parts;
  }

  private static Predicate<SearchedRun> part(String part) {
    if (part.chars().filter(letter -> letter == '"').count() % 2 == 1) {
      throw new Problem("A quotation mark is missing at the end of %s.".formatted(part));
    }
    Matcher matcher = PART.matcher(part);
    if (!matcher.matches()) {
      return words(part.replace("\"", ""));
    }
    String field = matcher.group(2);
    String value = matcher.group(4) == null ? "" : matcher.group(4).replace("\"", "");
    if (field == null) {
      return negated(words(value), !matcher.group(1).isEmpty());
    }
    String relation = relation(matcher.group(3));
    boolean not = relation.equals("!=");
    return negated(field(field, not ? "=" : relation, value), not != !matcher.group(1).isEmpty());
  }

  /** The usual spelling of a relation. */
  private static String relation(String written) {
    return switch (written) {
      case "≤" -> "<=";
      case "≥" -> ">=";
      case "≠" -> "!=";
      case "==" -> "=";
      default -> written;
    };
  }

  private static <T> Predicate<T> negated(Predicate<T> question, boolean not) {
    return not ? question.negate() : question;
  }

  private static Predicate<SearchedRun> words(String words) {
    String wanted = words.toLowerCase(Locale.ROOT);
    return run -> run.words().contains(wanted);
  }

  private static Predicate<SearchedRun> field(String name, String relation, String value) {
    RunColumn column = column(name);
    if (value.isEmpty()) {
      throw new Problem(
          "%s needs a value: write %s, for instance.".formatted(name, example(column, name)));
    }
    return switch (column.values()) {
      case Numbers(var of, NumberFormatKind numberFormatKind) -> {
        Predicate<Double> holds = number(name, numberFormatKind, relation, value);
        yield searched -> holds.test(of.applyAsDouble(searched.run()));
      }
      case Texts(var of) -> {
        if (!relation.equals(":") && !relation.equals("=")) {
          throw new Problem(
              "%s is a text and is not larger or smaller than another: write %s:%s."
                  .formatted(name, name, value));
        }
        Predicate<ArchivedRun> holds = text(column, of, value.toLowerCase(Locale.ROOT));
        yield searched -> holds.test(searched.run());
      }
    };
  }

  private static Predicate<ArchivedRun> text(
      RunColumn column, Function<ArchivedRun, String> of, String wanted) {
    return switch (column.key()) {
      case RunColumns.TAGS ->
          run ->
              run.tags().stream().anyMatch(tag -> tag.toLowerCase(Locale.ROOT).startsWith(wanted));
      case "strategy" ->
          run -> holds(of.apply(run), wanted) || holds(run.spec().strategy().key(), wanted);
      case "representation" ->
          run ->
              holds(of.apply(run), wanted)
                  || (!of.apply(run).isEmpty() && holds(run.spec().representation().key(), wanted));
      default -> run -> holds(of.apply(run), wanted);
    };
  }

  private static Predicate<Double> number(
      String name, NumberFormatKind numberFormatKind, String relation, String value) {
    double bound =
        numberFormatKind
            .read(value)
            .orElseThrow(() ->
                new Problem(
                    "%s is \"%s\", but must be %s."
                        .formatted(name, value, numberFormatKind.right())));
    return switch (relation) {
      case "<" -> number -> number < bound;
      case "<=" -> number -> number <= bound;
      case ">" -> number -> number > bound;
      case ">=" -> number -> number >= bound;
      default ->
          numberFormatKind == NumberFormatKind.TIME
              ? number -> number >= bound && number < bound + 86_400
              // What is shown is rounded, and what is shown is what people write.
              : number ->
                  number == bound
                      || numberFormatKind.text(number).equals(numberFormatKind.text(bound));
    };
  }

  private static RunColumn column(String name) {
    String key = name.toLowerCase(Locale.ROOT);
    String wanted = ALIASES.getOrDefault(key, key);
    for (RunColumn column : RunColumns.ALL) {
      if (column.key().equals(wanted)) {
        return column;
      }
    }
    List<RunColumn> begun =
        RunColumns.ALL.stream().filter(column -> column.key().startsWith(wanted)).toList();
    if (begun.size() == 1) {
      return begun.getFirst();
    }
    List<String> names = new ArrayList<>(RunColumns.ALL.stream().map(RunColumn::key).toList());
    names.addAll(ALIASES.keySet());
    throw new Problem(
        "There is no field \"%s\".%s Fields are %s."
            .formatted(
                name,
                DidYouMean.question(name, names),
                RunColumns.ALL.stream().map(RunColumn::key).collect(Collectors.joining(", "))));
  }

  private static String example(RunColumn column, String name) {
    return switch (column.values()) {
      case Texts texts -> name + ":ewc";
      case Numbers(var of, NumberFormatKind numberFormatKind) ->
          name
              + ">"
              + switch (numberFormatKind) {
                case SHARE, FACTOR -> "0.5";
                case TIME -> "2026-01-31";
                case DURATION -> "5m";
                case NAME, COUNT -> "10";
              };
    };
  }

  private static boolean holds(String text, String wanted) {
    return text.toLowerCase(Locale.ROOT).contains(wanted);
  }
}
