package palimpsest.bench.runs;

import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import palimpsest.archive.ArchivedRun;

/**
 * A column of the table: what it is called, and what it says of a run.
 *
 * @param key its name in filters and settings, such as {@code average-accuracy}
 * @param title its heading
 * @param help what it says, in a sentence
 * @param width its width at first
 * @param shown whether it is shown at first
 * @param values what it says
 */
public record RunColumn(
    String key, String title, String help, double width, boolean shown, Values values) {

  /** What a column says of a run: a text or a number. */
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
   * @param measure what kind of number it is
   */
  public record Numbers(ToDoubleFunction<ArchivedRun> of, Measure measure) implements Values {}

  /** What the column says of a run, for people; empty if nothing. */
  public String text(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, Measure measure) -> measure.text(of.applyAsDouble(run));
    };
  }

  /**
   * What the column says of a run, for programs: a number in full, a time as ISO 8601 writes it;
   * empty if nothing.
   */
  String plain(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, Measure measure) -> measure.plain(of.applyAsDouble(run));
    };
  }

  /** Whether it holds numbers. */
  public boolean isNumber() {
    return values instanceof Numbers;
  }

  /** What the column says of a run, to be compared: a number, NaN if it has none, or a text. */
  Object said(ArchivedRun run) {
    return switch (values) {
      case Texts(var of) -> of.apply(run);
      case Numbers(var of, Measure measure) -> of.applyAsDouble(run);
    };
  }
}
