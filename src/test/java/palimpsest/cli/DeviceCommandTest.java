package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.machine.FakeTorch;
import palimpsest.machine.Screen;
import palimpsest.machine.TorchChoice;
import palimpsest.machine.TorchFile;

class DeviceCommandTest {

  @TempDir Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void settingsOfItsOwn() {
    System.setProperty("palimpsest.settings", folder.resolve("settings").toString());
  }

  @AfterEach
  void settingsOfTheUser() {
    System.clearProperty("palimpsest.settings");
  }

  @Test
  void devicesAreListedWithTheirMemoryAndThePyTorchThatSeesThem() {
    assertThat(run("device", "list")).isZero();
    assertThat(out.toString())
        .containsPattern("cpu · CPU, \\d+ threads? · [\\d.]+ [GT]iB")
        .contains("PyTorch 2.7.1 (bundled) in ");
  }

  @Test
  void theDoctorSaysWhyThereIsOnlyTheCpu() {
    run("doctor");
    assertThat(out.toString())
        .containsPattern("[✓–] Devices +cpu · CPU, \\d+ threads? · [\\d.]+ [GT]iB")
        .containsPattern(
            "✓ Devices .*cuda:0|driver|runtime|for the CPU|no GPU responds|bridge|Mac");
  }

  @Test
  void aPyTorchThatCannotBeLoadedIsNotChosen() {
    Path lib = FakeTorch.installed(folder, "2.4.1+cu121", "c10", "torch", "torch_cpu");
    assertThat(run("device", "use", lib.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("The chosen PyTorch is \"" + lib + "\", but must be the lib folder of")
        .contains("2.7.1");
    assertThat(run("device", "use", "bundled")).isZero();
    assertThat(out.toString()).contains("From the next start on, PyTorch is the bundled one.");
    assertThat(TorchFile.here().read()).contains(new TorchChoice.Bundled());
  }

  @Test
  void nothingLargeIsDownloadedUnasked() {
    assertThat(run("device", "fetch")).isEqualTo(1);
    assertThat(out.toString())
        .contains("PyTorch with CUDA (about 2.3 GiB, unpacked 4.7 GiB) goes into");
    assertThat(err.toString()).contains("with --yes it is downloaded");
  }

  @Test
  void theCommandAloneSaysWhatMayFollow() {
    assertThat(run("device")).isEqualTo(2);
    assertThat(err.toString()).contains("needs one more word: list, fetch or use");
  }

  private int run(String... args) {
    return Commands.run(
        new CliContext(
            new Terminal(new PrintWriter(out), new PrintWriter(err), false, 100),
            (spec, data, control, checkpoints, listener) -> {
              throw new AssertionError("nothing is trained");
            },
            () -> {},
            () -> Screen.PRESENT),
        args);
  }
}
