package palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import palimpsest.archive.Provenance;
import palimpsest.experiment.Presets;
import palimpsest.machine.Screen;
import palimpsest.problem.Problem;
import palimpsest.text.DidYouMean;
import palimpsest.text.VisibleText;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/**
 * The command line: what is typed after {@code palimpsest}. Answers with an exit code; see {@link
 * ExitCode}.
 */
@Command(
    name = "palimpsest",
    description = "A desktop lab bench for continual learning.",
    version = "Palimpsest " + Provenance.VERSION,
    exitCodeListHeading = "Exit codes:%n",
    mixinStandardHelpOptions = true)
public final class Commands implements Callable<Integer> {

  /** The command whose options are all settings of a run. */
  private static final String RUN = "run";

  /** As much of what was typed as it takes to recognise it. */
  private static final int SHOWN = 80;

  /** picocli lays out nothing narrower. */
  private static final int LEAST_HELP_WIDTH = 55;

  private final CliContext context;

  private Commands(CliContext context) {
    this.context = context;
  }

  @Option(
      names = "--verbose",
      scope = ScopeType.INHERIT,
      description = "Shows the log of every library, and the origin of an error in the program.")
  void setVerbose(boolean verbose) {
    Logging.set(verbose);
  }

  /**
   * Runs one command line.
   *
   * @param context terminal, training and window that commands use
   * @param args the words of the command line; with none, the window opens, or without a screen the
   *     "First light" preset is trained
   * @return the exit code
   */
  public static int run(CliContext context, String... args) {
    Logging.set(false);
    if (args.length == 0 && context.screen().isPresent()) {
      // Nothing was typed, so no one need wait until what may be typed has been laid out.
      try {
        return openWindow(context);
      } catch (RuntimeException failure) {
        return explain(failure, context);
      }
    }
    return execute(context, args);
  }

  private static int execute(CliContext context, String... args) {
    int code = line(context, List.of(args).contains(RUN)).execute(args);
    Terminal terminal = context.terminal();
    boolean written = !terminal.out().checkError();
    if (!written && code == ExitCode.OK) {
      terminal
          .err()
          .println(
              "The output could not be written in full: the disk is full, or the program that read"
                  + " it has ended.");
      code = ExitCode.PROBLEM;
    }
    terminal.err().flush();
    return code;
  }

  @Override
  public Integer call() {
    Screen screen = context.screen();
    if (screen.isPresent()) {
      return openWindow(context);
    }
    context.terminal().out().println(screen.sentence());
    context
        .terminal()
        .out()
        .println("The window cannot open, so the First light preset trains here.");
    return execute(context, RUN, "--preset", Presets.FIRST_LIGHT);
  }

  private static int openWindow(CliContext context) {
    context.window().run();
    return ExitCode.OK;
  }

  /**
   * The commands.
   *
   * @param runs whether runs may be asked for: their options are many, and take time to lay out
   */
  private static CommandLine line(CliContext context, boolean runs) {
    CommandLine run = new CommandLine(new RunCommand(context));
    if (runs) {
      SpecOptions.addTo(run.getCommandSpec());
      SiteOptions.addTo(run.getCommandSpec());
    }
    CommandLine line =
        new CommandLine(new Commands(context))
            .addSubcommand(run)
            .addSubcommand(new ResumeCommand(context))
            .addSubcommand(new RunsCommand(context))
            .addSubcommand(new CompareCommand(context))
            .addSubcommand(new PresetsCommand(context))
            .addSubcommand(new DataCommand(context))
            .addSubcommand(new SpeedCommand(context))
            .addSubcommand(new DeviceCommand(context))
            .addSubcommand(new DoctorCommand(context))
            .addSubcommand(new WindowCommand(context));
    NumberConverters.addTo(line);
    line.getCommandSpec().usageMessage().exitCodeList(ExitCode.list());
    line.setOut(context.terminal().out());
    line.setErr(context.terminal().err());
    line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
    line.setUsageHelpAutoWidth(false);
    line.setUsageHelpWidth(Math.max(LEAST_HELP_WIDTH, context.terminal().width()));
    line.setParameterExceptionHandler(Commands::explain);
    line.setExecutionExceptionHandler((failure, command, parsed) -> explain(failure, context));
    return line;
  }

  private static int explain(ParameterException wrong, String... args) {
    CommandLine command = wrong.getCommandLine();
    String sentence = sentence(wrong);
    for (String arg : args) {
      if (arg.length() > SHOWN) {
        sentence = sentence.replace(arg, VisibleText.clipped(arg, SHOWN));
      }
    }
    command.getErr().println(VisibleText.lines(sentence));
    command
        .getErr()
        .println(
            "\"%s --help\" lists what is available."
                .formatted(command.getCommandSpec().qualifiedName()));
    return ExitCode.USAGE;
  }

  private static String sentence(ParameterException wrong) {
    if (!(wrong instanceof UnmatchedArgumentException unmatched)
        || unmatched.getUnmatched().isEmpty()) {
      return String.valueOf(wrong.getMessage());
    }
    CommandLine command = wrong.getCommandLine();
    String whole = unmatched.getUnmatched().getFirst();
    String typed = VisibleText.clipped(whole.replaceFirst("(?s)=.*", ""), SHOWN);
    boolean option = typed.startsWith("-");
    if (option && command.getCommandSpec().optionsMap().containsKey(typed)) {
      return "After \"--\" everything is a plain argument: leave it out for \"%s\" to be an option."
          .formatted(typed);
    }
    if (!option && command.getSubcommands().isEmpty()) {
      return "\"%s\" is not an option or argument of \"%s\"."
          .formatted(typed, command.getCommandSpec().qualifiedName());
    }
    List<String> known =
        new ArrayList<>(
            option
                ? command.getCommandSpec().optionsMap().keySet()
                : command.getSubcommands().keySet());
    return "There is no %s \"%s\".%s"
        .formatted(option ? "option" : "command", typed, DidYouMean.question(typed, known));
  }

  private static int explain(Exception failure, CliContext context) {
    switch (failure) {
      case Problem problem -> context.terminal().err().println(problem.getMessage());
      case ParameterException wrong -> throw wrong;
      default -> {
        context
            .terminal()
            .err()
            .println(
                "This is an error in the program: %s%nUse --verbose for details."
                    .formatted(VisibleText.clipped(String.valueOf(failure), 10 * SHOWN)));
        System.getLogger(Commands.class.getName())
            .log(System.Logger.Level.INFO, "The fault:", failure);
      }
    }
    return ExitCode.PROBLEM;
  }
}
