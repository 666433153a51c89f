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
import palimpsest.bench.work.Latest;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixValues;
import palimpsest.chart.Reduction;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;
import palimpsest.text.NumberText;

/**
 * How values become grey: one scale that all matrices share, and one for their difference with zero
 * in the middle. What is written and makes no sense is complained of, and the last scale stays.
 */
final class LevelsModel {

  private static final double LIMIT = 0.1;

  private final StringProperty black = new SimpleStringProperty(this, "black", "");
  private final StringProperty white = new SimpleStringProperty(this, "white", "");
  private final StringProperty limit = new SimpleStringProperty(this, "limit", "");
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
  private final ReadOnlyObjectWrapper<GreyScale> differenceGreys =
      new ReadOnlyObjectWrapper<>(this, "differenceGreys", GreyScale.symmetric(LIMIT));
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper(this, "complaint", "");
  private final ReadOnlyObjectWrapper<MatrixValues> values =
      new ReadOnlyObjectWrapper<>(this, "values", MatrixValues.NONE);
  private final Latest<MatrixValues> sorter;
  private final Latest<MatrixValues> differenceSorter;
  private MatrixValues differenceValues = MatrixValues.NONE;
  private boolean limitChosen;
  private OptionalDouble blackBefore = OptionalDouble.empty();
  private boolean writing;

  LevelsModel(Executor background, Executor window) {
    sorter = new Latest<>(background, window);
    differenceSorter = new Latest<>(background, window);
    write(GreyScale.INITIAL);
    writeLimit(LIMIT);
    black.subscribe(text -> read());
    white.subscribe(text -> read());
    percentile.subscribe(text -> read());
    limit.subscribe((before, text) -> {
      limitChosen |= !writing;
      read();
    });
    curve.subscribe(next -> {
      if (next == GreyCurve.LOG && palette.get() == MatrixPalette.BLUE_RED) {
        palette.set(MatrixPalette.GREY);
      }
      read();
      balance();
    });
    palette.subscribe(next -> {
      if (next == MatrixPalette.BLUE_RED && curve.get() == GreyCurve.LOG) {
        curve.set(GreyCurve.SYMMETRIC_LOG);
      }
      balance();
    });
  }

  /** The value drawn black, as written. */
  StringProperty blackProperty() {
    return black;
  }

  /** The value drawn white, as written. */
  StringProperty whiteProperty() {
    return white;
  }

  /** The distance from zero at which a difference is black or white, as written. */
  StringProperty limitProperty() {
    return limit;
  }

  /** The per cent of the values in view that Auto leaves darker than white, as written. */
  StringProperty percentileProperty() {
    return percentile;
  }

  /** How grey grows with the value. */
  ObjectProperty<GreyCurve> curveProperty() {
    return curve;
  }

  /** The colours of the levels. */
  ObjectProperty<MatrixPalette> paletteProperty() {
    return palette;
  }

  /** What a pixel shows of several entries. */
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
    return differenceGreys.getReadOnlyProperty();
  }

  /** What is wrong with the levels as written; empty if nothing is. */
  ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
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
    limitChosen = false;
    autoLimit();
  }

  /** Goes back to an even scale in grey from 0 to 0.1. */
  void reset() {
    blackBefore = OptionalDouble.empty();
    curve.set(GreyCurve.LINEAR);
    palette.set(MatrixPalette.GREY);
    write(GreyScale.INITIAL);
    limitChosen = true;
    writeLimit(LIMIT);
  }

  /** Shows entries other than zero in colour, or no longer. */
  void toggleNonZero() {
    nonZero.set(!nonZero.get());
  }

  /** Takes in which parts of the matrices are in view. */
  void inView(List<MatrixValues.Part> parts) {
    sorter.ask(superseded -> MatrixValues.of(parts), values::set, complaint::set);
  }

  /** Takes in which parts of their difference are; its scale follows until one is chosen. */
  void differenceInView(List<MatrixValues.Part> parts) {
    differenceSorter.ask(
        superseded -> MatrixValues.of(parts),
        sorted -> {
          differenceValues = sorted;
          if (!limitChosen) {
            autoLimit();
          }
        },
        complaint::set);
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

  private void autoLimit() {
    double share = share();
    double reach = Double.isNaN(share) ? 0 : differenceValues.reach(share);
    if (reach > 0) {
      writeLimit(reach);
    }
  }

  /** The share that Auto leaves darker than white; NaN if what is written makes no sense. */
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
    complaint.set("");
  }

  private void writeLimit(double reach) {
    writing = true;
    try {
      limit.set(text(reach));
    } finally {
      writing = false;
    }
    differenceGreys.set(new GreyScale(-reach, reach, differenceCurve()));
  }

  /** A logarithm has no place for negative numbers: the difference then takes the symmetric one. */
  private GreyCurve differenceCurve() {
    return curve.get() == GreyCurve.LINEAR ? GreyCurve.LINEAR : GreyCurve.SYMMETRIC_LOG;
  }

  private void read() {
    if (writing) {
      return;
    }
    try {
      greys.set(
          new GreyScale(number("Black", black.get()), number("White", white.get()), curve.get()));
      double reach = number("A − B", limit.get());
      if (!(reach > 0 && Double.isFinite(reach))) {
        throw Problem.badValue("A − B", limit.get(), "a number above 0");
      }
      differenceGreys.set(new GreyScale(-reach, reach, differenceCurve()));
      requireShare();
      complaint.set("");
    } catch (Problem problem) {
      complaint.set(problem.getMessage());
    }
  }

  private static double number(String field, String text) {
    return StrictNumber.real(text).orElseThrow(() -> Problem.badValue(field, text, "a number"));
  }
}
