package palimpsest.bench.fisher;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.MatrixValues;
import palimpsest.chart.Reduction;
import palimpsest.input.StrictNumber;
import palimpsest.problem.Problem;

/**
 * The scale of the difference of two matrices, symmetric about zero. It is found once from the
 * whole difference, so that its colours mean the same wherever one looks; what is in view decides
 * only when asked.
 */
final class DifferenceLevels {

  private static final double LIMIT = 0.1;

  private final StringProperty limit = new SimpleStringProperty(this, "limit", "");
  private final ReadOnlyObjectWrapper<GreyScale> scale =
      new ReadOnlyObjectWrapper<>(this, "scale", GreyScale.symmetric(LIMIT));
  private final Latest<Optional<MatrixValues>> whole;
  private final Latest<MatrixValues> sorter;
  private MatrixValues inView = MatrixValues.NONE;
  private GreyCurve curve = GreyCurve.LINEAR;
  private boolean chosen;
  private boolean writing;

  /**
   * The scale of no difference yet.
   *
   * @param values the executor that sorts visible values
   * @param numbers the executor for long computations
   * @param window the window's thread
   */
  DifferenceLevels(Executor values, Executor numbers, Executor window) {
    whole = new Latest<>(numbers, window);
    sorter = new Latest<>(values, window);
    write(LIMIT);
    limit.subscribe((before, text) -> chosen |= !writing);
  }

  /** The distance from zero at which the range ends, as written. */
  StringProperty limitProperty() {
    return limit;
  }

  /** The scale: the last that made sense. */
  ReadOnlyObjectProperty<GreyScale> scaleProperty() {
    return scale.getReadOnlyProperty();
  }

  /** Whether the text is being written by the program. */
  boolean isWriting() {
    return writing;
  }

  /**
   * Takes in what is shown, and finds its range unless one was chosen.
   *
   * @param difference null if nothing is shown
   * @param share the share of values other than zero that lie within the range
   */
  void show(@Nullable MatrixSource difference, Reduction reduction, double share) {
    whole.forget();
    if (difference != null && !chosen) {
      whole.ask(
          superseded -> MatrixValues.ofWhole(difference, reduction, superseded),
          found -> found.ifPresent(values -> fit(values, share)),
          // The pane itself says what cannot be read.
          sentence -> {});
    }
  }

  /** Takes in which parts are in view. */
  void inView(List<MatrixValues.Part> parts) {
    sorter.ask(superseded -> MatrixValues.of(parts), sorted -> inView = sorted, sentence -> {});
  }

  /** Fits the range to what is in view. */
  void auto(double share) {
    whole.forget();
    chosen = false;
    fit(inView, share);
  }

  /** Goes back to a range from −0.1 to 0.1. */
  void reset() {
    whole.forget();
    chosen = true;
    write(LIMIT);
  }

  /** A logarithm has no place for negative numbers: the difference then takes the symmetric one. */
  void setCurve(GreyCurve ofMatrices) {
    curve = ofMatrices == GreyCurve.LINEAR ? GreyCurve.LINEAR : GreyCurve.SYMMETRIC_LOG;
    scale.set(scale.get().with(curve));
  }

  /**
   * Reads the limit as written.
   *
   * @throws Problem if it is no positive number; the scale stays
   */
  void read() {
    double reach = StrictNumber.real(limit.get()).orElse(Double.NaN);
    if (!(reach > 0 && Double.isFinite(reach))) {
      throw Problem.badValue("A − B", limit.get(), "a number above 0");
    }
    scale.set(new GreyScale(-reach, reach, curve));
  }

  private void fit(MatrixValues values, double share) {
    double reach = values.reach(share);
    if (reach > 0) {
      write(reach);
    }
  }

  private void write(double reach) {
    writing = true;
    try {
      limit.set(LevelsModel.text(reach));
    } finally {
      writing = false;
    }
    scale.set(new GreyScale(-reach, reach, curve));
  }
}
