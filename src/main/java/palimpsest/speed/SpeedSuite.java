package palimpsest.speed;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import palimpsest.speed.Benchmark.Reference;
import palimpsest.tensor.Scope;

/**
 * Measures what the program does most, each thing as a ratio to a yardstick that is measured in the
 * same run: a product JᵀJ of a random float32 matrix J [15360, 2980]. The ratios of penalties and
 * of methods are to a plain training step instead, a tenth of a second of the one and a tenth of a
 * second of the other in turn.
 *
 * <p>The yardstick is measured again and again between the other things, so that a machine that
 * grows slower or faster meanwhile shows in its spread, not in the ratios.
 */
public final class SpeedSuite {

  /** Turns of work and its training step. */
  private static final int TURNS = 20;

  private final Fixture lab;
  private final BiFunction<Work, Runnable, Timings> timing;
  private final int turns;
  private final Map<Reference, Work> references = new EnumMap<>(Reference.class);
  private final Map<Reference, Timings> referenceTimes = new EnumMap<>(Reference.class);

  /** Durations of some work, and of what its ratio is to. */
  private record Beside(Timings own, Timings reference) {}

  private SpeedSuite(Fixture lab, BiFunction<Work, Runnable, Timings> timing, int turns) {
    this.lab = lab;
    this.timing = timing;
    this.turns = turns;
  }

  /** The names of everything there is to measure. */
  public static List<String> names() {
    return Stream.concat(
            Stream.of(Benchmarks.YARDSTICK), Benchmarks.all().stream().map(Benchmark::name))
        .toList();
  }

  /**
   * Measures on the calling thread.
   *
   * @param device {@code cpu}, {@code cuda} or {@code cuda:1}
   * @param wanted names of what to measure; the yardstick is measured in any case
   * @param listener told what is measured next
   * @return the yardstick and what was wanted
   * @throws palimpsest.problem.Problem if there is no such device
   */
  public static SpeedReport measure(
      String device, Collection<String> wanted, Consumer<Progress> listener) {
    return measure(device, wanted, listener, Timings::of, TURNS, Benchmarks.YARDSTICK_ROWS);
  }

  /**
   * The same, each thing timed by a rule of the caller's, in so many turns, beside a yardstick with
   * so many rows.
   */
  static SpeedReport measure(
      String device,
      Collection<String> wanted,
      Consumer<Progress> listener,
      BiFunction<Work, Runnable, Timings> timing,
      int turns,
      int yardstickRows) {
    List<Benchmark> items =
        Benchmarks.all().stream().filter(item -> wanted.contains(item.name())).toList();
    try (Fixture lab = new Fixture(device, yardstickRows);
        Scope _ = new Scope()) {
      return new SpeedSuite(lab, timing, turns).measure(items, listener);
    }
  }

  private SpeedReport measure(List<Benchmark> items, Consumer<Progress> listener) {
    int steps = items.size() + 1;
    listener.accept(new Progress(Benchmarks.YARDSTICK, 0, steps));
    again(Reference.YARDSTICK);
    Map<Benchmark, Beside> times = new LinkedHashMap<>();
    for (Benchmark item : items) {
      listener.accept(new Progress(item.name(), times.size() + 1, steps));
      times.put(item, times(item));
      again(Reference.YARDSTICK);
    }
    references.values().forEach(Work::close);
    List<Measurement> measurements = new ArrayList<>();
    measurements.add(
        measurement(
            Benchmarks.YARDSTICK, new Beside(of(Reference.YARDSTICK), of(Reference.YARDSTICK))));
    times.forEach((item, seconds) -> measurements.add(measurement(item.name(), seconds)));
    return new SpeedReport(lab.workspace().description(), measurements);
  }

  private Beside times(Benchmark item) {
    again(item.reference());
    try (Scope _ = new Scope();
        Work work = item.opening().apply(lab)) {
      Runnable synchronise = lab.workspace()::synchronise;
      if (item.reference() == Reference.YARDSTICK) {
        return new Beside(timing.apply(work, synchronise), of(Reference.YARDSTICK));
      }
      work.warmUp();
      Timings own = new Timings();
      Timings others = new Timings();
      for (int turn = 0; turn < turns; turn++) {
        own.addSome(work, synchronise);
        others.addSome(Objects.requireNonNull(references.get(item.reference())), synchronise);
      }
      return new Beside(own, others);
    }
  }

  /** Measures a reference a little more, at first as often as anything else. */
  private void again(Reference reference) {
    Work work = references.get(reference);
    if (work == null) {
      Work opened = Benchmarks.reference(reference, lab);
      references.put(reference, opened);
      referenceTimes.put(reference, timing.apply(opened, lab.workspace()::synchronise));
    } else {
      of(reference).addSome(work, lab.workspace()::synchronise);
    }
  }

  private Timings of(Reference reference) {
    return Objects.requireNonNull(referenceTimes.get(reference));
  }

  private static Measurement measurement(String name, Beside times) {
    return new Measurement(
        name,
        times.own().median(),
        times.own().median() / times.reference().median(),
        times.own().spread());
  }
}
