package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.RunFolder;
import palimpsest.data.Catalogue;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Preset;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;
import palimpsest.experiment.SpecJson;
import palimpsest.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains: one run, a preset's runs, or either with several seeds. */
@Command(
    name = "run",
    description = "Trains, shows how it gets on, and writes results and figures into a folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  /** Where results go unless {@code --out} says otherwise. */
  static final Path DEFAULT_OUT = Path.of("palimpsest-runs");

  private final Surroundings surroundings;

  @Spec CommandSpec command = CommandSpec.create();

  @Option(
      names = "--preset",
      paramLabel = "KEY",
      description = "A preset's runs; options change all of them. \"presets\" lists them.")
  @Nullable String preset;

  @Option(
      names = "--spec",
      paramLabel = "FILE",
      description =
          "A specification as JSON, such as \"spec\" in a result.json; options change it.")
  @Nullable Path spec;

  @Option(
      names = "--seeds",
      paramLabel = "N,N…",
      description = "Every run once with each of these seeds.")
  @Nullable String seeds;

  @Option(
      names = "--data",
      paramLabel = "FOLDER",
      description = "The folder of the image sets. Default: $PALIMPSEST_DATA, else data.")
  @Nullable Path data;

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "The folder to write results into. Default: palimpsest-runs.")
  Path out = DEFAULT_OUT;

  @Option(names = "--quiet", description = "No progress, only the summary.")
  boolean quiet;

  RunCommand(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Override
  public Integer call() {
    Map<SpecField, String> given = SpecOptions.given(command.commandLine());
    if (preset != null && spec != null) {
      throw wrong("Give either --preset or --spec, not both.");
    }
    if (seeds != null && given.containsKey(SpecField.SEED)) {
      throw wrong("Give either --seed or --seeds, not both.");
    }
    List<Long> wanted = seeds == null ? List.of() : seeds(seeds);
    List<ExperimentSpec> runs = new ArrayList<>();
    for (ExperimentSpec run : start()) {
      ExperimentSpec changed = SpecOptions.changed(run, given);
      if (wanted.isEmpty()) {
        runs.add(changed);
      }
      wanted.forEach(seed -> runs.add(SpecOptions.withSeed(changed, seed)));
    }
    noteUnused(runs, given);
    RunFolder.checkWritable(out);
    RunQueue queue = new RunQueue(surroundings, Catalogue.root(data), out, quiet);
    boolean fine = queue.run(runs, preset == null ? "runs" : preset);
    return fine ? CommandLine.ExitCode.OK : Commands.PROBLEM;
  }

  private List<ExperimentSpec> start() {
    if (spec != null) {
      return List.of(SpecJson.read(spec));
    }
    return preset == null ? List.of(SpecDraft.initial().toSpec()) : preset(preset).runs();
  }

  private Preset preset(String key) {
    try {
      return Presets.named(key);
    } catch (Problem unknown) {
      throw new ParameterException(command.commandLine(), unknown.getMessage(), unknown);
    }
  }

  private List<Long> seeds(String text) {
    List<Long> list = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      SpecDraft draft = SpecDraft.initial().with(SpecField.SEED, part);
      String complaint = draft.complaint(SpecField.SEED);
      if (!complaint.isEmpty()) {
        throw wrong(
            "seeds is \"%s\", but must be a list of seeds such as 42,43,44: %s"
                .formatted(text, complaint));
      }
      long seed = draft.toSpec().seed();
      if (list.contains(seed)) {
        throw wrong("seeds is \"%s\", but must name no seed twice.".formatted(text));
      }
      list.add(seed);
    }
    return list;
  }

  /** A setting that changes nothing is more often a slip than a wish. */
  private void noteUnused(List<ExperimentSpec> runs, Map<SpecField, String> given) {
    for (SpecField field : given.keySet()) {
      if (runs.stream().noneMatch(run -> field.isUsedBy(SpecDraft.of(run)))) {
        surroundings
            .terminal()
            .err()
            .printf(
                "Note: --%s changes nothing here; %s does not use it.%n",
                field.key(), runs.size() == 1 ? runs.getFirst().method() : "none of these runs");
      }
    }
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
