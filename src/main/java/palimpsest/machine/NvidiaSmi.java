package palimpsest.machine;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Asks NVIDIA's own tool about its GPUs. Where there is no such tool, nothing is known.
 *
 * @param command the command line of the tool
 */
public record NvidiaSmi(List<String> command) {

  private static final System.Logger LOG = System.getLogger(NvidiaSmi.class.getName());
  private static final int PATIENCE_SECONDS = 5;

  /** Copies the command. */
  public NvidiaSmi {
    command = List.copyOf(command);
  }

  /** The tool of this machine. */
  public static NvidiaSmi here() {
    return new NvidiaSmi(List.of("nvidia-smi"));
  }

  /**
   * Memory and utilization of a GPU at one moment.
   *
   * @param used bytes of its memory in use by any process
   * @param total bytes of its memory
   * @param load share of the time that it computed, in per cent
   */
  public record Load(long used, long total, int load) {}

  /** The models of the GPUs, in their order; none if it is not known. */
  public List<String> models() {
    List<String> models = new ArrayList<>();
    try {
      Process process = start("--query-gpu=name", "--format=csv,noheader");
      try (BufferedReader lines = lines(process)) {
        lines.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(models::add);
      }
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroy();
        return List.of();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "nvidia-smi cannot be queried.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return models;
  }

  /** Begins to watch every GPU: the tool itself looks every two seconds and costs little. */
  public Watch watch() {
    return new Watch(this);
  }

  private Process start(String... options) throws IOException {
    List<String> line = new ArrayList<>(command);
    line.addAll(List.of(options));
    return new ProcessBuilder(line).redirectError(ProcessBuilder.Redirect.DISCARD).start();
  }

  private static BufferedReader lines(Process process) {
    return new BufferedReader(
        new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
  }

  /**
   * Reads a line of {@code index, memory.used, memory.total, utilization.gpu}, in MiB and per cent.
   */
  static Optional<Map.Entry<Integer, Load>> read(String line) {
    String[] parts = line.split(",", -1);
    if (parts.length != 4) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          Map.entry(
              Integer.parseInt(parts[0].strip()),
              new Load(
                  Long.parseLong(parts[1].strip()) << 20,
                  Long.parseLong(parts[2].strip()) << 20,
                  Integer.parseInt(parts[3].strip()))));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  /** The tool while it looks again and again. */
  public static final class Watch implements AutoCloseable {

    private final Map<Integer, Load> loads = new ConcurrentHashMap<>();
    private @Nullable Process process;

    private Watch(NvidiaSmi tool) {
      try {
        Process started =
            tool.start(
                "--query-gpu=index,memory.used,memory.total,utilization.gpu",
                "--format=csv,noheader,nounits",
                "--loop=2");
        process = started;
        Thread.ofPlatform().daemon().name("gpu load").start(() -> follow(started));
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "nvidia-smi cannot be queried.", e);
      }
    }

    /** The load of a GPU when it was last queried. */
    public Optional<Load> load(int gpu) {
      return Optional.ofNullable(loads.get(gpu));
    }

    private void follow(Process started) {
      try (BufferedReader lines = lines(started)) {
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
          read(line).ifPresent(entry -> loads.put(entry.getKey(), entry.getValue()));
        }
      } catch (IOException e) {
        LOG.log(System.Logger.Level.DEBUG, "nvidia-smi ended unexpectedly.", e);
      }
    }

    @Override
    public void close() {
      if (process != null) {
        process.destroy();
      }
    }
  }
}
