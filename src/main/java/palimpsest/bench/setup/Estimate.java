package palimpsest.bench.setup;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.MemoryEstimate;
import palimpsest.network.PassMemory;
import palimpsest.text.NumberText;

/**
 * The estimated time of some runs, computed in the background whenever they change, and their
 * memory, computed at once.
 */
public final class Estimate {

  private final ToDoubleFunction<List<ExperimentSpec>> seconds;
  private final Latest<String> latest;
  private final ReadOnlyStringWrapper text = new ReadOnlyStringWrapper(this, "text", "");
  private final Supplier<MemoryCheck> memory;
  private final ReadOnlyStringWrapper size = new ReadOnlyStringWrapper(this, "size", "");
  private final ReadOnlyStringWrapper layers = new ReadOnlyStringWrapper(this, "layers", "");
  private final ReadOnlyStringWrapper refusal = new ReadOnlyStringWrapper(this, "refusal", "");
  private final ReadOnlyStringWrapper shortage = new ReadOnlyStringWrapper(this, "shortage", "");

  /**
   * An estimate of nothing yet.
   *
   * @param seconds judges some runs; NaN for what is not known
   */
  public Estimate(
      ToDoubleFunction<List<ExperimentSpec>> seconds, BackgroundExecutor backgroundExecutor) {
    this(seconds, MemoryCheck::now, backgroundExecutor);
  }

  /**
   * The same, where the memory that there is can be told.
   *
   * @param memory looks at it
   */
  Estimate(
      ToDoubleFunction<List<ExperimentSpec>> seconds,
      Supplier<MemoryCheck> memory,
      BackgroundExecutor backgroundExecutor) {
    this.seconds = seconds;
    this.memory = memory;
    latest = new Latest<>(backgroundExecutor);
  }

  /** A sentence for a person; empty while there is nothing to say. */
  public ReadOnlyStringProperty textProperty() {
    return text.getReadOnlyProperty();
  }

  /** Parameters and memory of the runs, in a sentence; empty while there is nothing to say. */
  public ReadOnlyStringProperty sizeProperty() {
    return size.getReadOnlyProperty();
  }

  /** The layers of the first run's network with their parameters, a line each. */
  public ReadOnlyStringProperty layersProperty() {
    return layers.getReadOnlyProperty();
  }

  /** The reason why one of the runs can never train here, in a sentence; else empty. */
  public ReadOnlyStringProperty refusalProperty() {
    return refusal.getReadOnlyProperty();
  }

  /** That too little memory is free for them now, in a sentence; else empty. */
  public ReadOnlyStringProperty shortageProperty() {
    return shortage.getReadOnlyProperty();
  }

  /**
   * Holds the memory that runs need against what there is. Quick enough for the window's thread.
   *
   * @param specs the runs, one for each setting of what memory depends on; none if nothing is to be
   *     said
   * @return the reason why one of them can never train here, in a sentence; empty if all can
   */
  String weigh(List<ExperimentSpec> specs) {
    return weigh(specs, true);
  }

  /**
   * The same of runs that another machine may train, whose memory is not known.
   *
   * @param here whether this machine is to train them
   */
  String weigh(List<ExperimentSpec> specs, boolean here) {
    MemoryCheck check = memory.get();
    refusal.set(here ? check.refusal(specs) : "");
    boolean fits = refusal.get().isEmpty();
    size.set(fits ? sizes(specs.stream().map(check::estimate).toList()) : "");
    layers.set(fits && !specs.isEmpty() ? layers(specs.getFirst()) : "");
    shortage.set(fits && here ? check.warning(specs) : "");
    return refusal.get();
  }

  /** Parameters and memory of some runs. */
  static String sizes(List<MemoryEstimate> estimates) {
    if (estimates.isEmpty()) {
      return "";
    }
    long fewest = estimates.stream().mapToLong(MemoryEstimate::parameters).min().orElse(0);
    long most = estimates.stream().mapToLong(MemoryEstimate::parameters).max().orElse(0);
    double bytes = estimates.stream().mapToDouble(MemoryEstimate::bytes).max().orElse(0);
    return "%s parameters, %s %s of memory."
        .formatted(
            fewest == most ? "%,d".formatted(most) : "%,d–%,d".formatted(fewest, most),
            estimates.size() == 1 ? "about" : "up to",
            NumberText.bytes(bytes));
  }

  private static String layers(ExperimentSpec spec) {
    return new PassMemory(spec.architecture())
        .affineLayers().stream()
            .map(layer ->
                "%s: %s, %s"
                    .formatted(
                        layer.name(),
                        layer.output().words(),
                        NumberText.count(layer.size(), "parameter")))
            .collect(Collectors.joining("\n"));
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

  /** The sentence on the time of some runs. */
  static String sentence(int runs, double seconds) {
    if (runs == 0) {
      return "";
    }
    if (!Double.isFinite(seconds)) {
      return "No estimate yet: no similar runs in the archive.";
    }
    return "About %s, estimated from similar runs.".formatted(span(seconds));
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
