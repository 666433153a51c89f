package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import palimpsest.bench.work.Latest;
import palimpsest.chart.MatrixSource;

/** The entry under the pointer: row and column by their names, and the value in each matrix. */
final class PointerReading {

  private final Latest<String> reader;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "reading", "");

  /** The value of a matrix, and what it is called. */
  private record Value(String name, MatrixSource source) {
    String read(int row, int column) {
      float value = source.at(row, column);
      return name + ' ' + (value == 0 ? "0" : "%.4g".formatted(value));
    }
  }

  /**
   * Nothing is pointed at.
   *
   * @param values the executor that reads entries
   * @param window the window's thread
   */
  PointerReading(Executor values, Executor window) {
    reader = new Latest<>(values, window);
  }

  /** The text; empty while the pointer is outside. */
  ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** Reads an entry in all that is shown; places outside the matrices read as nothing. */
  void at(List<PaneContent> slots, int row, int column) {
    PaneContent.Content first = slots.getFirst().contentProperty().get();
    if (first == null
        || Math.min(row, column) < 0
        || Math.max(row, column) >= first.source().size()) {
      reader.forget();
      text.set("");
      return;
    }
    List<Value> values = new ArrayList<>();
    for (PaneContent paneContent : slots) {
      PaneContent.Content content = paneContent.contentProperty().get();
      if (content != null && Math.max(row, column) < content.source().size()) {
        values.add(new Value(slots.size() == 1 ? "value" : paneContent.letter(), content.source()));
      }
    }
    String place =
        "row %,d  %s    column %,d  %s"
            .formatted(row, name(first, row), column, name(first, column));
    reader.ask(
        superseded -> {
          StringBuilder all = new StringBuilder(place);
          values.forEach(value -> all.append("    ").append(value.read(row, column)));
          return all.toString();
        },
        text::set,
        text::set);
  }

  private static String name(PaneContent.Content content, int index) {
    return index < content.layout().size() ? content.layout().nameOf(index) : "";
  }
}
