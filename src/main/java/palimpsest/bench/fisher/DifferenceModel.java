package palimpsest.bench.fisher;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.MatrixSource;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixComparison;
import palimpsest.fisher.MatrixEntries;

/** The difference A − B of two matrices, and how far they lie apart. */
final class DifferenceModel {

  private final PaneContent paneContent = new PaneContent("A − B");
  private final Latest<Optional<MatrixComparison>> comparer;
  private final ReadOnlyStringWrapper comparison =
      new ReadOnlyStringWrapper(this, "comparison", "");
  private @Nullable MatrixEntries a;
  private @Nullable MatrixEntries b;

  DifferenceModel(Executor background, Executor window) {
    comparer = new Latest<>(background, window);
  }

  /** The slot that shows it. */
  PaneContent slot() {
    return paneContent;
  }

  /** Relative error and cosine, or that they are being computed; empty if there is nothing. */
  ReadOnlyStringProperty comparisonProperty() {
    return comparison.getReadOnlyProperty();
  }

  /** Compares two matrices. */
  void compare(FisherSnapshot first, FisherSnapshot second) {
    if (first.entries().equals(a) && second.entries().equals(b)) {
      return;
    }
    close();
    if (first.entries().size() != second.entries().size()) {
      paneContent.clear(
          "No difference: A is %,d × %,d and B is %,d × %,d, so they belong to different networks."
              .formatted(
                  first.entries().size(),
                  first.entries().size(),
                  second.entries().size(),
                  second.entries().size()));
      return;
    }
    MatrixEntries left = first.entries();
    MatrixEntries right = second.entries();
    a = left;
    b = right;
    paneContent.show(
        new PaneContent.Content(new MatrixSource.Difference(left, right), first.layout()));
    comparison.set("computing…");
    comparer.ask(
        superseded -> MatrixComparison.of(left, right, superseded),
        found -> found.ifPresent(apart -> comparison.set(text(apart))),
        comparison::set);
  }

  /** Lets go of both; what was being computed is given up. */
  void close() {
    comparer.forget();
    a = null;
    b = null;
    comparison.set("");
    paneContent.clear("");
  }

  private static String text(MatrixComparison apart) {
    return "‖A − B‖ / ‖A‖ = %s\ncosine %s"
        .formatted(number(apart.relativeError()), number(apart.cosine()));
  }

  private static String number(double value) {
    return Double.isNaN(value) ? "undefined" : "%.4g".formatted(value);
  }
}
