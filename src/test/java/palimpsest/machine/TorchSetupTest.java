package palimpsest.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.problem.Problem;

/** What is said about a PyTorch that cannot be loaded, and about a GPU that is not there. */
class TorchSetupTest {

  private static final String[] CPU = {"c10", "torch", "torch_cpu"};
  private static final String[] CUDA = {"c10", "torch", "torch_cpu", "c10_cuda", "torch_cuda"};

  @TempDir Path root;
  private Path natives;

  @BeforeEach
  void folders() {
    natives = root.resolve("natives");
  }

  @Test
  void nothingChosenIsTheBundledOne() {
    TorchSetup setup = setup(Map.of(), "");
    assertThat(setup.choice()).isEqualTo(new TorchChoice.Bundled());
    assertThat(setup.library()).isEmpty();
  }

  @Test
  void theEnvironmentNamesAnInstalledOneBeforeAnyChoice() {
    Path lib = FakeTorch.installed(root, "2.7.1+cu126", CUDA);
    TorchSetup setup = setup(Map.of("PYTORCH_LIBRARY_PATH", lib.toString()), "bundled");
    assertThat(setup.library()).contains(new TorchLibrary(lib, "cu128"));
    assertThat(setup.hasCuda()).isTrue();
    assertThat(
            setup(Map.of("PYTORCH_LIBRARY_PATH", lib.toString(), "PYTORCH_FLAVOR", "cu128"), "")
                .hasCuda())
        .isTrue();
  }

  @Test
  void aChosenFolderIsTakenAndTellsByItsFilesWhatItIs() {
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    TorchSetup setup = setup(Map.of(), lib.toString());
    assertThat(setup.choice()).isEqualTo(new TorchChoice.Installed(lib));
    assertThat(setup.library()).contains(new TorchLibrary(lib, "cpu"));
    assertThat(setup.hasCuda()).isFalse();
  }

  @Test
  void anArchiveOfLibtorchTellsItsVersionToo() throws IOException {
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    Files.delete(lib.resolveSibling("version.py"));
    Files.writeString(lib.resolveSibling("build-version"), "2.7.1+cpu\n");
    assertThat(setup(Map.of(), lib.toString()).library()).isPresent();
  }

  @Test
  void aWrongVersionIsRefusedByName() {
    Path lib = FakeTorch.installed(root, "2.5.0+cu121", CUDA);
    refused(
        lib,
        "PYTORCH_LIBRARY_PATH is \"%s\", but must be the lib folder of an installed PyTorch 2.7.1."
            .formatted(lib),
        "It is PyTorch 2.5.0.");
  }

  @Test
  void aFolderWithoutAVersionIsRefused() throws IOException {
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    Files.delete(lib.resolveSibling("version.py"));
    refused(lib, "Its version cannot be determined");
  }

  @Test
  void aMissingFolderIsRefused() {
    refused(root.resolve("nowhere"), "There is no such folder.");
  }

  @Test
  void aMissingLibraryIsRefusedByItsName() {
    refused(FakeTorch.installed(root, "2.7.1", "c10", "torch"), "It has no libtorch_cpu.so.");
  }

  @Test
  void anEmptyLibraryIsRefused() {
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    FakeTorch.write(lib.resolve("libtorch_cpu.so"), new byte[0]);
    refused(lib, "libtorch_cpu.so is empty.");
  }

  @Test
  void garbageAndLibrariesForOtherMachinesAreRefused() {
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    FakeTorch.write(
        lib.resolve("libc10.so"),
        "not a library, but more than 20 bytes".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    refused(lib, "libc10.so is no library for linux-x86_64.");
    FakeTorch.write(lib.resolve("libc10.so"), FakeTorch.elf(183));
    refused(lib, "libc10.so is no library for linux-x86_64.");
  }

  @Test
  void aFlavourThatDoesNotFitIsRefused() {
    Path cuda = FakeTorch.installed(root.resolve("cuda"), "2.7.1", CUDA);
    assertThatThrownBy(() ->
            setup(Map.of("PYTORCH_LIBRARY_PATH", cuda.toString(), "PYTORCH_FLAVOR", "cu121"), ""))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("PYTORCH_FLAVOR is \"cu121\", but must be cpu, or cu128");
    assertThatThrownBy(() ->
            setup(Map.of("PYTORCH_LIBRARY_PATH", cuda.toString(), "PYTORCH_FLAVOR", "cpu"), ""))
        .hasMessageContaining("PYTORCH_FLAVOR is \"cpu\", but must be cu128");
    Path cpu = FakeTorch.installed(root.resolve("cpu"), "2.7.1", CPU);
    assertThatThrownBy(() ->
            setup(Map.of("PYTORCH_LIBRARY_PATH", cpu.toString(), "PYTORCH_FLAVOR", "cu128"), ""))
        .hasMessageContaining("It has no libc10_cuda.so.");
  }

  @Test
  void aChoiceIsRemembered() throws IOException {
    TorchFile file = new TorchFile(root.resolve("not there yet"));
    assertThat(file.read()).isEmpty();
    for (TorchChoice choice :
        new TorchChoice[] {
          new TorchChoice.Bundled(),
          new TorchChoice.Downloaded(),
          new TorchChoice.Installed(root.resolve("my torch"))
        }) {
      file.write(choice);
      assertThat(file.read()).contains(choice);
    }
    Files.delete(root.resolve("not there yet/pytorch.txt"));
    Files.createDirectory(root.resolve("not there yet/pytorch.txt"));
    assertThatThrownBy(file::read)
        .isInstanceOf(Problem.class)
        .hasMessageContaining("pytorch.txt is a folder, but must be the choice of a PyTorch");
  }

  // Why there is only the CPU, one missing thing after the other.

  @Test
  void withoutADriverTheDriverIsMissed() {
    assertThat(reason(setup(Map.of(), ""))).isEqualTo("No driver of an NVIDIA GPU was found.");
    assertThat(lack(setup(Map.of(), "")).orElseThrow().remedy()).contains("install", "570");
  }

  @Test
  void withADriverTheBundledPyTorchIsForTheCpu() {
    driver();
    NoGpuReason lack = lack(setup(Map.of(), "")).orElseThrow();
    assertThat(lack.reason()).contains("the PyTorch that comes with the program is for the CPU");
    assertThat(lack.remedy()).contains("Download PyTorch with CUDA").contains("device fetch");
  }

  @Test
  void aChosenDownloadThatIsNotThereIsMissed() {
    driver();
    TorchSetup setup = setup(Map.of(), "downloaded");
    assertThat(setup.library()).isEmpty();
    assertThat(reason(setup))
        .isEqualTo("PyTorch with CUDA is chosen, but has not been downloaded.");
  }

  @Test
  void aPyTorchForTheCpuIsNamed() {
    driver();
    Path lib = FakeTorch.installed(root, "2.7.1", CPU);
    assertThat(reason(setup(Map.of(), lib.toString())))
        .isEqualTo("There is a driver, but the PyTorch in %s is for the CPU.".formatted(lib));
  }

  @Test
  void withoutCudasRuntimeTheRuntimeIsMissed() {
    driver();
    Path lib = FakeTorch.installed(root.resolve("site-packages"), "2.7.1", CUDA);
    TorchSetup setup = setup(Map.of(), lib.toString());
    assertThat(reason(setup)).contains("CUDA's runtime (libcudart.so) was found neither");
    FakeTorch.write(
        root.resolve("site-packages/nvidia/cuda_runtime/lib/libcudart.so.12"), FakeTorch.elf(62));
    assertThat(reason(setup)).contains("no GPU responds");
    assertThat(lack(setup).orElseThrow().remedy()).contains("nvidia-smi");
  }

  @Test
  void djlFindsTheRuntimeUnderTheNameThatItLooksFor() throws IOException {
    Path lib = FakeTorch.installed(root, "2.7.1", CUDA);
    Path runtime = lib.resolve("libcudart-8774224f.so.12");
    FakeTorch.write(runtime, FakeTorch.elf(62));
    String before = System.getProperty("jna.library.path", "");
    try {
      search(FakeTorch.LINUX).offerRuntime(lib, natives.resolve("cuda"));
      assertThat(natives.resolve("cuda/libcudart.so")).isSymbolicLink().isRegularFile();
      assertThat(System.getProperty("jna.library.path"))
          .startsWith(natives.resolve("cuda").toString());
    } finally {
      System.setProperty("jna.library.path", before);
    }
  }

  @Test
  void machinesThatNothingIsPublishedForAreToldSo() {
    TorchSetup setup = setup(Map.of(), "");
    assertThat(search(new NativePlatform("linux", "aarch64")).reason(setup).orElseThrow().reason())
        .contains("linux-aarch64");
    assertThat(search(new NativePlatform("osx", "x86_64")).reason(setup).orElseThrow().reason())
        .contains("not made for Macs with Intel's");
    assertThat(search(new NativePlatform("osx", "aarch64")).reason(setup)).isEmpty();
  }

  @Test
  void onWindowsTheDriverIsLookedForInTheSystemsFolder() {
    NativePlatform windows = NativePlatform.of("Windows 11", "amd64");
    assertThat(windows.classifier()).isEqualTo("win-x86_64");
    Map<String, String> environment = Map.of("SystemRoot", root.resolve("Windows").toString());
    GpuSearch search = new GpuSearch(root, windows, environment);
    assertThat(search.hasDriver()).isFalse();
    FakeTorch.write(root.resolve("Windows/System32/nvcuda.dll"), new byte[] {'M', 'Z'});
    assertThat(search.hasDriver()).isTrue();
  }

  private void driver() {
    FakeTorch.write(root.resolve("proc/driver/nvidia/version"), new byte[] {'x'});
  }

  private TorchSetup setup(Map<String, String> environment, String chosen) {
    return TorchSetup.of(environment, chosen, natives, FakeTorch.LINUX);
  }

  private GpuSearch search(NativePlatform platform) {
    return new GpuSearch(root, platform, Map.of());
  }

  private Optional<NoGpuReason> lack(TorchSetup setup) {
    return search(FakeTorch.LINUX).reason(setup);
  }

  private String reason(TorchSetup setup) {
    return lack(setup).orElseThrow().reason();
  }

  private void refused(Path folder, String... parts) {
    assertThatThrownBy(() -> setup(Map.of("PYTORCH_LIBRARY_PATH", folder.toString()), "downloaded"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(folder.toString())
        .satisfies(problem -> assertThat(problem.getMessage()).contains(parts));
  }
}
