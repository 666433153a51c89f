package palimpsest.bench.status;

import org.jspecify.annotations.Nullable;
import palimpsest.machine.NvidiaSmi;

/** Memory and load of the GPU that a run computes on. Nothing is watched before there is one. */
final class GpuLoad implements AutoCloseable {

  private final NvidiaSmi tool;
  private NvidiaSmi.@Nullable Watch watch;

  GpuLoad(NvidiaSmi tool) {
    this.tool = tool;
  }

  /**
   * The load of a run's GPU.
   *
   * @param device the run's device, for people; empty without a current run
   * @return nothing, if it computes elsewhere or it is not known
   */
  String text(String device) {
    int gpu = StatusText.gpuOf(device);
    if (gpu < 0) {
      close();
      return "";
    }
    if (watch == null) {
      watch = tool.watch();
    }
    return watch.load(gpu).map(load -> StatusText.gpu(load) + " · ").orElse("");
  }

  @Override
  public void close() {
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }
}
