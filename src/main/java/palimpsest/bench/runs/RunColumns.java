package palimpsest.bench.runs;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.metric.Metric;
import palimpsest.metric.Metrics;

/** All columns that the table of runs can show. */
public final class RunColumns {

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
        number("id", "Run", "Its number in the archive.", 56, true, ArchivedRun::id, Measure.NAME));
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
            "What keeps the network from forgetting.",
            108,
            true,
            run -> run.spec().strategy().label()));
    all.add(
        text(
            "representation",
            "Fisher",
            "How the Fisher matrix is represented; empty if the run uses none.",
            112,
            true,
            run -> run.spec().strategy().usesFisher() ? run.spec().representation().label() : ""));
    all.add(
        number(
            "seed",
            "Seed",
            "All random streams are derived from it.",
            64,
            true,
            run -> run.spec().seed(),
            Measure.NAME));
    for (Metric metric : Metrics.ALL) {
      all.add(
          number(
              metric.key(),
              metric.label(),
              metric.meaning() + " In per cent: " + metric.formula() + ".",
              100,
              metric.key().equals("average-accuracy") || metric.key().equals("forgetting"),
              run -> run.metrics().getOrDefault(metric.key(), Double.NaN),
              Measure.SHARE));
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
    all.add(
        number(
            "importance",
            "Importance",
            "The factor before EWC's penalty.",
            104,
            true,
            run -> used(run.spec().strategy().penalises(), run.spec().importance()),
            Measure.FACTOR));
    all.add(
        number(
            "buffer",
            "Buffer",
            "Images that the reservoir buffer holds.",
            76,
            true,
            run -> used(run.spec().strategy().rehearses(), run.spec().bufferSize()),
            Measure.COUNT));
    all.add(
        number(
            "started",
            "Started",
            "When training started.",
            132,
            true,
            run -> seconds(run.started()),
            Measure.TIME));
    all.add(
        number(
            "duration",
            "Duration",
            "Wall time of training, pauses excluded.",
            88,
            true,
            run -> run.started() == null ? Double.NaN : run.seconds(),
            Measure.DURATION));
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
            Measure.TIME));
    all.add(text("device", "Device", "Where it computes.", 120, false, ArchivedRun::device));
    all.add(
        text("reason", "Reason", "Why it failed or diverged.", 200, false, ArchivedRun::reason));
    return List.copyOf(all);
  }

  private static List<RunColumn> settings() {
    return List.of(
        text(
            "images",
            "Image set",
            "The images it learns from.",
            92,
            false,
            run -> run.spec().images()),
        spec("epochs", "Epochs", "Passes over each task's images.", ExperimentSpec::epochs),
        spec("tasks", "Tasks", "How many tasks it learns.", spec -> spec.tasks().size()),
        spec("batch", "Batch size", "Images per step.", ExperimentSpec::batchSize),
        number(
            "learning-rate",
            "Learning rate",
            "Step size of the optimizer.",
            100,
            false,
            run -> run.spec().learningRate(),
            Measure.FACTOR),
        number(
            "damping",
            "Damping",
            "λ of the damped solve in natural replay.",
            84,
            false,
            run -> used(run.spec().strategy().preconditions(), run.spec().damping()),
            Measure.FACTOR),
        text(
            "precision",
            "Precision",
            "Floating-point type of the computation.",
            84,
            false,
            run -> run.spec().precision().key()));
  }

  private static double used(boolean used, double value) {
    return used ? value : Double.NaN;
  }

  private static double seconds(@Nullable Instant time) {
    return time == null ? Double.NaN : time.getEpochSecond();
  }

  private static RunColumn spec(
      String key, String title, String help, ToDoubleFunction<ExperimentSpec> of) {
    return number(key, title, help, 72, false, run -> of.applyAsDouble(run.spec()), Measure.COUNT);
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
      Measure measure) {
    return new RunColumn(key, title, help, width, shown, new RunColumn.Numbers(of, measure));
  }
}
