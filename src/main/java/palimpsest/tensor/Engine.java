package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.pytorch.jni.JniUtils;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import palimpsest.machine.ProcessEnvironment;
import palimpsest.problem.Problem;

/** The numerical engine: PyTorch, loaded by DJL into this process, once. */
public final class Engine {

  static final String NAME = "PyTorch";

  private Engine() {}

  /**
   * What the engine is, for people.
   *
   * @param version PyTorch's version
   * @param library where its native library lies
   * @param threads threads that one operation may use on the CPU
   * @param devices the devices it can compute on, by the names that {@code --device} takes
   */
  public record Description(String version, String library, int threads, List<String> devices) {

    /** Copies the list of devices. */
    public Description {
      devices = List.copyOf(devices);
    }
  }

  /**
   * Loads the engine, if it is not loaded yet, and describes it.
   *
   * @throws Problem if no native library fits this machine
   */
  public static Description describe() {
    ai.djl.engine.Engine engine = load();
    List<String> devices = new ArrayList<>(List.of("cpu"));
    for (int gpu = 0; gpu < engine.getGpuCount(); gpu++) {
      devices.add("cuda:" + gpu);
    }
    return new Description(
        engine.getVersion(),
        ai.djl.pytorch.jni.LibUtils.getLibtorchPath(),
        JniUtils.getNumThreads(),
        devices);
  }

  /**
   * The device of a name.
   *
   * @param name {@code cpu}, {@code cuda} or {@code cuda:1}
   * @throws Problem if the engine does not see such a device
   */
  static Device device(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    String exact = wanted.equals("cuda") ? "cuda:0" : wanted;
    List<String> devices = describe().devices();
    if (!devices.contains(exact)) {
      throw Problem.badValue(
          "device", name, "one that PyTorch sees here: " + String.join(", ", devices));
    }
    return exact.equals("cpu")
        ? Device.cpu()
        : Device.gpu(Integer.parseInt(exact.substring("cuda:".length())));
  }

  private static ai.djl.engine.Engine load() {
    // Nothing is fetched behind the user's back: natives are on the class path or named by hand.
    System.setProperty("ai.djl.offline", "true");
    FreedMemory.keep();
    // Idle native threads give their core away instead of spinning on it.
    ProcessEnvironment.setDefault("OMP_WAIT_POLICY", "passive");
    try {
      return ai.djl.engine.Engine.getEngine(NAME);
    } catch (EngineException | LinkageError e) {
      throw new Problem(
          "PyTorch's native library could not be loaded on %s (%s): %s. The program brings it for"
                  .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), root(e))
              + " Linux, Windows and macOS on ARM; elsewhere, set PYTORCH_LIBRARY_PATH to the lib"
              + " folder of an installed PyTorch 2.7.1.",
          e);
    }
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
