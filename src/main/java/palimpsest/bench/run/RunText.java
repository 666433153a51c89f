package palimpsest.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import palimpsest.experiment.ExperimentSpec;

/** What is said of a run beside its title: only what its strategy uses. */
public final class RunText {

  private RunText() {}

  /** Its settings in a line: EWC, K-FAC · seed 42 · importance 10 · glyphs · 3 tasks × 5 epochs. */
  public static String settings(ExperimentSpec spec) {
    List<String> parts = new ArrayList<>();
    if (!spec.name().isEmpty()) {
      parts.add(spec.method());
    }
    parts.add("seed " + spec.seed());
    if (spec.strategy().penalises()) {
      parts.add("importance " + number(spec.importance()));
    }
    if (spec.strategy().rehearses()) {
      parts.add("buffer %,d".formatted(spec.bufferSize()));
    }
    if (spec.strategy().preconditions()) {
      parts.add("damping " + number(spec.damping()));
    }
    parts.add(spec.images());
    parts.add(count(spec.tasks().size(), "task") + " × " + count(spec.epochs(), "epoch"));
    return String.join(" · ", parts);
  }

  private static String count(int number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.format(Locale.UK, "%,d", (long) value)
        : Double.toString(value);
  }
}
