package palimpsest.cli;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.RunFolder;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.export.FigureSet;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options for the folders of images and results, and for progress output. */
final class PathsOption {

  /** The description of {@code --data}, in every command that has it. */
  static final String DATA =
      "The folder of the image sets. Default: $PALIMPSEST_DATA, else data; if the program is"
          + " installed, data in your data folder (\"data where\" names it).";

  /**
   * The description of {@code --out}, in the commands that train and in those that check if
   * training is possible.
   */
  static final String OUT = "The folder that results go into. Default: palimpsest-runs.";

  @Option(names = "--data", paramLabel = "FOLDER", description = DATA)
  @Nullable Path data;

  @Option(names = "--out", paramLabel = "FOLDER", description = OUT)
  Path out = RunCommand.DEFAULT_OUT;

  @Option(names = "--quiet", description = "No progress, only the summary.")
  boolean quiet;

  @Mixin FigureOptions figures = new FigureOptions();

  /**
   * The folder for results.
   *
   * @throws palimpsest.problem.Problem if nothing can be written there
   */
  Path out() {
    RunFolder.checkWritable(out);
    return out;
  }

  /** The folder of the image sets. */
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
