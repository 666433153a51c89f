package palimpsest.bench.fisher;

import java.util.List;
import java.util.OptionalDouble;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.MatrixValues;
import palimpsest.chart.Reduction;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * The mapping from values to colours: one scale shared by all matrices, and one for their
 * difference with zero in the middle. What is written and makes no sense is complained of, and the
 * last scale stays.
 */
final class LevelsModel {

  private final StringProperty black = new SimpleStringProperty(this, "black", "");
  private final StringProperty white = new SimpleStringProperty(this, "white", "");
  private final StringProperty percentile = new SimpleStringProperty(this, "percentile", "99");
  private final ObjectProperty<GreyCurve> curve =
      new SimpleObjectProperty<>(this, "curve", GreyCurve.LINEAR);
  private final ObjectProperty<MatrixPalette> palette =
      new SimpleObjectProperty<>(this, "palette", MatrixPalette.GREY);
  private final ObjectProperty<Reduction> reduction =
      new SimpleObjectProperty<>(this, "reduction", Reduction.LARGEST_MAGNITUDE);
  private final BooleanProperty nonZero = new SimpleBooleanProperty(this, "nonZero");
  private final ReadOnlyObjectWrapper<GreyScale> greys =
      new ReadOnlyObjectWrapper<>(this, "greys", GreyScale.INITIAL);
  private final DifferenceLevels difference;
  private final ReadOnlyStringWrapper error = new ReadOnlyStringWrapper(this, "error", "");
  private final ReadOnlyObjectWrapper<MatrixValues> values =
      new ReadOnlyObjectWrapper<>(this, "values", MatrixValues.NONE);
  private final Latest<MatrixValues> sorter;
  private @Nullable MatrixSource shownDifference;
  private OptionalDouble blackBefore = OptionalDouble.empty();
  private boolean writing;

  /**
   * Levels as at first.
   *
   * @param values the executor that sorts visible values
   * @param numbers the executor for long computations
   * @param window the window's thread
   */
  LevelsModel(Executor values, Executor numbers, Executor window) {
    sorter = new Latest<>(values, window);
    difference = new DifferenceLevels(values, numbers, window);
    write(GreyScale.INITIAL);
    black.subscribe(text -> read(true));
    white.subscribe(text -> read(false));
    percentile.subscribe(text -> read(true));
    difference.limitProperty().subscribe(text -> read(true));
    reduction.subscribe(next -> differenceShown(shownDifference));
    curve.subscribe(next -> {
      difference.setCurve(next);
      if (next == GreyCurve.LOG && palette.get() == MatrixPalette.BLUE_RED) {
        palette.set(MatrixPalette.GREY);
      }
      read(true);
      balance();
    });
    palette.subscribe(next -> {
      if (next == MatrixPalette.BLUE_RED && curve.get() == GreyCurve.LOG) {
        curve.set(GreyCurve.SYMMETRIC_LOG);
      }
      balance();
    });
  }

  /** The lower end of the range, as written. */
  StringProperty blackProperty() {
    return black;
  }

  /** The upper end of the range, as written. */
  StringProperty whiteProperty() {
    return white;
  }

  /** The distance from zero at which the range of the difference ends, as written. */
  StringProperty limitProperty() {
    return difference.limitProperty();
  }

  /** The per cent of the values in view that Auto leaves below the upper end, as written. */
  StringProperty percentileProperty() {
    return percentile;
  }

  /** The function from value to grey. */
  ObjectProperty<GreyCurve> curveProperty() {
    return curve;
  }

  /** The colours of the levels. */
  ObjectProperty<MatrixPalette> paletteProperty() {
    return palette;
  }

  /** The value shown by a pixel that covers several entries. */
  ObjectProperty<Reduction> reductionProperty() {
    return reduction;
  }

  /** The way to draw a matrix at a scale. */
  MatrixLook look(GreyScale scale) {
    return new MatrixLook(scale, palette.get(), reduction.get());
  }

  /** Whether entries other than zero are shown in colour. */
  BooleanProperty nonZeroProperty() {
    return nonZero;
  }

  /** The scale of the matrices: the last that made sense. */
  ReadOnlyObjectProperty<GreyScale> greysProperty() {
    return greys.getReadOnlyProperty();
  }

  /** The scale of their difference: zero is the middle grey. */
  ReadOnlyObjectProperty<GreyScale> differenceGreysProperty() {
    return difference.scaleProperty();
  }

  /** The error in the levels as typed; empty if there is none. */
  ReadOnlyStringProperty errorProperty() {
    return error.getReadOnlyProperty();
  }

  /** The values of the matrices in view, as far as they have been read. */
  ReadOnlyObjectProperty<MatrixValues> valuesProperty() {
    return values.getReadOnlyProperty();
  }

  /** Chooses a range; one that is empty is not taken. */
  void setRange(double min, double max) {
    if (min < max && (max > 0 || curve.get() != GreyCurve.LOG)) {
      write(new GreyScale(min, max, curve.get()));
    }
  }

  /** Chooses the range that suits what is in view. */
  void auto() {
    double share = share();
    if (Double.isNaN(share)) {
      return;
    }
    MatrixValues now = values.get();
    double reach = now.reach(share);
    if (greys.get().isSymmetric() && reach > 0) {
      write(new GreyScale(-reach, reach, curve.get()));
    } else if (now.white(share) > 0) {
      write(new GreyScale(0, now.white(share), curve.get()));
    }
    difference.auto(share);
  }

  /** Goes back to an even scale in grey from 0 to 0.1. */
  void reset() {
    blackBefore = OptionalDouble.empty();
    curve.set(GreyCurve.LINEAR);
    palette.set(MatrixPalette.GREY);
    write(GreyScale.INITIAL);
    difference.reset();
  }

  /** Takes on a look of an earlier session. */
  void restore(GreyScale range, MatrixPalette colours) {
    palette.set(colours);
    curve.set(range.curve());
    if (curve.get() == range.curve() && palette.get() == colours) {
      write(range);
    }
  }

  /** Shows entries other than zero in colour, or no longer. */
  void toggleNonZero() {
    nonZero.set(!nonZero.get());
  }

  /** Takes in which parts of the matrices are in view. */
  void inView(List<MatrixValues.Part> parts) {
    sorter.ask(superseded -> MatrixValues.of(parts), values::set, error::set);
  }

  /** Takes in which parts of their difference are. */
  void differenceInView(List<MatrixValues.Part> parts) {
    difference.inView(parts);
  }

  /** Takes in the difference that is shown, whole; null for none. */
  void differenceShown(@Nullable MatrixSource shown) {
    shownDifference = shown;
    double share = share();
    difference.show(shown, reduction.get(), Double.isNaN(share) ? 1 : share);
  }

  /** A number as short as its four leading digits allow, as it can be written into a field. */
  static String text(double value) {
    return NumberText.leading(value).replace('−', '-');
  }

  /** By largest magnitude instead of by mean, or the other way round. */
  void toggleReduction() {
    reduction.set(reduction.get() == Reduction.MEAN ? Reduction.LARGEST_MAGNITUDE : Reduction.MEAN);
  }

  /**
   * Puts zero into the middle where curve or palette are made for both signs; when neither is any
   * longer, black goes back to where it was.
   */
  private void balance() {
    GreyScale now = greys.get();
    boolean bothSigns =
        curve.get() == GreyCurve.SYMMETRIC_LOG || palette.get() == MatrixPalette.BLUE_RED;
    if (bothSigns && !now.isSymmetric()) {
      blackBefore = OptionalDouble.of(now.min());
      double far = Math.max(Math.abs(now.min()), Math.abs(now.max()));
      write(new GreyScale(-far, far, curve.get()));
    } else if (!bothSigns && blackBefore.isPresent()) {
      double black = blackBefore.getAsDouble();
      blackBefore = OptionalDouble.empty();
      if (now.isSymmetric() && black < now.max()) {
        write(new GreyScale(black, now.max(), curve.get()));
      }
    }
  }

  /** The share that Auto leaves below the upper end; NaN if what is written makes no sense. */
  private double share() {
    try {
      requireShare();
      return number("Percentile", percentile.get()) / 100;
    } catch (Problem problem) {
      return Double.NaN;
    }
  }

  private void requireShare() {
    double percent = number("Percentile", percentile.get());
    if (!(percent > 0 && percent <= 100)) {
      throw Problem.badValue(
          "Percentile", percentile.get(), "a number above 0 and at most 100, such as 99");
    }
  }

  private void write(GreyScale range) {
    writing = true;
    try {
      black.set(text(range.min()));
      white.set(text(range.max()));
    } finally {
      writing = false;
    }
    greys.set(range);
    error.set("");
  }

  /**
   * Reads everything as written. An end of the range that passes the other moves it along.
   *
   * @param lower whether the lower end of the range was written last
   */
  private void read(boolean lower) {
    if (writing || difference.isWriting()) {
      return;
    }
    try {
      readRange(number("Lower end", black.get()), number("Upper end", white.get()), lower);
      difference.read();
      requireShare();
      error.set("");
    } catch (Problem problem) {
      error.set(problem.getMessage());
    }
  }

  private void readRange(double min, double max, boolean lower) {
    if (min < max) {
      greys.set(new GreyScale(min, max, curve.get()));
      return;
    }
    double span = greys.get().max() - greys.get().min();
    write(
        lower
            ? new GreyScale(min, min + span, curve.get())
            : new GreyScale(max - span, max, curve.get()));
  }

  private static double number(String field, String text) {
    return StrictNumber.real(text).orElseThrow(() -> Problem.badValue(field, text, "a number"));
  }
}
