package palimpsest.tensor;

import ai.djl.Device;
import ai.djl.engine.EngineException;
import ai.djl.util.cuda.CudaUtils;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import palimpsest.machine.GpuSearch;
import palimpsest.machine.NativePlatform;
import palimpsest.machine.NoGpuReason;
import palimpsest.machine.NvidiaSmi;
import palimpsest.machine.ProcessEnvironment;
import palimpsest.machine.TorchChoice;
import palimpsest.machine.TorchSetup;
import palimpsest.problem.Problem;

/** The numerical engine: PyTorch, loaded by DJL into this process, once. */
public final class Engine {

  static final String NAME = "PyTorch";

  private static final String CUDA = "cuda:";
  private static final String MPS = "mps";

  /** Memory of the GPUs that this process has seen, by name. */
  private static final Map<String, Long> SEEN = new ConcurrentHashMap<>();

  private static @Nullable TorchSetup loaded;

  private Engine() {}

  /**
   * The engine, described for people.
   *
   * @param version PyTorch's version
   * @param library the folder of its native library
   * @param threads threads that one operation may use on the CPU
   * @param devices the devices it can compute on; the CPU is the first
   * @param lack the reason why there is only the CPU, if so
   */
  public record Description(
      String version,
      String library,
      int threads,
      List<ComputeDevice> devices,
      Optional<NoGpuReason> lack) {

    /** Copies the list of devices. */
    public Description {
      devices = List.copyOf(devices);
    }

    /** The names of the devices, as {@code --device} takes them. */
    public List<String> names() {
      return devices.stream().map(ComputeDevice::name).toList();
    }
  }

  /**
   * Loads the engine, if it is not loaded yet, and describes it.
   *
   * @throws Problem if no native library fits this machine
   */
  public static Description describe() {
    ai.djl.engine.Engine engine = load();
    List<ComputeDevice> devices = devices(engine);
    return new Description(
        engine.getVersion(),
        ai.djl.pytorch.jni.LibUtils.getLibtorchPath(),
        Workers.ofEngine(),
        devices,
        devices.size() > 1 ? Optional.empty() : GpuSearch.here().reason(setup()));
  }

  /** The PyTorch that this process has loaded or will load. */
  public static TorchChoice choice() {
    return setup().choice();
  }

  private static List<ComputeDevice> devices(ai.djl.engine.Engine engine) {
    List<ComputeDevice> devices = new ArrayList<>();
    devices.add(new ComputeDevice("cpu", label(Device.cpu()), (long) Memory.total()));
    List<String> models = engine.getGpuCount() > 0 ? NvidiaSmi.here().models() : List.of();
    for (int gpu = 0; gpu < engine.getGpuCount(); gpu++) {
      long memory = memory(Device.gpu(gpu));
      SEEN.put(CUDA + gpu, memory);
      devices.add(
          new ComputeDevice(
              CUDA + gpu, gpu < models.size() ? models.get(gpu) : "NVIDIA GPU", memory));
    }
    if (hasMps()) {
      // Its memory is the machine's.
      devices.add(new ComputeDevice(MPS, "GPU of Apple's", (long) Memory.total()));
    }
    return devices;
  }

  private static long memory(Device gpu) {
    try {
      return CudaUtils.getGpuMemory(gpu).getMax();
    } catch (EngineException e) {
      return 0;
    }
  }

  /**
   * The own memory of a device in bytes, without loading the engine: 0 for one that has none, or
   * that this process has not looked at yet.
   */
  public static long seenMemory(String device) {
    return SEEN.getOrDefault(exact(device), 0L);
  }

  /** Whether the arrays of a device lie in memory of its own, not in that of the machine. */
  public static boolean hasOwnMemory(String device) {
    return exact(device).startsWith(CUDA);
  }

  private static String exact(String name) {
    String wanted = name.toLowerCase(Locale.ROOT);
    return wanted.equals("cuda") ? CUDA + 0 : wanted;
  }

  private static boolean hasMps() {
    NativePlatform platform = NativePlatform.here();
    return platform.system().equals("osx") && platform.architecture().equals("aarch64");
  }

  /**
   * The device of a name.
   *
   * @param name {@code cpu}, {@code cuda}, {@code cuda:1} or {@code mps}
   * @param precision the precision of its computations
   * @throws Problem if the engine does not see such a device, or it does not know the precision
   */
  static Device device(String name, Precision precision) {
    ai.djl.engine.Engine engine = load();
    String exact = exact(name);
    if (exact.equals("cpu")) {
      return Device.cpu();
    }
    List<String> names = devices(engine).stream().map(ComputeDevice::name).toList();
    if (!names.contains(exact)) {
      throw new Problem(refusal(name, names, GpuSearch.here().reason(setup())));
    }
    if (exact.equals(MPS)) {
      if (precision == Precision.FLOAT64) {
        throw Problem.badValue("precision", precision.key(), "float32 on the device mps");
      }
      return Device.fromName(MPS);
    }
    return Device.gpu(Integer.parseInt(exact.substring(CUDA.length())));
  }

  /** The message for an unavailable device, with advice. */
  static String refusal(String name, List<String> names, Optional<NoGpuReason> lack) {
    String sentence =
        "device is \"%s\", but must be one that PyTorch sees here: %s."
            .formatted(name, String.join(", ", names));
    return names.size() > 1
        ? sentence
        : sentence + lack.map(l -> " " + l.reason() + " " + l.remedy()).orElse("");
  }

  /** The label of a device, for people: CPU, 2 threads. */
  static String label(Device device) {
    return switch (device.getDeviceType()) {
      case Device.Type.CPU -> {
        int threads = Workers.ofRun();
        yield "CPU, %d thread%s".formatted(threads, threads == 1 ? "" : "s");
      }
      case Device.Type.GPU -> "GPU " + device.getDeviceId();
      default -> "GPU of Apple's";
    };
  }

  private static synchronized TorchSetup setup() {
    if (loaded == null) {
      loaded = TorchSetup.here();
    }
    return loaded;
  }

  private static synchronized ai.djl.engine.Engine load() {
    // Nothing is fetched behind the user's back: natives are on the class path or named by hand.
    System.setProperty("ai.djl.offline", "true");
    FreedMemory.keep();
    // Idle native threads give their core away instead of spinning on it.
    ProcessEnvironment.setDefault("OMP_WAIT_POLICY", "passive");
    TorchLog.askForErrorsOnly();
    TorchSetup setup = setup();
    setup.apply(GpuSearch.here());
    try {
      ai.djl.engine.Engine engine = ai.djl.engine.Engine.getEngine(NAME);
      TorchLog.readLevel(Path.of(ai.djl.pytorch.jni.LibUtils.getLibtorchPath()));
      return engine;
    } catch (EngineException | LinkageError e) {
      throw new Problem(unloadable(setup, root(e)), e);
    }
  }

  private static String unloadable(TorchSetup setup, String cause) {
    return setup
        .library()
        .map(library ->
            "The PyTorch in %s could not be loaded: %s. Choose another, or the one that comes with"
                    .formatted(library.folder(), cause)
                + " the program.")
        .orElseGet(() ->
            "PyTorch's native library could not be loaded on %s (%s): %s. The program brings it for"
                    .formatted(System.getProperty("os.name"), System.getProperty("os.arch"), cause)
                + " Linux, Windows and macOS on ARM; elsewhere, set PYTORCH_LIBRARY_PATH to the"
                + " lib folder of an installed PyTorch 2.7.1.");
  }

  private static String root(Throwable e) {
    Throwable root = e;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return String.valueOf(root.getMessage()).lines().findFirst().orElse("");
  }
}
