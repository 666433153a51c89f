package palimpsest.machine;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import palimpsest.input.InputFile;
import palimpsest.problem.Problem;

/**
 * A PyTorch on the disk that was looked at and found fit.
 *
 * @param folder the folder of its libraries
 * @param flavor {@code cpu}, or what DJL calls PyTorch for CUDA 12
 */
public record TorchLibrary(Path folder, String flavor) {

  /** The version that DJL speaks with. */
  public static final String VERSION = "2.7.1";

  /** PyTorch for the CPU. */
  public static final String CPU = "cpu";

  /** PyTorch for CUDA, as DJL calls it. */
  public static final String CUDA = "cu128";

  private static final Pattern NUMBER = Pattern.compile("(\\d+\\.\\d+\\.\\d+)(\\+\\w+)?");

  /**
   * Looks at a folder.
   *
   * @param source the origin of the folder's name, such as an environment variable
   * @param flavor its flavour as stated; empty if unknown
   * @throws Problem naming the source, the folder and what would be right, if it cannot be used
   */
  static TorchLibrary check(String source, Path folder, String flavor, NativePlatform platform) {
    if (!flavor.isEmpty() && !flavor.equals(CPU) && !flavor.equals(CUDA)) {
      throw Problem.badValue(
          "PYTORCH_FLAVOR",
          flavor,
          "%s, or %s for PyTorch with CUDA, or not be set".formatted(CPU, CUDA));
    }
    if (!Files.isDirectory(folder)) {
      throw wrong(source, folder, "There is no such folder.");
    }
    boolean cuda = Files.exists(folder.resolve(platform.file("torch_cuda")));
    List<String> needed = new ArrayList<>(List.of("c10", "torch", "torch_cpu"));
    if (cuda || flavor.equals(CUDA)) {
      needed.addAll(List.of("c10_cuda", "torch_cuda"));
    }
    for (String library : needed) {
      requireLibrary(source, folder, platform, library);
    }
    requireVersion(source, folder);
    if (cuda && flavor.equals(CPU)) {
      throw Problem.badValue(
          "PYTORCH_FLAVOR", flavor, "%s: %s is PyTorch with CUDA".formatted(CUDA, folder));
    }
    return new TorchLibrary(folder, cuda ? CUDA : CPU);
  }

  private static void requireLibrary(
      String source, Path folder, NativePlatform platform, String library) {
    Path file = folder.resolve(platform.file(library));
    if (!Files.isRegularFile(file)) {
      throw wrong(source, folder, "It has no %s.".formatted(file.getFileName()));
    }
    try (InputStream bytes = InputFile.open(file, "a library")) {
      byte[] head = bytes.readNBytes(NativePlatform.HEAD);
      if (head.length == 0) {
        throw wrong(source, folder, "%s is empty.".formatted(file.getFileName()));
      }
      if (!platform.accepts(head)) {
        throw wrong(
            source,
            folder,
            "%s is no library for %s.".formatted(file.getFileName(), platform.classifier()));
      }
    } catch (IOException e) {
      throw wrong(source, folder, "%s cannot be read.".formatted(file.getFileName()));
    }
  }

  private static void requireVersion(String source, Path folder) {
    String found =
        version(folder)
            .orElseThrow(() ->
                wrong(
                    source,
                    folder,
                    "Its version cannot be determined: neither version.py nor build-version lies"
                        + " above it."));
    if (!found.equals(VERSION)) {
      throw wrong(source, folder, "It is PyTorch %s.".formatted(found));
    }
  }

  /**
   * The version of a PyTorch: Python's packages have a {@code version.py}, archives of libtorch a
   * {@code build-version}, and folders that DJL fills begin with it.
   */
  static Optional<String> version(Path folder) {
    Path above = folder.toAbsolutePath().normalize().getParent();
    if (above == null) {
      return Optional.empty();
    }
    for (Path file : List.of(above.resolve("version.py"), above.resolve("build-version"))) {
      try (InputStream bytes = InputFile.open(file, "a text")) {
        Matcher number =
            NUMBER.matcher(
                new String(bytes.readNBytes(1 << 12), java.nio.charset.StandardCharsets.UTF_8));
        if (number.find()) {
          return Optional.of(number.group(1));
        }
      } catch (IOException | Problem e) {
        // The other one may be there.
      }
    }
    Matcher name = NUMBER.matcher(folder.toAbsolutePath().normalize().getFileName().toString());
    return name.lookingAt() ? Optional.of(name.group(1)) : Optional.empty();
  }

  private static Problem wrong(String source, Path folder, String fault) {
    return new Problem(
        "%s is \"%s\", but must be the lib folder of an installed PyTorch %s. %s"
            .formatted(source, folder, VERSION, fault));
  }
}
