package palimpsest.cli;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import palimpsest.data.Catalogue;
import palimpsest.data.Download;
import palimpsest.data.Idx;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.SourceSet;
import palimpsest.export.ContactSheet;
import palimpsest.text.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists image sets and their folders, and downloads them. */
@Command(
    name = "data",
    description = "Lists image sets, downloads them, and shows their folder.",
    mixinStandardHelpOptions = true)
final class DataCommand implements Runnable {

  private final Terminal terminal;

  @Spec CommandSpec command = CommandSpec.create();

  DataCommand(CliContext context) {
    terminal = context.terminal();
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "\"data\" needs one more word: list, show, fetch or where.");
  }

  /** Lists the sets. */
  @Command(
      name = "list",
      description = "Lists the image sets and their status.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    for (Catalogue.Collection one : Catalogue.COLLECTIONS) {
      terminal
          .out()
          .printf(
              "%-15s %s%n",
              one.key(), String.join(", ", one.sets().stream().map(SourceSet::label).toList()));
      if (one.key().equals(Catalogue.GLYPHS)) {
        terminal.out().println("  ✓ drawn by the program itself");
      }
    }
    Path root = Catalogue.root(data);
    for (ImageSetStatus status : Catalogue.status(root)) {
      terminal
          .out()
          .printf("  %s %s: %s%n", status.usable() ? "✓" : "✗", status.name(), status.summary());
      if (status.usable()) {
        terminal.out().printf("    read from %s%n", status.places());
      }
    }
    terminal.out().println("Looked for in " + root.toAbsolutePath().normalize());
  }

  /** Draws images of a task. */
  @Command(
      name = "show",
      description = {
        "Writes a picture of a task's images as they are read: a row for each class.",
        "NAME is that of a task, such as mnist or \"glyph digits\"."
      },
      mixinStandardHelpOptions = true)
  void show(
      @Parameters(paramLabel = "NAME") String name,
      @Option(
              names = "--out",
              paramLabel = "FILE",
              required = true,
              description = "The picture to write, a .png file.")
          Path out,
      @Option(names = "--test", description = "The test images, not those for training.")
          boolean test,
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    ImageSet images = Catalogue.images(name, Catalogue.root(data), test);
    ContactSheet.write(images, Idx.CLASSES, out);
    terminal
        .out()
        .printf("%s: %s, in %s%n", images.name(), NumberText.count(images.size(), "image"), out);
  }

  /** Says where sets are looked for. */
  @Command(
      name = "where",
      description = "Shows the folder of the image sets.",
      mixinStandardHelpOptions = true)
  void where(
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    terminal.out().println(Catalogue.root(data).toAbsolutePath().normalize());
  }

  /** Fetches the public sets that are not there. */
  @Command(
      name = "fetch",
      description = "Downloads MNIST, Fashion-MNIST and Kuzushiji-MNIST; existing files are kept.",
      mixinStandardHelpOptions = true)
  int fetch(
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    Path root = Catalogue.root(data);
    List<PublicSet> sets = Arrays.asList(PublicSet.values());
    Download download = Download.of(root, sets);
    boolean whole = DownloadDisplay.show(terminal, download::cancel, download::fetch);
    terminal
        .out()
        .println(
            whole
                ? "All three sets are in " + root.toAbsolutePath().normalize()
                : DownloadDisplay.STOPPED);
    return whole ? ExitCode.OK : ExitCode.PROBLEM;
  }
}
