package palimpsest.bench.device;

import java.util.function.Consumer;
import java.util.function.Supplier;
import palimpsest.data.TorchDownload;
import palimpsest.machine.Restart;
import palimpsest.machine.TorchChoice;
import palimpsest.machine.TorchFile;
import palimpsest.tensor.Engine;

/**
 * The machine as the window uses it: engine, choice of PyTorch and its file.
 *
 * @param engine loads the engine, if it is not loaded yet, and describes it
 * @param check looks at a PyTorch before it is chosen
 * @param file remembers which PyTorch to load
 * @param download a download of PyTorch for CUDA that has not begun
 * @param restart asked when the program is to start once more after the window has closed
 */
public record DeviceAccess(
    Supplier<Engine.Description> engine,
    Consumer<TorchChoice> check,
    TorchFile file,
    Supplier<TorchDownload> download,
    Restart restart) {

  /** The real one. */
  public static DeviceAccess real(Restart restart) {
    return new DeviceAccess(
        Engine::describe, TorchChoice::check, TorchFile.here(), TorchDownload::here, restart);
  }
}
