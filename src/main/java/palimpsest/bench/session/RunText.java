package palimpsest.bench.session;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.Stretch;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecLayout;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.setting.Component;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;

/** Texts about a run beside its title: only the settings that its strategy uses. */
public final class RunText {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK).withZone(ZoneId.systemDefault());

  private RunText() {}

  /** A time of day, as people write it. */
  public static String time(Instant time) {
    return TIME.format(time);
  }

  /** Its settings in a line: EWC, K-FAC · seed 42 · importance 10 · glyphs · 3 tasks × 5 epochs. */
  public static String settings(ExperimentSpec spec) {
    List<String> parts = new ArrayList<>();
    if (!spec.name().isEmpty()) {
      parts.add(spec.method());
    }
    parts.add("seed " + spec.seed());
    for (Setting<?> setting : spec.strategy().settings(spec.values())) {
      if (isTelling(spec, setting)) {
        parts.add(spec.values().phrase(setting));
      }
    }
    parts.add(spec.label(DataSettings.IMAGES));
    spec.ruleInWords().ifPresent(parts::add);
    // What is as in the notebook goes without saying.
    SpecLayout.REGISTRIES.stream()
        .filter(registry -> !registry.equals(Strategies.ALL))
        .map(registry -> registry.chosen(spec.values()).component())
        .filter(component -> !isUsual(component))
        .forEach(component -> parts.add(component.label()));
    int iterations = spec.get(TaskLength.ITERATIONS);
    parts.add(
        count(spec.taskCount(), "task")
            + " × "
            + (iterations == 0 ? count(spec.epochs(), "epoch") : count(iterations, "iteration")));
    return String.join(" · ", parts);
  }

  private static boolean isUsual(Component component) {
    return SpecLayout.REGISTRIES.stream()
        .anyMatch(registry -> registry.components().getFirst().equals(component));
  }

  /** Whether a setting of the strategy is worth saying: a number, or what is not as usual. */
  private static boolean isTelling(ExperimentSpec spec, Setting<?> setting) {
    return spec.reads(setting)
        && setting != FisherSettings.REPRESENTATION
        && (setting.kind().form() == Kind.Form.NUMBER
            || !setting.initialText().equals(spec.values().text(setting)));
  }

  /**
   * The data of a run and the times and machines of its training, a line each; empty before it
   * starts.
   *
   * @param stretches the times and machines of its training, the oldest first
   */
  public static String origin(ArchivedRun run, List<Stretch> stretches) {
    if (run.started() == null) {
      return "";
    }
    List<String> lines = new ArrayList<>();
    run.data().lines().forEach(line -> lines.add("Data: " + line));
    for (Stretch stretch : stretches) {
      lines.add(
          "Trained%s on %s, %s, with %s"
              .formatted(
                  stretch.started() == null ? "" : " from " + time(stretch.started()),
                  stretch.device(),
                  stretch.environment().system(),
                  stretch.environment().program()));
    }
    return String.join("\n", lines);
  }

  private static String count(int number, String what) {
    return "%,d %s%s".formatted(number, what, number == 1 ? "" : "s");
  }
}
