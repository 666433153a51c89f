package palimpsest.cli;

import palimpsest.data.TorchDownload;
import palimpsest.machine.TorchChoice;
import palimpsest.machine.TorchFile;
import palimpsest.problem.Problem;
import palimpsest.tensor.ComputeDevice;
import palimpsest.tensor.Engine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lists the devices to compute on and the PyTorch in use. */
@Command(
    name = "device",
    description = "Lists the devices to compute on, and downloads or chooses a PyTorch for GPUs.",
    mixinStandardHelpOptions = true)
final class DeviceCommand implements Runnable {

  private final Terminal terminal;

  @Spec CommandSpec command = CommandSpec.create();

  DeviceCommand(CliContext context) {
    terminal = context.terminal();
  }

  @Override
  public void run() {
    throw new ParameterException(
        command.commandLine(), "\"device\" needs one more word: list, fetch or use.");
  }

  /** Lists the devices. */
  @Command(
      name = "list",
      description = "Lists every device that PyTorch sees, and why there is no GPU.",
      mixinStandardHelpOptions = true)
  void list() {
    Engine.Description engine = Engine.describe();
    for (ComputeDevice device : engine.devices()) {
      terminal.out().println(device.text());
    }
    engine
        .lack()
        .ifPresent(reason -> terminal.out().println(reason.reason() + "\n" + reason.remedy()));
    terminal.out().printf("PyTorch %s (%s) in %s%n", engine.version(), choice(), engine.library());
  }

  /** Fetches PyTorch for CUDA and chooses it. */
  @Command(
      name = "fetch",
      description =
          "Downloads PyTorch with CUDA 12.8 and chooses it; already downloaded data is kept.",
      mixinStandardHelpOptions = true)
  int fetch(@Option(names = "--yes", description = "Does not ask for confirmation.") boolean yes) {
    TorchDownload download = TorchDownload.here();
    if (!yes && !download.isThere()) {
      terminal
          .out()
          .printf("PyTorch with CUDA (%s) goes into %s.%n", TorchDownload.SIZE, download.folder());
      if (!terminal.interactive()) {
        throw new Problem("No terminal to ask on; with --yes it is downloaded.");
      }
      if (!terminal.confirms("Download it?")) {
        return ExitCode.OK;
      }
    }
    if (!DownloadDisplay.show(terminal, download::cancel, download::fetch)) {
      terminal.out().println(DownloadDisplay.STOPPED);
      return ExitCode.PROBLEM;
    }
    choose(new TorchChoice.Downloaded());
    return ExitCode.OK;
  }

  /** Chooses a PyTorch. */
  @Command(
      name = "use",
      description = "Chooses the PyTorch that is loaded from the next start on.",
      mixinStandardHelpOptions = true)
  void use(
      @Parameters(
              paramLabel = "PYTORCH",
              description =
                  "bundled, downloaded, or the lib folder of an installed PyTorch 2.7.1, such as"
                      + " …/site-packages/torch/lib.")
          String name) {
    TorchChoice choice =
        TorchChoice.read(name)
            .orElseThrow(() ->
                new ParameterException(
                    command.commandLine(),
                    "PYTORCH is \"%s\", but must be bundled, downloaded or a folder."
                        .formatted(name)));
    choose(choice);
  }

  private void choose(TorchChoice choice) {
    choice.check();
    TorchFile.here().write(choice);
    terminal.out().printf("From the next start on, PyTorch is the %s one.%n", words(choice));
  }

  private static String words(TorchChoice choice) {
    return choice instanceof TorchChoice.Installed ? "installed" : choice.text();
  }

  private static String choice() {
    return words(Engine.choice());
  }
}
