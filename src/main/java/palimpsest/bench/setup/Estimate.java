package palimpsest.bench.setup;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import palimpsest.bench.work.Background;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.ExperimentSpec;

/** How long some runs will take, asked in the background whenever they change. */
public final class Estimate {

  private final ToDoubleFunction<List<ExperimentSpec>> seconds;
  private final Latest<String> latest;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");

  /**
   * An estimate of nothing yet.
   *
   * @param seconds judges some runs; NaN for what nobody knows
   */
  public Estimate(ToDoubleFunction<List<ExperimentSpec>> seconds, Background background) {
    this.seconds = seconds;
    latest = new Latest<>(background);
  }

  /** A sentence for a person; empty while there is nothing to say. */
  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** Judges other runs from now on. */
  void of(Supplier<List<ExperimentSpec>> runs) {
    latest.ask(
        () -> {
          List<ExperimentSpec> specs = runs.get();
          return sentence(specs.size(), seconds.applyAsDouble(specs));
        },
        text::set);
  }

  /** Judges nothing from now on. */
  void ofNothing() {
    latest.forget();
    text.set("");
  }

  /** What is said of so many runs. */
  static String sentence(int runs, double seconds) {
    if (runs == 0) {
      return "";
    }
    if (!Double.isFinite(seconds)) {
      return runs == 1
          ? "How long it takes is not known yet."
          : "How long they take is not known yet.";
    }
    return "About %s, judged by runs like %s.".formatted(span(seconds), runs == 1 ? "it" : "them");
  }

  /** A length of time as roughly as it is known. */
  static String span(double seconds) {
    if (seconds < 90) {
      long whole = Math.max(1, Math.round(seconds));
      return whole == 1 ? "1 second" : whole + " seconds";
    }
    if (seconds < 90 * 60) {
      return Math.round(seconds / 60) + " minutes";
    }
    double hours = seconds / 3600;
    if (hours < 48) {
      return (hours < 10 ? "%.1f hours" : "%.0f hours").formatted(hours);
    }
    return "%.0f days".formatted(hours / 24);
  }
}
