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
import palimpsest.archive.AtomicFile;
import palimpsest.experiment.NearestName;
import palimpsest.speed.Measurement;
import palimpsest.speed.Progress;
import palimpsest.speed.SpeedReport;
import palimpsest.speed.SpeedSuite;
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
      "Each ratio is to the yardstick, a product of large matrices measured in the same run; a"
          + " penalty's is to one plain training step."
    },
    mixinStandardHelpOptions = true)
final class SpeedCommand implements Runnable {

  private static final JsonMapper MAPPER = JsonMapper.builder().build();

  /** What measures: {@link SpeedSuite#measure}, or a stand-in. */
  @FunctionalInterface
  interface Measuring {

    /** See {@link SpeedSuite#measure}. */
    SpeedReport measure(String device, Collection<String> wanted, Consumer<Progress> listener);
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
              + " epoch.ewc. Default: everything.")
  List<String> only = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description =
          "Writes an array of objects with name, seconds (the median), ratio and spread (the"
              + " distance between the quartiles, as a share of the median).")
  @Nullable Path json;

  @Option(
      names = "--device",
      paramLabel = "DEVICE",
      defaultValue = "cpu",
      description = "Where to compute: cpu, cuda, cuda:1. Default: cpu.")
  String device = "cpu";

  SpeedCommand(Surroundings surroundings) {
    this(surroundings.terminal(), SpeedSuite::measure);
  }

  SpeedCommand(Terminal terminal, Measuring measuring) {
    this.terminal = terminal;
    this.measuring = measuring;
  }

  @Override
  public void run() {
    SpeedReport report = measuring.measure(device, wanted(), this::show);
    clear();
    terminal.out().println(report.device());
    terminal.out().print(SummaryTable.aligned(rows(report.measurements())));
    if (json != null) {
      write(report.measurements(), json);
      terminal.out().println("Written into " + json.toAbsolutePath().normalize() + ".");
    }
  }

  /**
   * The names asked for, groups spelled out.
   *
   * @throws ParameterException if there is nothing of a name
   */
  private Set<String> wanted() {
    List<String> names = SpeedSuite.names();
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
    String question = NearestName.question(name, names);
    return "There is nothing called \"%s\" to measure.%s"
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

  private static List<List<String>> rows(List<Measurement> measurements) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("measured", "median", "ratio", "spread"));
    for (Measurement measurement : measurements) {
      rows.add(
          List.of(
              measurement.name(),
              duration(measurement.seconds()),
              "%.4f".formatted(measurement.ratio()),
              "%.1f %%".formatted(100 * measurement.spread())));
    }
    return rows;
  }

  private static String duration(double seconds) {
    return seconds < 1 ? "%.2f ms".formatted(1000 * seconds) : "%.2f s".formatted(seconds);
  }

  private static void write(List<Measurement> measurements, Path file) {
    String text = MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(measurements) + "\n";
    AtomicFile.writeInFolder(file, out -> out.write(text.getBytes(StandardCharsets.UTF_8)));
  }
}
