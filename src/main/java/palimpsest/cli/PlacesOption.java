package palimpsest.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.RunFolder;
import palimpsest.data.Catalogue;
import palimpsest.export.FigureSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Where training reads images and writes results, and whether it tells how it gets on. */
final class PlacesOption {

  /** What {@code --data} means, in every command that has it. */
  static final String DATA =
      "The folder of the image sets. Default: $PALIMPSEST_DATA, else data; if the program is"
          + " installed, data in your data folder (\"data where\" names it).";

  /** What {@code --out} means to those who train, and to those who look whether one could. */
  static final String OUT = "The folder that results go into. Default: palimpsest-runs.";

  @Option(names = "--data", paramLabel = "FOLDER", description = DATA)
  @Nullable Path data;

  @Option(names = "--out", paramLabel = "FOLDER", description = OUT)
  Path out = RunCommand.DEFAULT_OUT;

  @Option(names = "--quiet", description = "No progress, only the summary.")
  boolean quiet;

  @Mixin FigureOptions figures = new FigureOptions();

  /**
   * Where results are to be written.
   *
   * @throws palimpsest.problem.Problem if nothing can be written there
   */
  Path out() {
    RunFolder.checkWritable(out);
    return out;
  }

  /** Where the image sets are. */
  Path data() {
    return Catalogue.root(data);
  }

  /**
   * The style and formats of figures.
   *
   * @param settings the folder of saved styles
   */
  FigureSet figures(Path settings) {
    return figures.set(settings);
  }

  boolean quiet() {
    return quiet;
  }
}
