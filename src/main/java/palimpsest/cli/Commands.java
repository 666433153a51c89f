package palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import palimpsest.archive.Environment;
import palimpsest.experiment.NearestName;
import palimpsest.experiment.Presets;
import palimpsest.problem.Problem;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: what is typed after {@code palimpsest}. Answers with an exit code: 0 when all
 * went well, 1 for a problem, 2 for a command line that makes no sense.
 */
@Command(
    name = "palimpsest",
    description = "A desktop lab bench for continual learning.",
    version = "Palimpsest " + Environment.VERSION,
    mixinStandardHelpOptions = true)
public final class Commands implements Callable<Integer> {

  /** The exit code when something is wrong that a person can mend. */
  static final int PROBLEM = 1;

  private final Surroundings surroundings;

  private Commands(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows the log of every library, and where a fault of the program lies.")
  void setVerbose(boolean verbose) {
    Quietness.set(verbose);
  }

  /**
   * Runs one command line.
   *
   * @param surroundings what commands use of the world
   * @param args what was typed; with nothing, the window opens, or without a screen the "First
   *     light" preset is trained
   * @return the exit code
   */
  public static int run(Surroundings surroundings, String... args) {
    Quietness.set(false);
    if (args.length == 0 && surroundings.screen()) {
      // Nothing was typed, so nobody need wait until what may be typed has been laid out.
      return openWindow(surroundings);
    }
    return execute(surroundings, args);
  }

  private static int execute(Surroundings surroundings, String... args) {
    CommandLine line = line(surroundings);
    try {
      return line.execute(args);
    } finally {
      surroundings.terminal().out().flush();
      surroundings.terminal().err().flush();
    }
  }

  @Override
  public Integer call() {
    if (surroundings.screen()) {
      return openWindow(surroundings);
    }
    surroundings
        .terminal()
        .out()
        .println("There is no screen for the window, so the First light preset trains here.");
    return execute(surroundings, "run", "--preset", Presets.FIRST_LIGHT);
  }

  private static int openWindow(Surroundings surroundings) {
    surroundings.window().run();
    return CommandLine.ExitCode.OK;
  }

  private static CommandLine line(Surroundings surroundings) {
    CommandLine run = new CommandLine(new RunCommand(surroundings));
    SpecOptions.addTo(run.getCommandSpec());
    CommandLine line =
        new CommandLine(new Commands(surroundings))
            .addSubcommand(run)
            .addSubcommand(new ResumeCommand(surroundings))
            .addSubcommand(new RunsCommand(surroundings))
            .addSubcommand(new CompareCommand(surroundings))
            .addSubcommand(new PresetsCommand(surroundings))
            .addSubcommand(new DataCommand(surroundings))
            .addSubcommand(new SpeedCommand(surroundings))
            .addSubcommand(new DeviceCommand(surroundings))
            .addSubcommand(new DoctorCommand(surroundings))
            .addSubcommand(new WindowCommand(surroundings));
    NumberConverters.addTo(line);
    line.setOut(surroundings.terminal().out());
    line.setErr(surroundings.terminal().err());
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(surroundings.terminal().width());
    line.setParameterExceptionHandler((wrong, args) -> explain(wrong));
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, surroundings));
    return line;
  }

  private static int explain(ParameterException wrong) {
    CommandLine command = wrong.getCommandLine();
    command.getErr().println(sentence(wrong));
    command
        .getErr()
        .println(
            "\"%s --help\" lists what there is."
                .formatted(command.getCommandSpec().qualifiedName()));
    return CommandLine.ExitCode.USAGE;
  }

  private static String sentence(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    CommandLine command = wrong.getCommandLine();
    String typed = unmatched.getUnmatched().getFirst().replaceFirst("=.*", "");
    boolean option = typed.startsWith("-");
    if (!option && command.getSubcommands().isEmpty()) {
      return "\"%s\" is nothing that \"%s\" takes."
          .formatted(typed, command.getCommandSpec().qualifiedName());
    }
    List<String> known =
        new ArrayList<>(
            option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return "There is no %s \"%s\".%s"
        .formatted(option ? "option" : "command", typed, NearestName.question(typed, known));
  }

  private static int explain(Exception failure, Surroundings surroundings) throws Exception {
    switch (failure) {
      case Problem problem -> surroundings.terminal().err().println(problem.getMessage());
      case ParameterException wrong -> throw wrong;
      default -> {
        surroundings
            .terminal()
            .err()
            .printf(
                "This is a fault of the program, not yours: %s%n"
                    + "With --verbose it says where.%n",
                failure);
        System.getLogger(Commands.class.getName())
            .log(System.Logger.Level.INFO, "The fault:", failure);
      }
    }
    return PROBLEM;
  }
}
