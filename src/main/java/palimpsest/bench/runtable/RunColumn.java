package palimpsest.bench.runtable;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import palimpsest.archive.ArchivedRun;

/**
 * A column of the table: what it is called, and what it says of a run.
 *
 * @param key its name in filters and settings, such as {@code average-accuracy}
 * @param title its heading
 * @param help its meaning, in a sentence
 * @param width its width at first
 * @param shown whether it is shown at first
 * @param values its values
 */
public record RunColumn(
    String key, String title, String help, double width, boolean shown, Values values) {

  /** The values of a column: texts or numbers. */
  public sealed interface Values {}

  /**
   * A text.
   *
   * @param of the text of a run
   */
  public record Texts(Function<ArchivedRun, String> of) implements Values {}

  /**
   * A number, sorted as one.
   *
   * @param of the number of a run; NaN if it has none
   * @param numberFormatKind the kind of number
   */
  public record Numbers(ToDoubleFunction<ArchivedRun> of, NumberFormatKind numberFormatKind)
      implements Values {}

  /** The column's value for a run, for people; empty if there is none. */
  public String text(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, NumberFormatKind numberFormatKind) ->
          numberFormatKind.text(of.applyAsDouble(run));
    };
  }

  /**
   * The column's value for a run, for programs: a number in full, a time in ISO 8601; empty if
   * there is none.
   */
  String plain(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, NumberFormatKind numberFormatKind) ->
          numberFormatKind.plain(of.applyAsDouble(run));
    };
  }

  /** Whether it holds numbers. */
  public boolean isNumber() {
    return values instanceof Numbers;
  }

  /** The column's value for a run, for comparison: a number, NaN if it has none, or a text. */
  Object said(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, NumberFormatKind numberFormatKind) -> of.applyAsDouble(run);
    };
  }
}
