package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.DistinctRuns;
import palimpsest.experiment.Durations;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.MemoryCheck;
import palimpsest.experiment.Preset;
import palimpsest.experiment.Presets;
import palimpsest.experiment.RunNames;
import palimpsest.experiment.Seeds;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecJson;
import palimpsest.experiment.SpecLayout;
import palimpsest.export.FigureSet;
import palimpsest.problem.Problem;
import palimpsest.setting.SettingValues;
import palimpsest.site.PreparedSweep;
import palimpsest.site.Sites;
import palimpsest.site.SweepQueue;
import palimpsest.text.NumberText;
import palimpsest.text.VisibleText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Trains: one run, a preset's runs, or either with several seeds. */
@Command(
    name = "run",
    description = "Trains, shows the progress, and writes results and figures into a folder.",
    sortOptions = false,
    mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {

  /** The folder for results without {@code --out}. */
  static final Path DEFAULT_OUT = Path.of("palimpsest-runs");

  private static final int MOST_LISTED = 20;

  private final CliContext context;

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
      paramLabel = "N,N-N…",
      description = "Every run once with each of these seeds, such as 42-46,50.")
  @Nullable String seeds;

  @Option(
      names = "--grid",
      paramLabel = "TEXT",
      description =
          "A run for each combination of values, such as \"strategy=ewc,replay;"
              + " importance=1,10; seeds=42-44\".")
  @Nullable String grid;

  @Option(names = "--yes", description = "Starts a grid without asking for confirmation.")
  boolean yes;

  @Option(
      names = "--folder",
      paramLabel = "FOLDER",
      description =
          "Trains the one run of a folder that a sweep made, and writes into it alone: what a"
              + " cluster's job does.")
  @Nullable Path folder;

  @Option(
      names = "--check",
      description = "With --folder: prints version and data instead of training.")
  boolean check;

  @Mixin ArchiveOption where = new ArchiveOption();

  @Mixin PathsOption places = new PathsOption();

  @Mixin RunsAtOnceOption atOnce = new RunsAtOnceOption();

  RunCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    if (folder != null) {
      return check ? NodeTraining.check(context, folder) : NodeTraining.run(context, folder);
    }
    Map<String, String> given = SpecOptions.given(command.commandLine());
    String site = SiteOptions.address(command.commandLine());
    boolean here = site.equals(Sites.HERE);
    SettingValues values = SiteOptions.values(command.commandLine());
    if (check) {
      throw wrong("Give --check with --folder.");
    }
    if (!here && atOnce.runs() > 1) {
      throw wrong("--runs-at-once is about this machine: leave out --runs-at-once or --site.");
    }
    if (preset != null && spec != null) {
      throw wrong("Give either --preset or --spec, not both.");
    }
    if (seeds != null && given.containsKey(CommonSettings.SEED.key())) {
      throw wrong("Give either --seed or --seeds, not both.");
    }
    List<Long> wanted = read(seeds, Seeds::read, List.of());
    Grid combinations = read(grid, Grid::read, new Grid(Map.of()));
    if (!wanted.isEmpty() && combinations.values().containsKey(CommonSettings.SEED.key())) {
      throw wrong("Give seeds either in --seeds or in --grid, not in both.");
    }
    List<ExperimentSpec> all = new ArrayList<>();
    for (SpecDraft run : start(given)) {
      SpecDraft changed = run.with(given);
      for (ExperimentSpec variant : sensible(() -> combinations.over(changed))) {
        if (wanted.isEmpty()) {
          all.add(variant);
        }
        wanted.forEach(seed -> all.add(SpecOptions.withSeed(variant, seed)));
      }
    }
    DistinctRuns distinct = DistinctRuns.of(all);
    List<ExperimentSpec> runs = distinct.runs();
    noteUnused(runs, given);
    if (!here && SiteOptions.shows(command.commandLine())) {
      context.terminal().out().print(Sites.named(site).open(site, values).script());
      return ExitCode.OK;
    }
    if (here) {
      requireImages(runs);
      requireMemory(runs);
    }
    Path out = places.out();
    FigureSet figures = places.figures(where.path());
    try (Archive archive = where.openToAdd(context.terminal())) {
      if (all.size() > 1 && !agreed(distinct, seconds(archive, runs))) {
        return ExitCode.OK;
      }
      String together = preset == null ? "runs" : preset;
      if (!here) {
        Optional<String> script = SiteOptions.script(command.commandLine());
        SweepQueue sweeps = new SweepQueue(archive);
        PreparedSweep prepared = sweeps.prepare(runs, places.data(), site, values);
        return new TerminalSweep(context, archive, sweeps, out, figures, places.quiet())
            .run(prepared, script.orElse(prepared.script()), together);
      }
      TerminalQueue queue =
          new TerminalQueue(
              context, archive, places.data(), out, figures, places.quiet(), atOnce.runs());
      return queue.run(runs, together);
    }
  }

  /** The estimated time of all of them, as many at once as is wanted. */
  private double seconds(Archive archive, List<ExperimentSpec> runs) {
    return archive.estimatedSeconds(runs, places.data()) / Math.min(atOnce.runs(), runs.size());
  }

  private List<SpecDraft> start(Map<String, String> given) {
    if (spec != null) {
      return List.of(SpecJson.draft(spec));
    }
    if (preset != null) {
      return preset(preset).drafts();
    }
    String images =
        given.getOrDefault(DataSettings.IMAGES.key(), DataSettings.IMAGES.initialText());
    return List.of(Presets.beginning(images));
  }

  private Preset preset(String key) {
    return sensible(() -> Presets.named(key));
  }

  /** Checks for missing images once, before any run waits, instead of in each run when it fails. */
  private void requireImages(List<ExperimentSpec> runs) {
    Path data = places.data();
    Set<ImageSetStatus> unusable = new LinkedHashSet<>();
    runs.forEach(run -> unusable.addAll(Catalogue.unusable(run.neededSets(), data)));
    if (!unusable.isEmpty()) {
      List<PublicSet> sets = ImageSetStatus.downloads(unusable);
      throw new Problem(
          "%s %s--images %s needs no files."
              .formatted(
                  ImageSetStatus.obstacles(unusable, data),
                  sets.isEmpty()
                      ? ""
                      : "%s gets them, --data names another folder, and "
                          .formatted(PublicSet.fetchCommand(sets)),
                  Catalogue.GLYPHS));
    }
  }

  /** Refuses what can never train here, and says what has to wait for memory. */
  private void requireMemory(List<ExperimentSpec> runs) {
    MemoryCheck memory = MemoryCheck.now();
    memory.require(runs);
    String warning = memory.warning(runs);
    if (!warning.isEmpty()) {
      context.terminal().err().println("Not enough memory is free. " + warning);
    }
  }

  /** Says how many runs there are and how long they may take, and asks before a grid begins. */
  private boolean agreed(DistinctRuns distinct, double seconds) {
    int runs = distinct.runs().size();
    String plan =
        Double.isFinite(seconds)
            ? "%s, about %s, estimated from earlier runs."
                .formatted(NumberText.count(runs, "run"), Durations.text(seconds))
            : "%s. No estimate yet: no similar runs in the archive."
                .formatted(NumberText.count(runs, "run"));
    Terminal terminal = context.terminal();
    if (!places.quiet()) {
      if (grid != null) {
        list(distinct.runs()).forEach(terminal.out()::println);
      }
      terminal.out().println(plan);
      if (distinct.dropped() > 0) {
        terminal.out().println(distinct.sentence());
      }
    }
    return grid == null || yes || terminal.confirms("Start them?");
  }

  /** Names of the runs, one a line; of very many, the first. */
  private static List<String> list(List<ExperimentSpec> runs) {
    List<String> names = RunNames.of(runs);
    List<String> lines = new ArrayList<>();
    for (String name : names.subList(0, Math.min(MOST_LISTED, names.size()))) {
      lines.add("  " + VisibleText.line(name));
    }
    if (names.size() > MOST_LISTED) {
      lines.add("  … and %,d more".formatted(names.size() - MOST_LISTED));
    }
    return lines;
  }

  private <T> T read(@Nullable String text, Function<String, T> reading, T otherwise) {
    return text == null ? otherwise : sensible(() -> reading.apply(text));
  }

  /** Reads a text; a failure is reported as an error of the command line. */
  private <T> T sensible(Supplier<T> reading) {
    try {
      return reading.get();
    } catch (Problem problem) {
      throw new ParameterException(command.commandLine(), problem.getMessage(), problem);
    }
  }

  /** A setting that changes nothing is usually a mistake. */
  private void noteUnused(List<ExperimentSpec> runs, Map<String, String> given) {
    for (String key : given.keySet()) {
      if (runs.stream().noneMatch(run -> SpecLayout.named(key).stream().anyMatch(run::reads))) {
        context
            .terminal()
            .err()
            .printf("Note: --%s changes nothing here: %s.%n", key, unusedBecause(key, runs));
      }
    }
  }

  private static String unusedBecause(String key, List<ExperimentSpec> runs) {
    if (runs.stream()
        .anyMatch(run ->
            SpecLayout.PARTS.stream()
                .anyMatch(part ->
                    SpecLayout.named(key).stream()
                        .anyMatch(part.chosen().apply(run.values())::contains)))) {
      return "with the other settings given it is not read";
    }
    List<String> owners =
        SpecLayout.named(key).stream()
            .flatMap(setting -> SpecLayout.owners(setting).stream())
            .distinct()
            .toList();
    return owners.isEmpty()
        ? (runs.size() == 1 ? "this run does not use it" : "none of these runs uses it")
        : "it is a setting of " + String.join(", ", owners);
  }

  private ParameterException wrong(String sentence) {
    return new ParameterException(command.commandLine(), sentence);
  }
}
