package palimpsest.bench.fisher;

import java.util.Optional;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.MatrixSource;
import palimpsest.chart.MatrixStatistics;
import palimpsest.network.ParameterLayout;

/** A place on the screen for one picture of a matrix: what is in it, or why nothing is. */
final class PaneContent {

  /**
   * The matrix in a slot.
   *
   * @param source the source of its entries
   * @param layout the meaning of each row and column
   */
  record Content(MatrixSource source, ParameterLayout layout) {}

  private final String letter;
  private final ReadOnlyObjectWrapper<@Nullable Content> content =
      new ReadOnlyObjectWrapper<>(this, "content", null);
  private final ReadOnlyObjectWrapper<@Nullable MatrixStatistics> statistics =
      new ReadOnlyObjectWrapper<>(this, "statistics", null);
  private final ReadOnlyStringWrapper remark = new ReadOnlyStringWrapper(this, "remark", "");

  PaneContent(String letter) {
    this.letter = letter;
  }

  /** The letter of the slot: A, B, C or A − B. */
  String letter() {
    return letter;
  }

  /** The matrix in the slot; null while there is none. */
  ReadOnlyObjectProperty<@Nullable Content> contentProperty() {
    return content.getReadOnlyProperty();
  }

  /** Counts over all entries; null while they are not known. */
  ReadOnlyObjectProperty<@Nullable MatrixStatistics> statisticsProperty() {
    return statistics.getReadOnlyProperty();
  }

  /**
   * Counts whatever is looked at from now on.
   *
   * @param numbers the executor that counts
   * @param window the window's thread
   */
  void count(Executor numbers, Executor window) {
    Latest<Optional<MatrixStatistics>> counter = new Latest<>(numbers, window);
    content.subscribe(next -> {
      statistics.set(null);
      counter.forget();
      if (next != null) {
        counter.ask(
            superseded -> MatrixStatistics.of(next.source(), superseded),
            found -> found.ifPresent(statistics::set),
            sentence -> {});
      }
    });
  }

  /** Progress or an error; empty if there is neither. */
  ReadOnlyStringProperty remarkProperty() {
    return remark.getReadOnlyProperty();
  }

  void show(Content next) {
    remark.set("");
    content.set(next);
  }

  void clear(String why) {
    content.set(null);
    remark.set(why);
  }

  /** Says something while what was shown stays. */
  void say(String text) {
    remark.set(text);
  }
}
