package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.experiment.Experiment;
import palimpsest.fisher.Representation;
import palimpsest.machine.Screen;
import palimpsest.speed.Measurement;
import palimpsest.speed.Progress;
import palimpsest.speed.ScalingAxis;
import palimpsest.speed.ScalingPoint;
import palimpsest.speed.ScalingReport;
import palimpsest.speed.SpeedReport;
import palimpsest.speed.SpeedSuite;
import picocli.CommandLine;

/** The {@code speed} command from what is typed to table and file, with made-up durations. */
class SpeedCommandTest {

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<String> measured = new ArrayList<>();

  @Test
  void everythingIsMeasuredUnlessSomethingElseIsSaid() {
    assertThat(run()).isZero();
    assertThat(measured)
        .isEqualTo(SpeedSuite.names())
        .contains("yardstick", "evaluate", "epoch.fine-tuning", "epoch.replay")
        .contains("fisher.diag", "solve.quasi", "penalty.block", "fisher-set.kfac")
        .contains("epoch.ewc.ekfac", "epoch.natural-replay.dense");
  }

  @Test
  void namesAndTheirBeginningsChooseAPart() {
    assertThat(run("--only", "solve.kfac,epoch.ewc", "--only", "evaluate")).isZero();
    assertThat(measured)
        .containsExactly(
            "solve.kfac",
            "epoch.ewc.diag",
            "epoch.ewc.quasi",
            "epoch.ewc.block",
            "epoch.ewc.kfac",
            "epoch.ewc.ekfac",
            "epoch.ewc.dense",
            "evaluate");
    assertThat(err.toString()).contains("1/2 yardstick", "2/2 solve.kfac");
  }

  @Test
  void theTableHasMediansRatiosAndSpreads() {
    assertThat(run("--only", "fisher.diag")).isZero();
    assertThat(out.toString())
        .contains("CPU, 2 threads, float32")
        .containsPattern("measured +median +ratio +spread")
        .containsPattern("yardstick +2.00 s +1.0000 +3.0 %")
        .containsPattern("fisher.diag +50.00 ms +0.0250 +10.0 %");
  }

  @Test
  void theFileIsAnArrayOfObjects() throws IOException {
    Path file = folder.resolve("made").resolve("speed.json");
    assertThat(run("--json", file.toString())).isZero();
    assertThat(Files.readString(file).replaceAll("\\s", ""))
        .isEqualTo(
            "[{\"name\":\"yardstick\",\"seconds\":2.0,\"ratio\":1.0,\"spread\":0.03},"
                + "{\"name\":\"fisher.diag\",\"seconds\":0.05,\"ratio\":0.025,\"spread\":0.1}]");
  }

  @Test
  void anUnknownNameIsAnsweredWithTheOneThatWasMeant() {
    assertThat(run("--only", "fisher.kfc")).isEqualTo(2);
    assertThat(err.toString())
        .contains("There is no benchmark \"fisher.kfc\".")
        .contains("Did you mean \"fisher.kfac\"?");
    assertThat(measured).isEmpty();
  }

  @Test
  void growthIsTabledDrawnAndItsLimitsAreSaid() throws IOException {
    Path plot = folder.resolve("growth.png");
    Path file = folder.resolve("growth.json");
    assertThat(run("--scaling", "--plot", plot.toString(), "--json", file.toString())).isZero();
    assertThat(measured).containsExactly("batch", "hidden", "outputs", "parameters");
    assertThat(out.toString())
        .containsPattern("images N +64 +128 +exponent")
        .containsPattern("fisher K-FAC +10.00 ms +20.00 ms +1.00")
        .containsPattern("fisher Dense +30.00 ms +– +–")
        .contains("Dense would need much.");
    assertThat(Files.size(plot)).isPositive();
    assertThat(Files.readString(file)).contains("\"scaling.batch.fisher.kfac.128\"");
  }

  @Test
  void growthCanBeMeasuredAlongOneAxis() {
    String plot = folder.resolve("growth.png").toString();
    assertThat(run("--scaling", "--only", "outputs", "--plot", plot)).isZero();
    assertThat(measured).containsExactly("outputs");
    assertThat(run("--scaling", "--only", "ouputs", "--plot", plot)).isEqualTo(2);
    assertThat(err.toString()).contains("Did you mean \"outputs\"?");
  }

  @Test
  void aDeviceThatIsNotThereIsAProblem() {
    int code =
        Commands.run(
            new CliContext(terminal(), Experiment::run, () -> {}, () -> Screen.PRESENT),
            "speed",
            "--device",
            "abacus",
            "--only",
            "solve.diag");
    assertThat(code).isEqualTo(1);
    assertThat(err.toString()).contains("device is \"abacus\", but must be one that PyTorch sees");
  }

  private int run(String... args) {
    CommandLine line = new CommandLine(new SpeedCommand(terminal(), new MadeUp()));
    line.setErr(new PrintWriter(err));
    return line.execute(args);
  }

  private Terminal terminal() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), false, 100);
  }

  private final class MadeUp implements SpeedCommand.Measuring {

    @Override
    public SpeedReport measure(
        String device, Collection<String> wanted, Consumer<Progress> listener) {
      measured.addAll(wanted);
      listener.accept(new Progress("yardstick", 0, 2));
      listener.accept(new Progress(measured.getFirst(), 1, 2));
      return new SpeedReport(
          "CPU, 2 threads, float32",
          List.of(
              new Measurement("yardstick", 2, 1, 0.03),
              new Measurement("fisher.diag", 0.05, 0.025, 0.1)));
    }

    @Override
    public ScalingReport scale(
        String device, Collection<ScalingAxis> axes, Consumer<Progress> listener) {
      axes.forEach(axis -> measured.add(axis.key()));
      return new ScalingReport(
          "CPU, 2 threads, float32",
          List.of(
              point(Representation.KFAC, 64, 0.01),
              point(Representation.KFAC, 128, 0.02),
              point(Representation.DENSE, 64, 0.03)),
          List.of("Dense would need much."));
    }

    private static ScalingPoint point(Representation representation, int size, double seconds) {
      return new ScalingPoint(
          ScalingAxis.BATCH,
          ScalingPoint.Work.FISHER,
          representation,
          size,
          seconds,
          seconds / 2,
          0.1);
    }
  }
}
