package palimpsest.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.file.AtomicFile;
import palimpsest.machine.Screen;
import palimpsest.problem.Problem;
import palimpsest.tensor.ComputeDevice;
import palimpsest.tensor.Engine;
import palimpsest.text.NumberText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Looks at everything a run needs, and says what to do about what is missing. */
@Command(
    name = "doctor",
    description = "Checks everything that a run needs, with advice on what is missing.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  private static final int JDK = 25;

  private static final long LEAST_HEAP = 512L << 20;

  private final CliContext context;

  @Option(names = "--data", paramLabel = "FOLDER", description = PathsOption.DATA)
  @Nullable Path data;

  @Option(names = "--out", paramLabel = "FOLDER", description = PathsOption.OUT)
  Path out = RunCommand.DEFAULT_OUT;

  /**
   * One thing looked at.
   *
   * @param what the thing checked
   * @param good whether it is as it should be
   * @param vital whether nothing can be trained without it
   * @param finding the result of the check
   * @param remedy advice if the result is not good
   */
  private record Check(String what, boolean good, boolean vital, String finding, String remedy) {

    /**
     * The mark of a check; something missing that does not prevent training is not marked as an
     * error.
     */
    String mark() {
      return good ? "✓" : vital ? "✗" : "–";
    }
  }

  DoctorCommand(CliContext context) {
    this.context = context;
  }

  @Override
  public Integer call() {
    List<Check> checks = new ArrayList<>();
    checks.add(jdk());
    checks.add(javaFx());
    checks.add(screen());
    checks.addAll(engine());
    checks.add(memory());
    checks.addAll(data());
    checks.add(output());
    checks.add(archive());
    for (Check check : checks) {
      context.terminal().out().printf("%s %-9s %s%n", check.mark(), check.what(), check.finding());
      if (!check.good()) {
        context.terminal().out().printf("  %-9s %s%n", "", check.remedy());
      }
    }
    boolean healthy = checks.stream().allMatch(check -> check.good() || !check.vital());
    return healthy ? ExitCode.OK : ExitCode.PROBLEM;
  }

  private static Check jdk() {
    return new Check(
        "JDK",
        Runtime.version().feature() >= JDK,
        true,
        "%s, %s, %s"
            .formatted(
                Runtime.version(),
                System.getProperty("java.vendor"),
                System.getProperty("java.home")),
        "Install JDK %d; Maven finds it through its toolchain discovery.".formatted(JDK));
  }

  private static Check javaFx() {
    String version =
        ModuleLayer.boot()
            .findModule("javafx.graphics")
            .flatMap(module -> module.getDescriptor().rawVersion())
            .orElse("");
    return new Check(
        "JavaFX",
        !version.isEmpty(),
        false,
        version.isEmpty() ? "not on the module path" : version,
        "Start the program with \"mvn -q\", which puts JavaFX on the module path.");
  }

  private Check screen() {
    Screen screen = context.screen();
    return new Check(
        "Screen",
        screen.isPresent(),
        false,
        screen.isPresent() ? "there is one" : screen.missing(),
        screen.remedy() + " \"run\" trains without a window.");
  }

  private static List<Check> engine() {
    try {
      Engine.Description engine = Engine.describe();
      return List.of(
          new Check(
              "Engine",
              true,
              true,
              "PyTorch %s from %s".formatted(engine.version(), engine.library()),
              ""),
          devices(engine));
    } catch (Problem problem) {
      return List.of(
          new Check("Engine", false, true, "PyTorch cannot be loaded", problem.getMessage()));
    }
  }

  /** Only the CPU is no fault, but the reason is worth knowing. */
  private static Check devices(Engine.Description engine) {
    return new Check(
        "Devices",
        engine.lack().isEmpty(),
        false,
        "%s; %s on the CPU"
            .formatted(
                String.join(", ", engine.devices().stream().map(ComputeDevice::text).toList()),
                NumberText.count(engine.threads(), "thread")),
        engine.lack().map(reason -> reason.reason() + " " + reason.remedy()).orElse(""));
  }

  private static Check memory() {
    long bytes = Runtime.getRuntime().maxMemory();
    return new Check(
        "Memory",
        bytes >= LEAST_HEAP,
        false,
        "up to %s for Java, plus the memory of PyTorch".formatted(NumberText.bytes(bytes)),
        "Give the program more: mvn -q -Djava.options=-Xmx4g");
  }

  private List<Check> data() {
    Path folder = Catalogue.root(data);
    List<Check> checks = new ArrayList<>();
    for (ImageSetStatus status : Catalogue.status(folder)) {
      String fetch = PublicSet.fetchCommand(ImageSetStatus.downloads(List.of(status)));
      checks.add(
          new Check(
              "Data",
              status.usable(),
              false,
              "%s: %s".formatted(status.name(), status.summary()),
              status.troubles().isEmpty()
                  ? ("Not in %s. %s downloads it; --data and PALIMPSEST_DATA name another folder."
                          + " The glyphs need no files.")
                      .formatted(status.folder().toAbsolutePath().normalize(), fetch)
                  : "A run refuses these files. Correct or delete them; %s then downloads the"
                          .formatted(fetch)
                      + " published ones."));
    }
    OwnSets.Listing own = OwnSets.all();
    for (OwnSet set : own.sets()) {
      String trouble = set.trouble();
      checks.add(
          new Check(
              "Data",
              trouble.isEmpty(),
              false,
              "%s: %s"
                  .formatted(
                      set.label(),
                      trouble.isEmpty()
                          ? "%,d training and %,d test images"
                              .formatted(set.publishedSize().training(), set.publishedSize().test())
                          : trouble),
              "\"data add\" takes it as it is now, \"data remove\" forgets it."));
    }
    own.troubles()
        .forEach(trouble ->
            checks.add(
                new Check("Data", false, false, trouble, "The other image sets can be used.")));
    return checks;
  }

  private static Check archive() {
    Path folder = Archive.defaultFolder().toAbsolutePath().normalize();
    if (!Files.exists(folder)) {
      String hindrance = hindrance(folder);
      return new Check(
          "Archive",
          hindrance.isEmpty(),
          true,
          hindrance.isEmpty() ? "will be created in " + folder : "cannot be made in " + folder,
          hindrance + " PALIMPSEST_ARCHIVE names another folder.");
    }
    try (Archive archive = Archive.open(folder)) {
      int runs = archive.runs().size();
      String damage = archive.damage();
      String error = damage.isEmpty() ? archive.limitation().orElse("") : damage;
      Optional<String> obstacle = archive.obstacle();
      return new Check(
          "Archive",
          error.isEmpty() && obstacle.isEmpty(),
          obstacle.isPresent(),
          "%s in %s".formatted(NumberText.count(runs, "run"), folder),
          error.isEmpty() ? obstacle.orElse("") : error);
    } catch (Problem problem) {
      return new Check("Archive", false, true, folder + " cannot be used", problem.getMessage());
    }
  }

  private Check output() {
    Path folder = out.toAbsolutePath().normalize();
    String hindrance = hindrance(folder);
    return new Check(
        "Results",
        hindrance.isEmpty(),
        true,
        (hindrance.isEmpty() ? "go into " : "cannot go into ") + folder,
        hindrance + " Name another folder with --out.");
  }

  /**
   * The reason why nothing can be written into a folder that may have to be created; empty if it
   * can be written to.
   */
  private static String hindrance(Path folder) {
    Path there = folder;
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    String reason =
        Files.isDirectory(there)
            ? AtomicFile.obstacle(there).orElse("")
            : "it is a file, not a folder";
    return reason.isEmpty() ? "" : "%s cannot be written: %s.".formatted(there, reason);
  }
}
