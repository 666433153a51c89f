package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import javafx.scene.control.ComboBox;
import javafx.scene.control.RadioButton;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.stage.Stage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.device.DeviceAccess;
import palimpsest.bench.settings.Settings;
import palimpsest.data.TorchDownload;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.machine.FakeTorch;
import palimpsest.machine.NativePlatform;
import palimpsest.machine.NoGpuReason;
import palimpsest.machine.Restart;
import palimpsest.machine.TorchChoice;
import palimpsest.machine.TorchFile;
import palimpsest.tensor.ComputeDevice;
import palimpsest.tensor.Engine;

/** Choosing what to compute on, with real keys and the pointer, on machines that are made up. */
class DeviceWindowTest {

  private static final ComputeDevice CPU =
      new ComputeDevice("cpu", "CPU, 2 threads", 16_000_000_000L);

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private final Settings settings = OpenBench.settings();
  private final Restart restart = new Restart();
  private Engine.Description engine =
      description(new NoGpuReason("No driver of an NVIDIA GPU was found.", "Install it."), CPU);
  private HttpServer server;
  private @Nullable OpenBench bench;

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void close() {
    leave();
    server.stop(0);
  }

  @Test
  void theCardListsTheCpuAndSaysWhyThereIsNoMore() {
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    FxToolkit.await("the devices", () -> shown("#device-cpu"));
    assertThat(hands.text("#device-cpu")).isEqualTo("cpu · CPU, 2 threads · 14.9 GiB");
    assertThat(hands.text("#device-lack"))
        .isEqualTo("No driver of an NVIDIA GPU was found. Install it.");
    assertThat(hands.text("#device-engine")).contains("PyTorch 2.7.1");
    assertThat(hands.visible("#device-restart")).isFalse();
  }

  @Test
  void theChosenDeviceIsInTheFormAndRememberedWhateverThePreset() {
    engine = description(null, CPU, new ComputeDevice("cuda:0", "NVIDIA T4", 16_000_000_000L));
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    FxToolkit.await("the devices", () -> shown("#device-cuda-0"));
    assertThat(hands.visible("#device-lack")).isFalse();
    assertThat(selected("#device-cpu")).isTrue();
    hands.click("#device-cuda-0");
    hands.press(KeyCode.ESCAPE);
    assertThat(settings.deviceProperty().get()).isEqualTo("cuda:0");
    assertThat(device()).isEqualTo("cuda:0");
    hands.press(KeyCode.ALT, KeyCode.P);
    hands.press(KeyCode.DOWN);
    assertThat(hands.text("#plan")).contains("3 runs");
    assertThat(device()).isEqualTo("cuda:0");

    leave();
    open();
    assertThat(device()).isEqualTo("cuda:0");
  }

  @Test
  void theToolbarNamesTheDeviceOfTheRunThatIsShownAlone() {
    open();
    OpenBench opened = Objects.requireNonNull(bench);
    opened.queue.add(List.of(SpecDraft.initial().toSpec(), SpecDraft.initial().toSpec()));
    FxToolkit.await("the first", () -> hands.text("#device").equals("CPU, 2 threads"));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    hands.press(KeyCode.END);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("one that waits", () -> hands.text("#device").equals("Device"));
    hands.press(KeyCode.HOME);
    hands.press(KeyCode.ENTER);
    FxToolkit.await("the first again", () -> hands.text("#device").equals("CPU, 2 threads"));
  }

  @Test
  void aRefusedDownloadSaysWhatTheSourceAnswered() {
    server.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(403, -1);
          exchange.close();
        });
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#device-download");
    FxToolkit.await("the trouble", () -> hands.text("#device-trouble").contains("status 403"));
    assertThat(hands.visible("#device-cancel")).isFalse();
    assertThat(hands.visible("#device-restart")).isFalse();
  }

  @Test
  void offlineIsSaid() {
    int port = server.getAddress().getPort();
    server.stop(0);
    open(URI.create("http://127.0.0.1:" + port + "/"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#device-download");
    FxToolkit.await(
        "the trouble", () -> hands.text("#device-trouble").contains("is this machine online?"));
  }

  @Test
  void aDownloadThatIsCalledOffKeepsWhatCame() {
    server.createContext(
        "/",
        exchange -> {
          // Never answers.
        });
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#device-download");
    FxToolkit.await("the download", () -> hands.visible("#device-cancel"));
    hands.click("#device-cancel");
    FxToolkit.await("the end", () -> hands.text("#device-trouble").startsWith("Stopped."));
    assertThat(hands.visible("#device-cancel")).isFalse();
  }

  @Test
  void aDownloadedPyTorchIsChosenAndARestartOffered() {
    byte[] list = "cu128/linux-x86_64/native/lib/libtorch.so.gz\n".getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          byte[] answer = exchange.getRequestURI().getPath().endsWith(".gz") ? gzip() : list;
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#device-download");
    FxToolkit.await("the offer", () -> hands.visible("#device-restart"));
    assertThat(new TorchFile(folder).read()).contains(new TorchChoice.Downloaded());
    assertThat(hands.text("#device-chosen")).contains("The downloaded PyTorch");
    hands.click("#device-restart");
    FxToolkit.await("the window to close", () -> !stage().isShowing());
    assertThat(restart.isWanted()).isTrue();
  }

  @Test
  void anInstalledPyTorchOfAnotherVersionIsRefused() {
    FakeTorch.installed(folder.resolve("python"), "2.5.0", "c10", "torch", "torch_cpu");
    open();
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.P);
    hands.click("#device-installed");
    FxToolkit.await("the trouble", () -> shown("#device-trouble"));
    assertThat(hands.text("#device-trouble")).contains("PyTorch 2.7.1", "It is PyTorch 2.5.0.");
    assertThat(hands.text("#device-chosen")).contains("The bundled PyTorch");
    assertThat(new TorchFile(folder).read()).isEmpty();
  }

  private void leave() {
    if (bench != null) {
      bench.close();
      bench = null;
    }
  }

  private Stage stage() {
    return Objects.requireNonNull(bench).stage;
  }

  private void open() {
    open(URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
  }

  private void open(URI source) {
    bench =
        OpenBench.in(folder)
            .settings(settings)
            .presets(Presets.all())
            .questions(
                new FileDialogs(
                    name -> Optional.empty(),
                    old -> Optional.of(folder.resolve("python").resolve("torch").resolve("lib"))))
            .with(real -> onMadeUpMachine(real, source))
            .open();
  }

  private BenchServices onMadeUpMachine(BenchServices real, URI source) {
    return new BenchServices(
        real.archive(),
        real.queue(),
        real.data(),
        real.start(),
        real.presets(),
        settings,
        new DeviceAccess(
            () -> engine,
            choice -> {
              if (choice instanceof TorchChoice.Installed) {
                choice.check();
              }
            },
            new TorchFile(folder),
            () ->
                new TorchDownload(
                    source,
                    folder.resolve("natives"),
                    new NativePlatform("linux", "x86_64"),
                    Duration.ofSeconds(20)),
            restart));
  }

  private static Engine.Description description(
      @Nullable NoGpuReason lack, ComputeDevice... devices) {
    return new Engine.Description(
        "2.7.1", "/somewhere", 2, List.of(devices), Optional.ofNullable(lack));
  }

  private String device() {
    return FxToolkit.get(() -> {
      ((ToggleButton) stage().getScene().lookup("#setup-more")).setSelected(true);
      stage().getScene().getRoot().applyCss();
      return ((ComboBox<?>) stage().getScene().lookup("#field-device")).getEditor().getText();
    });
  }

  /** To be asked on the window's thread. */
  private boolean shown(String id) {
    return stage().getScene().lookup(id) != null && stage().getScene().lookup(id).isVisible();
  }

  private boolean selected(String id) {
    return FxToolkit.get(() -> ((RadioButton) stage().getScene().lookup(id)).isSelected());
  }

  private static byte[] gzip() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream packed = new GZIPOutputStream(bytes)) {
      packed.write(FakeTorch.elf(62));
    }
    return bytes.toByteArray();
  }
}
