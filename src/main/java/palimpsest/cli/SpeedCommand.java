package palimpsest.cli;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import palimpsest.chart.PrintStyle;
import palimpsest.chart.ScalingFigure;
import palimpsest.export.FigureFile;
import palimpsest.export.FigureFormat;
import palimpsest.file.AtomicFile;
import palimpsest.speed.Measurement;
import palimpsest.speed.Progress;
import palimpsest.speed.ScalingAxis;
import palimpsest.speed.ScalingPoint;
import palimpsest.speed.ScalingReport;
import palimpsest.speed.ScalingSuite;
import palimpsest.speed.SpeedReport;
import palimpsest.speed.SpeedSuite;
import palimpsest.text.DidYouMean;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.json.JsonMapper;

/** Measures how long Fisher matrices and training take, as ratios to a yardstick. */
@Command(
    name = "speed",
    description = {
      "Measures how long Fisher matrices, solves, penalties, training and evaluation take.",
      "Each ratio is to a reference, a product of large matrices measured in the same run; a"
          + " penalty's is to one plain training step."
    },
    mixinStandardHelpOptions = true)
final class SpeedCommand implements Runnable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /**
   * The benchmark to run: {@link SpeedSuite#measure} and {@link ScalingSuite#measure}, or a
   * stand-in.
   */
  interface Measuring {

    /** The real one. */
    Measuring REAL =
        new Measuring() {
          @Override
          public SpeedReport measure(
              String device, Collection<String> wanted, Consumer<Progress> listener) {
            return SpeedSuite.measure(device, wanted, listener);
          }

          @Override
          public ScalingReport scale(
              String device, Collection<ScalingAxis> axes, Consumer<Progress> listener) {
            return ScalingSuite.measure(device, axes, listener);
          }
        };

    /** See {@link SpeedSuite#measure}. */
    SpeedReport measure(String device, Collection<String> wanted, Consumer<Progress> listener);

    /** See {@link ScalingSuite#measure}. */
    ScalingReport scale(String device, Collection<ScalingAxis> axes, Consumer<Progress> listener);
  }

  private final Terminal terminal;
  private final Measuring measuring;
  private int drawn;

  @Spec CommandSpec command = CommandSpec.create();

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description =
          "Measures only these: names as in the table, or their beginnings, such as fisher or"
              + " epoch.ewc; with --scaling: batch, hidden, outputs, parameters. Default:"
              + " everything.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes an array of objects with name, seconds (the median), ratio and spread (the"
              + " distance between the quartiles, as a share of the median).")
  @Nullable Path json;

  @Option(
      names = "--scaling",
      description =
          "Measures instead how the cost of Fisher matrices and solves grows with the batch, the"
              + " hidden layer's width, the outputs and the parameters, and draws it.")
  boolean scaling;

  @Option(
      names = "--plot",
      paramLabel = "FILE",
      defaultValue = "speed-scaling.png",
      description = "The PNG file that --scaling draws into. Default: speed-scaling.png.")
  Path plot = Path.of("speed-scaling.png");

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Device to compute on: cpu, cuda, cuda:1, mps. Default: cpu.")
  String device = "cpu";

  SpeedCommand(CliContext context) {
    this(context.terminal(), Measuring.REAL);
  }

  SpeedCommand(Terminal terminal, Measuring measuring) {
    this.terminal = terminal;
    this.measuring = measuring;
  }

  @Override
  public void run() {
    List<Measurement> measurements = scaling ? scale() : measure();
    if (json != null) {
      write(measurements, json);
      terminal.out().println("Written into " + json.toAbsolutePath().normalize() + ".");
    }
  }

  private List<Measurement> measure() {
    Set<String> names = wanted(SpeedSuite.names());
    SpeedReport report = measuring.measure(device, names, this::show);
    clear();
    terminal.out().println(report.device());
    terminal.out().print(TextTable.of(SpeedTables.of(report)));
    report
        .gridRunsPerHour()
        .ifPresent(
            runs -> terminal.out().printf("A grid of short runs: %,.0f runs an hour.%n", runs));
    return report.measurements();
  }

  private List<Measurement> scale() {
    List<ScalingAxis> axes = List.of(ScalingAxis.values());
    Set<String> names = wanted(axes.stream().map(ScalingAxis::key).toList());
    ScalingReport report =
        measuring.scale(
            device, axes.stream().filter(axis -> names.contains(axis.key())).toList(), this::show);
    clear();
    terminal.out().println(report.device());
    for (List<List<String>> table : SpeedTables.of(report)) {
      terminal.out().print(TextTable.of(table));
      terminal.out().println();
    }
    report.limits().forEach(terminal.out()::println);
    FigureFile.write(
        new ScalingFigure(report, PrintStyle.PAGE), plot, FigureFormat.PNG, PrintStyle.PAGE.dpi());
    terminal.out().println("Drawn into " + plot.toAbsolutePath().normalize() + ".");
    return report.points().stream().map(ScalingPoint::toMeasurement).toList();
  }

  /**
   * The names asked for, groups spelled out.
   *
   * @throws ParameterException if there is nothing of a name
   */
  private Set<String> wanted(List<String> names) {
    if (only.isEmpty()) {
      return new LinkedHashSet<>(names);
    }
    Set<String> wanted = new LinkedHashSet<>();
    for (String typed : only) {
      String name = typed.strip();
      List<String> fitting =
          names.stream().filter(n -> n.equals(name) || n.startsWith(name + ".")).toList();
      if (fitting.isEmpty()) {
        throw new ParameterException(command.commandLine(), unknown(name, names));
      }
      wanted.addAll(fitting);
    }
    return wanted;
  }

  private static String unknown(String name, List<String> names) {
    String question = DidYouMean.question(name, names);
    return "There is no benchmark \"%s\".%s"
        .formatted(
            name,
            question.isEmpty() ? " The names are " + String.join(", ", names) + "." : question);
  }

  /** A line for each thing measured; before a person, one line drawn over. */
  private void show(Progress progress) {
    String line = "%d/%d %s".formatted(progress.done() + 1, progress.of(), progress.name());
    if (!terminal.interactive()) {
      terminal.err().println(line);
      return;
    }
    clear();
    terminal.out().print(line);
    terminal.out().flush();
    drawn = line.length();
  }

  private void clear() {
    terminal.out().print("\r" + " ".repeat(drawn) + "\r");
    drawn = 0;
  }

  private static void write(List<Measurement> measurements, Path file) {
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(measurements) + "\n";
    AtomicFile.writeInFolder(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
