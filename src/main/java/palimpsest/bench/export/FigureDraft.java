package palimpsest.bench.export;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.AxisRange;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.Figure;
import palimpsest.chart.FigureState;
import palimpsest.chart.PaperFigure;
import palimpsest.chart.PaperPicture;
import palimpsest.chart.PrintStyle;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * A figure that is being set for paper: how, and what it comes to. Used on the window's thread; the
 * preview is drawn beside it.
 */
public final class FigureDraft {

  /** An end of an axis, as typed; empty for the end that the figure needs. */
  enum End {
    FIRST_EPOCH("first epoch"),
    LAST_EPOCH("last epoch"),
    LOWEST_VALUE("lowest value"),
    HIGHEST_VALUE("highest value");

    private final String label;

    End(String label) {
      this.label = label;
    }

    String label() {
      return label;
    }
  }

  /** Pixels that a preview has at most for a point. */
  private static final double LARGEST = 2.2;

  private final Latest<PaperPicture> drawing;
  private final Map<PrintStyle.Part, StringProperty> parts = new EnumMap<>(PrintStyle.Part.class);
  private final Map<End, StringProperty> ends = new EnumMap<>(End.class);
  private final StringProperty title = new SimpleStringProperty(this, "title", "");
  private final ObjectProperty<FigureState> state =
      new SimpleObjectProperty<>(this, "state", FigureState.INITIAL);
  private final ReadOnlyObjectWrapper<@Nullable PaperPicture> picture =
      new ReadOnlyObjectWrapper<>(this, "picture", null);
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper(this, "size", "");
  private @Nullable Figure figure;
  private double roomWidth;
  private double roomHeight;
  private boolean quiet;

  /**
   * A draft of no figure yet.
   *
   * @param drawing draws the preview
   */
  FigureDraft(Latest<PaperPicture> drawing) {
    this.drawing = drawing;
    for (PrintStyle.Part part : PrintStyle.Part.values()) {
      parts.put(part, watched(new SimpleStringProperty(this, part.key(), "")));
    }
    for (End end : End.values()) {
      ends.put(end, watched(new SimpleStringProperty(this, end.label(), "")));
    }
    watched(title);
    state.subscribe((was, is) -> preview());
  }

  private StringProperty watched(StringProperty text) {
    text.subscribe((was, is) -> preview());
    return text;
  }

  /** Takes a figure, as it is looked at, in a style. */
  void begin(Figure next, PrintStyle style) {
    quiet = true;
    figure = next;
    FigureState seen = next instanceof CurveFigure curves ? curves.state() : FigureState.INITIAL;
    state.set(seen);
    write(seen.epochs(), End.FIRST_EPOCH, End.LAST_EPOCH);
    write(seen.values(), End.LOWEST_VALUE, End.HIGHEST_VALUE);
    title.set("");
    take(style);
    quiet = false;
    preview();
  }

  private void write(@Nullable AxisRange range, End from, End to) {
    end(from).set(range == null ? "" : text(range.from()));
    end(to).set(range == null ? "" : text(range.to()));
  }

  private static String text(double value) {
    return NumberText.leading(value).replace('−', '-');
  }

  /** Takes a whole style. */
  void take(PrintStyle style) {
    boolean before = quiet;
    quiet = true;
    parts.forEach((part, text) -> text.set(style.text(part)));
    quiet = before;
    preview();
  }

  /** A part of the style as the person writes it. */
  StringProperty part(PrintStyle.Part part) {
    return Objects.requireNonNull(parts.get(part));
  }

  /** An end of an axis as the person writes it. */
  StringProperty end(End end) {
    return Objects.requireNonNull(ends.get(end));
  }

  /** The title above the figure; empty for none. */
  StringProperty titleProperty() {
    return title;
  }

  /** Names, order and colours of curves, and which are hidden. */
  ObjectProperty<FigureState> stateProperty() {
    return state;
  }

  /** The preview; null while there is none. */
  ReadOnlyObjectProperty<@Nullable PaperPicture> pictureProperty() {
    return picture.getReadOnlyProperty();
  }

  /** The error in the input, in a sentence; empty if the figure can be saved. */
  ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** The size of the saved figure, for people. */
  ReadOnlyStringProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /** Sets the space for the preview, in pixels. */
  void setPage(double width, double height) {
    roomWidth = width;
    roomHeight = height;
    preview();
  }

  /**
   * The style as it is written.
   *
   * @throws Problem naming the first part that cannot be read
   */
  PrintStyle style() {
    PrintStyle style = PrintStyle.COLUMN;
    for (PrintStyle.Part part : PrintStyle.Part.values()) {
      style = style.with(part, part(part).get());
    }
    return style;
  }

  /**
   * The figure as it is set.
   *
   * @throws Problem naming the first end of an axis that cannot be read
   */
  Figure figure() {
    Figure drawn = Objects.requireNonNull(figure, "no figure was begun");
    if (!(drawn instanceof CurveFigure curves)) {
      return drawn;
    }
    FigureState seen = state.get();
    CurveFigure whole = curves.with(seen.withRanges(null, null));
    AxisRange epochs = range(End.FIRST_EPOCH, End.LAST_EPOCH, whole.wholeEpochs());
    AxisRange values = range(End.LOWEST_VALUE, End.HIGHEST_VALUE, whole.wholeValues());
    if (seen.logValues() && values != null && !(values.from() > 0)) {
      throw Problem.badValue(
          End.LOWEST_VALUE.label(), end(End.LOWEST_VALUE).get(), "above 0 on a logarithmic axis");
    }
    return curves.with(seen.withRanges(epochs, values));
  }

  private @Nullable AxisRange range(End from, End to, AxisRange whole) {
    String first = end(from).get().strip();
    String last = end(to).get().strip();
    if (first.isEmpty() && last.isEmpty()) {
      return null;
    }
    double low = first.isEmpty() ? whole.from() : number(from, first);
    double high = last.isEmpty() ? whole.to() : number(to, last);
    if (!(low < high)) {
      throw Problem.badValue(
          to.label(), last.isEmpty() ? text(high) : last, "above the " + from.label());
    }
    return new AxisRange(low, high);
  }

  private static double number(End end, String text) {
    return StrictNumber.real(text.replace('−', '-'))
        .orElseThrow(() -> Problem.badValue(end.label(), text, "a number, or empty"));
  }

  private void preview() {
    if (quiet || figure == null || roomWidth < 1 || roomHeight < 1) {
      return;
    }
    try {
      PrintStyle style = style();
      PaperFigure paper = new PaperFigure(figure(), style, title.get());
      error.set("");
      size.set(
          "%.1f × %.1f cm"
              .formatted(
                  paper.width() / PrintStyle.POINTS_PER_CM,
                  paper.height() / PrintStyle.POINTS_PER_CM));
      // Copied: the preview is drawn on another thread.
      double wide = roomWidth;
      double high = roomHeight;
      drawing.ask(
          () -> PaperPicture.of(paper, wide, high, LARGEST), picture::set, () -> picture.set(null));
    } catch (Problem problem) {
      error.set(String.valueOf(problem.getMessage()));
    }
  }
}
