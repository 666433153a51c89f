package palimpsest.machine;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for what a GPU needs, without loading anything.
 *
 * @param root the root of the file system
 * @param platform operating system and processor
 * @param environment environment variables
 */
public record GpuSearch(Path root, NativePlatform platform, Map<String, String> environment) {

  /** The first driver that knows CUDA 12.8. */
  private static final int DRIVER = 570;

  private static final List<String> LIBRARIES =
      List.of(
          "usr/local/cuda/lib64",
          "usr/lib/x86_64-linux-gnu",
          "usr/lib64",
          "usr/lib",
          "usr/lib/wsl/lib",
          "lib/x86_64-linux-gnu");

  /** Looks at this machine. */
  public static GpuSearch here() {
    return new GpuSearch(Path.of("/"), NativePlatform.here(), System.getenv());
  }

  /**
   * The reason why the engine sees only the CPU.
   *
   * @param setup the PyTorch that was loaded
   * @return the first thing that is missing; empty on a Mac, whose PyTorch needs nothing
   */
  public Optional<NoGpuReason> reason(TorchSetup setup) {
    if (platform.system().equals("osx")) {
      return platform.architecture().equals("aarch64")
          ? Optional.empty()
          : Optional.of(
              new NoGpuReason(
                  "PyTorch %s is not made for Macs with Intel's processors."
                      .formatted(TorchLibrary.VERSION),
                  "Use a Mac with Apple's."));
    }
    if (!platform.hasCuda()) {
      return Optional.of(
          new NoGpuReason(
              "There is no bridge between Java and PyTorch with CUDA for %s."
                  .formatted(platform.classifier()),
              "Use a machine with linux-x86_64 or win-x86_64 for work on a GPU."));
    }
    if (!hasDriver()) {
      return Optional.of(
          new NoGpuReason(
              "No driver of an NVIDIA GPU was found.",
              "If this machine has such a GPU, install NVIDIA's driver %d or later."
                  .formatted(DRIVER)));
    }
    if (setup.choice() instanceof TorchChoice.Downloaded && setup.library().isEmpty()) {
      return Optional.of(
          new NoGpuReason(
              "PyTorch with CUDA is chosen, but has not been downloaded.",
              "Download it in the window's Device card, or with \"%s\"."
                  .formatted(Installation.typed("device fetch"))));
    }
    if (!setup.hasCuda()) {
      return Optional.of(
          new NoGpuReason(
              setup.library().isEmpty()
                  ? "There is a driver, but the PyTorch that comes with the program is for the CPU."
                  : "There is a driver, but the PyTorch in %s is for the CPU."
                      .formatted(setup.library().get().folder()),
              "Download PyTorch with CUDA in the window's Device card, or with \"%s\"."
                  .formatted(Installation.typed("device fetch"))));
    }
    if (runtime(setup.library().orElseThrow().folder()).isEmpty()) {
      return Optional.of(
          new NoGpuReason(
              "CUDA's runtime (%s) was found neither beside PyTorch nor on this system."
                  .formatted(platform.system().equals("win") ? "cudart64_12.dll" : "libcudart.so"),
              "Install the CUDA Toolkit 12.8, or PyTorch with its NVIDIA packages."));
    }
    return Optional.of(
        new NoGpuReason(
            "PyTorch with CUDA is loaded and there is a driver, but no GPU responds.",
            "Run nvidia-smi: if it lists a GPU, update NVIDIA's driver to %d or later."
                .formatted(DRIVER)));
  }

  /** Whether the system has a driver of NVIDIA's. */
  boolean hasDriver() {
    if (platform.system().equals("win")) {
      Path windows = Path.of(environment.getOrDefault("SystemRoot", "C:\\Windows"));
      return Files.exists(windows.resolve("System32").resolve("nvcuda.dll"));
    }
    return Files.exists(root.resolve("proc/driver/nvidia/version"))
        || libraryFolders().anyMatch(folder -> Files.exists(folder.resolve("libcuda.so.1")));
  }

  /**
   * CUDA's runtime: beside PyTorch, in NVIDIA's packages for Python beside it, or on the system.
   */
  Optional<Path> runtime(Path torch) {
    List<Path> folders = new ArrayList<>(List.of(torch));
    // site-packages/torch/lib and site-packages/nvidia/cuda_runtime/lib
    folders.add(torch.resolve("../../nvidia/cuda_runtime/lib").normalize());
    folders.addAll(libraryFolders().toList());
    return folders.stream().flatMap(GpuSearch::runtimes).findFirst();
  }

  /** Has DJL find CUDA's runtime under the name that it looks for. */
  void offerRuntime(Path torch, Path links) throws IOException {
    Optional<Path> runtime = runtime(torch);
    if (runtime.isEmpty() || platform.system().equals("win")) {
      return;
    }
    Path link = links.resolve("libcudart.so");
    Files.createDirectories(links);
    Files.deleteIfExists(link);
    try {
      Files.createSymbolicLink(link, runtime.get().toAbsolutePath());
    } catch (FileAlreadyExistsException e) {
      // Another process that starts now made it.
    }
    String before = System.getProperty("jna.library.path", "");
    System.setProperty(
        "jna.library.path",
        before.isEmpty() ? links.toString() : links + File.pathSeparator + before);
  }

  private static Stream<Path> runtimes(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file ->
              file.getFileName()
                  .toString()
                  .matches("libcudart(-\\w+)?\\.so(\\.12.*)?|cudart64_\\d+\\.dll"))
          .sorted()
          .toList()
          .stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private Stream<Path> libraryFolders() {
    String variable = platform.system().equals("win") ? "PATH" : "LD_LIBRARY_PATH";
    Stream<Path> named =
        Stream.of(environment.getOrDefault(variable, "").split(File.pathSeparator))
            .filter(part -> !part.isBlank() && part.indexOf('\0') < 0)
            .map(part -> Path.of(part.strip()));
    return Stream.concat(named, LIBRARIES.stream().map(root::resolve));
  }
}
