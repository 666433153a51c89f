package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.archive.ArchivedRun;
import palimpsest.chart.Band;
import palimpsest.chart.Comparison;
import palimpsest.chart.CurveGroup;
import palimpsest.chart.Figure;
import palimpsest.chart.Figures;
import palimpsest.export.FigureFormat;
import palimpsest.export.FigureSet;
import palimpsest.export.FigureTable;
import palimpsest.export.FolderBefore;
import palimpsest.export.MatrixRange;
import palimpsest.export.MeanTable;
import palimpsest.export.NotebookFigures;
import palimpsest.problem.Problem;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares runs of the archive: a table, and figures with their numbers. */
@Command(
    name = "compare",
    description =
        "Compares runs of the archive: mean ± standard deviation over seeds of each"
            + " configuration, as a table and as figures.",
    mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {

  private final Terminal terminal;

  @Mixin ArchiveOption where = new ArchiveOption();

  @Parameters(
      arity = "0..*",
      paramLabel = "RUN",
      description = "The runs' numbers. Default: all that match the filter.")
  List<Long> ids = new ArrayList<>();

  @Option(
      names = "--filter",
      paramLabel = "TEXT",
      defaultValue = "",
      description = "Only runs whose row contains all of these words.")
  String filter = "";

  @Option(
      names = "--out",
      paramLabel = "FOLDER",
      description = "Where to write figures, their numbers (CSV) and the table (CSV, LaTeX).")
  @Nullable Path out;

  @Option(
      names = "--band",
      paramLabel = "sd|se|none",
      defaultValue = "sd",
      description = "Spread shown by the band around each mean. Default: sd.")
  String band = "sd";

  @Option(names = "--seeds", description = "Also draws the single runs, as thin lines.")
  boolean seeds;

  @Option(
      names = "--format",
      paramLabel = "FORMAT,FORMAT…",
      defaultValue = "png,svg",
      description = "Formats of the figures: png, svg, pdf. Default: png,svg.")
  String formats = "png,svg";

  @Option(
      names = "--notebook",
      description = "Writes the notebook's three figures and six Fisher matrices instead.")
  boolean notebook;

  @Option(
      names = "--matrix-range",
      paramLabel = "fixed|percentile",
      defaultValue = "fixed",
      description =
          "Grey range of the notebook's matrices: from 0 to 0.1 for all (fixed), or from 0 to each"
              + " one's own 99th percentile. Default: fixed.")
  String matrixRange = "fixed";

  @Mixin FigureOptions figures = new FigureOptions();

  CompareCommand(CliContext context) {
    terminal = context.terminal();
  }

  @Override
  public Integer call() {
    Band shown = chosenBand();
    MatrixRange range = MatrixRange.of(matrixRange);
    List<FigureFormat> wanted = FigureFormat.list(formats);
    FigureSet set = figures.set(where.path()).with(wanted);
    Path folder = out;
    if (notebook && folder == null) {
      throw new Problem("--notebook needs --out, the folder to write the figures into.");
    }
    try (Archive archive = where.open(terminal)) {
      List<ArchivedRun> runs = runs(archive);
      List<CurveGroup> groups = CurveGroup.of(NotebookFigures.curves(archive, runs));
      MeanTable table = MeanTable.of(groups);
      List<List<String>> lines = new ArrayList<>();
      lines.add(table.header());
      lines.addAll(table.cells());
      terminal.out().print(TextTable.within(lines, Set.of(0), 2, terminal));
      terminal
          .out()
          .println(
              "Per cent, mean ± standard deviation over the n runs that finished."
                  + (table.isWide() ? " --out writes the accuracy on each task." : ""));
      if (folder == null) {
        return where.answered(terminal);
      }
      if (notebook) {
        FolderBefore before = FolderBefore.of(folder);
        List<Path> files = NotebookFigures.write(archive, runs, shown, range, set, folder);
        List<Path> replaced = before.replaced(files);
        files.forEach(
            file -> terminal.out().println(file + (replaced.contains(file) ? " (replaced)" : "")));
        return where.answered(terminal);
      }
      Comparison comparison = new Comparison(groups, shown, seeds);
      write(Figures.meanLoss(comparison), "mean-loss", set, folder);
      write(Figures.meanAccuracy(comparison), "mean-accuracy", set, folder);
      write(Figures.taskAccuracy(comparison), "task-accuracy", set, folder);
      if (groups.size() > Figures.MOST_TOLD_APART) {
        terminal
            .err()
            .printf(
                "task-accuracy shows %,d configurations, but dashes and markers tell only %d apart:"
                    + " choose fewer runs.%n",
                groups.size(), Figures.MOST_TOLD_APART);
      }
      table.writeCsv(folder.resolve("table.csv"));
      table.writeLatex(folder.resolve("table.tex"));
      terminal.out().println("Written into " + folder.toAbsolutePath().normalize() + ".");
      return where.answered(terminal);
    }
  }

  private static void write(Figure figure, String name, FigureSet set, Path folder) {
    set.write(figure, folder, name);
    FigureTable.write(figure, folder.resolve(name + ".csv"));
  }

  private Band chosenBand() {
    return Stream.of(Band.values())
        .filter(known -> known.key().equals(band.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(() -> Problem.badValue("band", band, "sd, se or none"));
  }

  private List<ArchivedRun> runs(Archive archive) {
    Map<Long, ArchivedRun> all = new LinkedHashMap<>();
    archive.runs().forEach(run -> all.put(run.id(), run));
    List<ArchivedRun> chosen = new ArrayList<>();
    for (long id : ids.isEmpty() ? List.copyOf(all.keySet()) : ids) {
      ArchivedRun run = all.get(id);
      if (run == null) {
        long deleted = archive.get(id).id();
        throw new Problem(
            "Run %d is deleted: \"runs restore %d\" restores it.".formatted(deleted, deleted));
      }
      if (RunRows.fits(run, filter)) {
        chosen.add(run);
      }
    }
    if (chosen.isEmpty()) {
      throw new Problem("There are no runs to compare: \"runs list\" shows what there is.");
    }
    return chosen;
  }
}
