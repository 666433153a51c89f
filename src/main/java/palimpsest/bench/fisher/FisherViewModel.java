package palimpsest.bench.fisher;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.run.ObservedRun;
import palimpsest.bench.run.RunViewModel;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixRaster;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.problem.Problem;

/** What the Fisher viewer shows: which matrix, in which grey range, and what is pointed at. */
public final class FisherViewModel {

  /** Auto makes this share of the positive values in view darker than white. */
  static final double AUTO_SHARE = 0.99;

  private final ObservableList<FisherSnapshot> matrices = FXCollections.observableArrayList();
  private final ObjectProperty<@Nullable FisherSnapshot> shown =
      new SimpleObjectProperty<>(this, "shown", null);
  private final StringProperty black = new SimpleStringProperty(this, "black", "");
  private final StringProperty white = new SimpleStringProperty(this, "white", "");
  private final ReadOnlyObjectWrapper<GreyScale> greys =
      new ReadOnlyObjectWrapper<>(this, "greys", GreyScale.INITIAL);
  private final ReadOnlyStringWrapper complaint = new ReadOnlyStringWrapper(this, "complaint", "");
  private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper(this, "reading", "");
  private Subscription revision = Subscription.EMPTY;
  private @Nullable MatrixRaster inView;
  private boolean writing;

  /** A viewer that follows the shown run. */
  public FisherViewModel(RunViewModel runs) {
    write(GreyScale.INITIAL);
    black.subscribe(text -> read());
    white.subscribe(text -> read());
    runs.shownProperty().subscribe(this::follow);
  }

  /** The matrices of the shown run. */
  public ObservableList<FisherSnapshot> matrices() {
    return matrices;
  }

  /** The matrix to look at; null if there is none. */
  public ObjectProperty<@Nullable FisherSnapshot> shownProperty() {
    return shown;
  }

  /** The value drawn black, as written. */
  public StringProperty blackProperty() {
    return black;
  }

  /** The value drawn white, as written. */
  public StringProperty whiteProperty() {
    return white;
  }

  /** The grey range: the last that made sense. */
  public ReadOnlyObjectProperty<GreyScale> greysProperty() {
    return greys.getReadOnlyProperty();
  }

  /** What is wrong with the range as written; empty if nothing is. */
  public ReadOnlyStringProperty complaintProperty() {
    return complaint.getReadOnlyProperty();
  }

  /** What is under the pointer: row, column and value. */
  public ReadOnlyStringProperty readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /** Chooses a range. */
  public void setGreys(double min, double max) {
    if (min < max) {
      write(new GreyScale(min, max));
    }
  }

  /** Chooses the range that suits what is in view. */
  public void auto() {
    if (inView != null) {
      write(inView.scaleFor(AUTO_SHARE));
    }
  }

  /** Goes back to the range from 0 to 0.1. */
  public void reset() {
    write(GreyScale.INITIAL);
  }

  /** What a list calls a matrix. */
  static String label(FisherSnapshot matrix) {
    return matrix.representation().label() + " · " + matrix.moment();
  }

  /** Remembers what is in view. */
  void nowInView(MatrixRaster raster) {
    inView = raster;
  }

  /** Reads an entry; places outside the matrix read as nothing. */
  void pointAt(int row, int column) {
    FisherSnapshot matrix = shown.get();
    if (matrix == null
        || Math.min(row, column) < 0
        || Math.max(row, column) >= matrix.entries().size()) {
      reading.set("");
      return;
    }
    reading.set(
        "row %,d  %s    column %,d  %s    value %s"
            .formatted(
                row,
                name(matrix, row),
                column,
                name(matrix, column),
                text(matrix.entries().at(row, column))));
  }

  private static String name(FisherSnapshot matrix, int index) {
    return index < matrix.layout().size() ? matrix.layout().nameOf(index) : "";
  }

  private static String text(float value) {
    return value == 0 ? "0" : "%.4g".formatted(value);
  }

  private void follow(@Nullable ObservedRun run) {
    revision.unsubscribe();
    revision = Subscription.EMPTY;
    if (run == null) {
      update(List.of());
    } else {
      revision = run.revisionProperty().subscribe(number -> update(run.matrices()));
    }
  }

  private void update(List<FisherSnapshot> now) {
    if (matrices.equals(now)) {
      return;
    }
    boolean followsLatest = matrices.isEmpty() || matrices.getLast().equals(shown.get());
    FisherSnapshot kept = shown.get();
    matrices.setAll(now);
    if (now.isEmpty()) {
      shown.set(null);
      inView = null;
      reading.set("");
    } else if (followsLatest || kept == null || !now.contains(kept)) {
      shown.set(now.getLast());
    } else {
      shown.set(kept);
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

  private void read() {
    if (writing) {
      return;
    }
    try {
      greys.set(new GreyScale(number("black", black.get()), number("white", white.get())));
      complaint.set("");
    } catch (Problem problem) {
      complaint.set(problem.getMessage());
    }
  }

  private static double number(String field, String text) {
    try {
      return Double.parseDouble(text.strip());
    } catch (NumberFormatException e) {
      throw Problem.badValue(field, text, "a number");
    }
  }

  private static String text(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : new BigDecimal(value).round(new MathContext(4)).stripTrailingZeros().toString();
  }
}
