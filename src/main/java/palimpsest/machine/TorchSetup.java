package palimpsest.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import palimpsest.problem.Problem;

/**
 * The PyTorch that this process loads: the one named by the environment, else the chosen one, else
 * the one that comes with the program.
 *
 * @param choice the choice requested
 * @param library its location; empty for the bundled one, which DJL finds by itself, and if the
 *     requested one has not been downloaded yet
 * @param natives the folder into which DJL may unpack the files it needs beside a library that is
 *     not bundled
 */
public record TorchSetup(TorchChoice choice, Optional<TorchLibrary> library, Path natives) {

  /** The system property that says which PyTorch to load, as {@link TorchChoice#text} writes it. */
  public static final String PROPERTY = "palimpsest.pytorch";

  private static final String PATH_VARIABLE = "PYTORCH_LIBRARY_PATH";
  private static final String FLAVOR_VARIABLE = "PYTORCH_FLAVOR";

  /** Lets this process load a PyTorch, unless something else was said when it was started. */
  public static void prefer(TorchChoice choice) {
    if (System.getProperty(PROPERTY, "").isBlank()) {
      System.setProperty(PROPERTY, choice.text());
    }
  }

  /**
   * The setup of this process.
   *
   * @throws Problem if what it is to load cannot be used
   */
  public static TorchSetup here() {
    return of(
        System.getenv(),
        System.getProperty(PROPERTY, ""),
        natives(UserFolders.here()),
        NativePlatform.here());
  }

  /** The folder of downloaded PyTorch libraries. */
  public static Path natives(UserFolders folders) {
    return folders.cache().resolve("natives");
  }

  /**
   * The setup of a process.
   *
   * @param environment its environment variables
   * @param chosen its property {@value #PROPERTY}
   * @param natives the folder of downloaded libraries
   * @throws Problem if what it is to load cannot be used
   */
  static TorchSetup of(
      Map<String, String> environment, String chosen, Path natives, NativePlatform platform) {
    String named = environment.getOrDefault(PATH_VARIABLE, "");
    if (!named.isBlank()) {
      Path folder = UserFolders.named(environment, PATH_VARIABLE, natives);
      String flavor = environment.getOrDefault(FLAVOR_VARIABLE, "").strip();
      return new TorchSetup(
          new TorchChoice.Installed(folder),
          Optional.of(TorchLibrary.check(PATH_VARIABLE, folder, flavor, platform)),
          natives);
    }
    TorchChoice choice = TorchChoice.read(chosen).orElse(new TorchChoice.Bundled());
    return switch (choice) {
      case TorchChoice.Bundled() -> new TorchSetup(choice, Optional.empty(), natives);
      case TorchChoice.Downloaded() -> {
        Path folder = downloaded(natives, platform);
        yield new TorchSetup(
            choice,
            Files.isDirectory(folder)
                ? Optional.of(
                    TorchLibrary.check(
                        "The downloaded PyTorch", folder, TorchLibrary.CUDA, platform))
                : Optional.empty(),
            natives);
      }
      case TorchChoice.Installed(Path folder) ->
          new TorchSetup(
              choice,
              Optional.of(TorchLibrary.check("The chosen PyTorch", folder, "", platform)),
              natives);
    };
  }

  /** The folder of a downloaded PyTorch for CUDA; its name is the one that DJL gives it. */
  public static Path downloaded(Path natives, NativePlatform platform) {
    return natives
        .resolve("pytorch")
        .resolve(
            "%s-%s-%s".formatted(TorchLibrary.VERSION, TorchLibrary.CUDA, platform.classifier()));
  }

  /** Whether it computes on GPUs of NVIDIA, if there are any. */
  public boolean hasCuda() {
    return library.filter(found -> found.flavor().equals(TorchLibrary.CUDA)).isPresent();
  }

  /**
   * Tells DJL. To be called before it loads anything.
   *
   * @param search finds CUDA's runtime, by which DJL counts GPUs
   */
  public void apply(GpuSearch search) {
    if (library.isEmpty()) {
      return;
    }
    TorchLibrary found = library.get();
    System.setProperty(PATH_VARIABLE, found.folder().toString());
    System.setProperty(FLAVOR_VARIABLE, found.flavor());
    System.setProperty("PYTORCH_VERSION", TorchLibrary.VERSION);
    System.setProperty("ENGINE_CACHE_DIR", natives.toString());
    try {
      // DJL unpacks its bridge into this folder, but does not make it.
      Files.createDirectories(
          natives
              .resolve("pytorch")
              .resolve(
                  "%s-%s-%s"
                      .formatted(
                          TorchLibrary.VERSION,
                          found.flavor(),
                          NativePlatform.here().classifier())));
      if (hasCuda()) {
        search.offerRuntime(found.folder(), natives.resolve("cuda"));
      }
    } catch (IOException e) {
      throw new Problem(
          "%s, where libraries are unpacked, cannot be written: %s"
              .formatted(natives, e.getMessage()),
          e);
    }
  }
}
