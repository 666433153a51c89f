package palimpsest.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.data.Download;
import palimpsest.data.ImageSet;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.SourceSet;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.export.ContactSheet;
import palimpsest.text.NumberText;
import palimpsest.text.VisibleText;
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
        command.commandLine(),
        "\"data\" needs one more word: list, show, add, remove, fetch or where.");
  }

  /** Lists the sets. */
  @Command(
      name = "list",
      description = "Lists the image sets and their status.",
      mixinStandardHelpOptions = true)
  void list(
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    Path root = Catalogue.root(data);
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("", "--images", "sets", "training", "test"));
    Catalogue.collections().forEach(one -> rows.add(row(one, root)));
    terminal.out().print(TextTable.of(rows, Set.of(0, 1, 2)));
    terminal.out().println();
    terminal.out().println("Glyphs are drawn by the program itself. The others:");
    OwnSets.Listing own = OwnSets.all();
    for (OwnSet set : own.sets()) {
      String trouble = set.trouble();
      terminal
          .out()
          .printf(
              "  %s %s: %s%n",
              trouble.isEmpty() ? "✓" : "✗",
              set.label(),
              trouble.isEmpty()
                  ? "%,d training and %,d test images"
                      .formatted(set.publishedSize().training(), set.publishedSize().test())
                  : trouble);
      terminal.out().println("    read from " + VisibleText.line(set.path().toString()));
    }
    own.troubles().forEach(terminal.err()::println);
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

  /** A mark, the key, the sets, and how many images they were published with. */
  private static List<String> row(Catalogue.Collection one, Path root) {
    List<TaskSize> sizes = one.sets().stream().map(SourceSet::publishedSize).toList();
    return List.of(
        Catalogue.unusable(one.sets(), root).isEmpty() ? "✓" : "✗",
        one.key(),
        one.sets().stream().map(SourceSet::label).collect(Collectors.joining(", ")),
        "%,d".formatted(sizes.stream().mapToInt(TaskSize::training).sum()),
        "%,d".formatted(sizes.stream().mapToInt(TaskSize::test).sum()));
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
    ContactSheet.write(images, Catalogue.classes(name), out);
    terminal
        .out()
        .printf("%s: %s, in %s%n", images.name(), NumberText.count(images.size(), "image"), out);
  }

  /** Reads an own image set and remembers it. */
  @Command(
      name = "add",
      description = {
        "Reads an image set of your own and remembers it by its name, which --images takes.",
        "PATH is a file or folder. It is read from there each time; nothing is copied."
      },
      mixinStandardHelpOptions = true)
  void add(
      @Parameters(paramLabel = "PATH") Path path,
      @Option(
              names = "--name",
              paramLabel = "NAME",
              defaultValue = "",
              description =
                  "Its name; one of that name is replaced. Default: made from that of the file or"
                      + " folder.")
          String name,
      @Option(
              names = "--format",
              paramLabel = "KEY",
              defaultValue = "",
              description = "The format, if the path does not tell.")
          String format,
      @Option(
              names = "--label",
              paramLabel = "COLUMN",
              defaultValue = "",
              description = "For CSV. " + ReadOptions.LABEL_HELP)
          String label,
      @Option(
              names = "--part",
              paramLabel = "COLUMN",
              defaultValue = "",
              description = "For CSV. " + ReadOptions.PART_HELP)
          String part,
      @Option(
              names = "--shape",
              paramLabel = "SHAPE",
              defaultValue = "",
              description = "For CSV. " + ReadOptions.SHAPE_HELP)
          String shape) {
    String called = name.isEmpty() ? OwnSets.nameFor(path) : name;
    Optional<OwnSet> before = OwnSets.named(called);
    OwnSets.Added added = OwnSets.add(called, path, format, new ReadOptions(label, part, shape));
    before
        .filter(old -> !old.path().equals(added.set().path()))
        .ifPresent(old ->
            terminal
                .out()
                .println(
                    "%s replaces the image set of this name, which was read from %s."
                        .formatted(called, VisibleText.line(old.path().toString()))));
    OwnSetText.lines(added).forEach(terminal.out()::println);
  }

  /** Forgets an own image set. */
  @Command(
      name = "remove",
      description = "Forgets an image set of your own; its files and its runs stay.",
      mixinStandardHelpOptions = true)
  void remove(@Parameters(paramLabel = "NAME") String name) {
    OwnSets.remove(name);
    terminal
        .out()
        .println("The image set %s is no longer known. Its files were kept.".formatted(name));
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
      description = {
        "Downloads public image sets; existing files are kept.",
        "SET is mnist, fashion-mnist, kmnist, cifar-10, cifar-100 or all; without one, the first"
            + " three. Each of CIFAR brings 162 MiB."
      },
      mixinStandardHelpOptions = true)
  int fetch(
      @Parameters(paramLabel = "SET", arity = "0..*") @Nullable List<String> names,
      @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
          @Nullable Path data) {
    Path root = Catalogue.root(data);
    List<PublicSet> sets = Catalogue.publicSets(names == null ? List.of() : names);
    Download download = Download.of(root, sets);
    boolean whole = DownloadDisplay.show(terminal, download::cancel, download::fetch);
    terminal
        .out()
        .println(
            whole
                ? "%s: there, in %s"
                    .formatted(PublicSet.names(sets), root.toAbsolutePath().normalize())
                : DownloadDisplay.STOPPED);
    return whole ? ExitCode.OK : ExitCode.PROBLEM;
  }
}
