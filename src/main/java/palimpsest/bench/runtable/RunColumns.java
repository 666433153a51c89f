package palimpsest.bench.runtable;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.fisher.FisherSettings;
import palimpsest.metric.Metric;
import palimpsest.metric.Metrics;
import palimpsest.network.Networks;
import palimpsest.setting.Kind;
import palimpsest.setting.Registry;
import palimpsest.setting.Setting;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

/** All columns that the table of runs can show. */
public final class RunColumns {

  /** Settings shown before anyone chooses. */
  private static final List<String> SHOWN_AT_FIRST =
      List.of(Ewc.IMPORTANCE.key(), BufferSettings.SIZE.key());

  /** Settings with a column of their own, or none. */
  private static final List<String> ELSEWHERE =
      List.of(
          CommonSettings.NAME.key(),
          CommonSettings.SEED.key(),
          CommonSettings.DEVICE.key(),
          CommonSettings.OBSERVE_FISHER.key(),
          Strategies.ALL.choice().key(),
          Scenarios.ALL.choice().key(),
          Networks.ALL.choice().key(),
          FisherSettings.REPRESENTATION.key());

  /** The columns in their order at first. */
  public static final List<RunColumn> ALL = all();

  /** The column that people write on. */
  public static final String NOTES = "notes";

  /** The column of words by which people find a run again. */
  public static final String TAGS = "tags";

  private RunColumns() {}

  private static List<RunColumn> all() {
    List<RunColumn> all = new ArrayList<>();
    all.add(
        number(
            "id",
            "Run",
            "Its number in the archive.",
            56,
            true,
            ArchivedRun::id,
            NumberFormatKind.NAME));
    all.add(
        text(
            "state",
            "State",
            "Waiting, running, finished, or how it ended.",
            136,
            true,
            ArchivedRun::standing));
    all.add(
        text(
            "strategy",
            "Strategy",
            "The method that keeps the network from forgetting.",
            112,
            true,
            run -> run.spec().label(Strategies.ALL.choice())));
    all.add(
        text(
            "representation",
            "Fisher",
            "How the Fisher matrix is represented; empty if the run uses none.",
            112,
            true,
            run -> run.spec().usesFisher() ? run.spec().representation().label() : ""));
    all.add(
        number(
            "seed",
            "Seed",
            "All random streams are derived from it.",
            64,
            true,
            run -> run.spec().seed(),
            NumberFormatKind.NAME));
    for (Metric metric : Metrics.ALL) {
      all.add(
          number(
              metric.key(),
              metric.label(),
              metric.meaning() + " In per cent: " + metric.formula() + ".",
              100,
              metric.key().equals("average-accuracy") || metric.key().equals("forgetting"),
              run -> run.metrics().getOrDefault(metric.key(), Double.NaN),
              NumberFormatKind.SHARE));
    }
    // After the results: most runs have none, and the results must be seen in a narrow window.
    all.add(
        text(
            "name",
            "Name",
            "Its name in the form; empty if it was given none.",
            100,
            true,
            run -> run.spec().name()));
    all.add(choice(Scenarios.ALL, 120));
    all.add(choice(Networks.ALL, 100));
    SHOWN_AT_FIRST.forEach(key -> all.add(setting(key, true)));
    all.add(
        number(
            "started",
            "Started",
            "When training started.",
            132,
            true,
            run -> seconds(run.started()),
            NumberFormatKind.TIME));
    all.add(
        number(
            "duration",
            "Duration",
            "Wall time of training, pauses excluded.",
            88,
            true,
            run -> run.started() == null ? Double.NaN : run.seconds(),
            NumberFormatKind.DURATION));
    all.add(
        text(TAGS, "Tags", "Words to find it by.", 110, true, run -> String.join(" ", run.tags())));
    all.add(text(NOTES, "Notes", "Free text about the run.", 280, true, ArchivedRun::notes));
    all.addAll(settings());
    all.add(
        number(
            "created",
            "Created",
            "When it was queued.",
            132,
            false,
            run -> seconds(run.created()),
            NumberFormatKind.TIME));
    all.add(text("device", "Device", "Where it computes.", 120, false, ArchivedRun::device));
    all.add(
        text("reason", "Reason", "Why it failed or diverged.", 200, false, ArchivedRun::reason));
    return List.copyOf(all);
  }

  /** A column of what was chosen of a kind, by its label. */
  private static RunColumn choice(Registry<?> registry, double width) {
    Setting<?> choice = registry.choice();
    return text(
        choice.key(), choice.label(), choice.help(), width, true, run -> run.spec().label(choice));
  }

  /** A column for every other setting, by its key. */
  private static List<RunColumn> settings() {
    return SpecLayout.keys().stream()
        .filter(key -> !SHOWN_AT_FIRST.contains(key) && !ELSEWHERE.contains(key))
        .map(key ->
            key.equals(ScenarioSettings.JOINED_TASKS.key())
                ? number(
                    key,
                    "Tasks",
                    "How many tasks it learns.",
                    72,
                    false,
                    run -> run.spec().taskCount(),
                    NumberFormatKind.COUNT)
                : setting(key, false))
        .toList();
  }

  private static RunColumn setting(String key, boolean shown) {
    Setting<?> first = SpecLayout.named(key).getFirst();
    double width = Math.max(72, 36 + 7 * first.label().length());
    return switch (first.kind()) {
      case Kind.Whole _ ->
          number(
              key, first.label(), first.help(), width, shown, number(key), NumberFormatKind.COUNT);
      case Kind.Real _ ->
          number(
              key, first.label(), first.help(), width, shown, number(key), NumberFormatKind.FACTOR);
      default ->
          text(key, first.label(), first.help(), width, shown, run -> run.spec().textOf(key));
    };
  }

  private static ToDoubleFunction<ArchivedRun> number(String key) {
    return run -> {
      for (Setting<?> setting : SpecLayout.named(key)) {
        if (run.spec().reads(setting) && run.spec().get(setting) instanceof Number value) {
          return value.doubleValue();
        }
      }
      return Double.NaN;
    };
  }

  private static double seconds(@Nullable Instant time) {
    return time == null ? Double.NaN : time.getEpochSecond();
  }

  private static RunColumn text(
      String key,
      String title,
      String help,
      double width,
      boolean shown,
      Function<ArchivedRun, String> of) {
    return new RunColumn(key, title, help, width, shown, new RunColumn.Texts(of));
  }

  private static RunColumn number(
      String key,
      String title,
      String help,
      double width,
      boolean shown,
      ToDoubleFunction<ArchivedRun> of,
      NumberFormatKind numberFormatKind) {
    return new RunColumn(
        key, title, help, width, shown, new RunColumn.Numbers(of, numberFormatKind));
  }
}
