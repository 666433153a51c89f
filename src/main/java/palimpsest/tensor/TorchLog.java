package palimpsest.tensor;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import palimpsest.machine.NativePlatform;
import palimpsest.machine.ProcessEnvironment;

/** The log of PyTorch's native library on the terminal: errors only. */
final class TorchLog {

  /**
   * {@code c10::initLogging()}, as the compilers of Linux and macOS and that of Windows name it.
   */
  private static final String[] READ_LEVEL = {"_ZN3c1011initLoggingEv", "?initLogging@c10@@YAXXZ"};

  private static final AtomicBoolean READ = new AtomicBoolean();

  private TorchLog() {}

  /**
   * Asks for errors only: DJL's bridge uses what PyTorch calls deprecated, which a user need not
   * see. To be called before the library is loaded.
   */
  static void askForErrorsOnly() {
    ProcessEnvironment.setDefault("TORCH_CPP_LOG_LEVEL", "ERROR");
  }

  /**
   * Makes the library read what was asked for. Python's PyTorch does so at its start; here nothing
   * does, and warnings would come through.
   *
   * @param folder the path of the loaded library
   */
  @SuppressWarnings("restricted") // a function without arguments
  static void readLevel(Path folder) {
    if (READ.getAndSet(true)) {
      return;
    }
    try {
      SymbolLookup library =
          SymbolLookup.libraryLookup(
              folder.resolve(NativePlatform.here().file("c10")), Arena.global());
      Optional<MemorySegment> function =
          Stream.of(READ_LEVEL).map(library::find).flatMap(Optional::stream).findFirst();
      if (function.isPresent()) {
        Linker.nativeLinker()
            .downcallHandle(function.get(), FunctionDescriptor.ofVoid())
            .invokeExact();
      }
    } catch (Throwable e) {
      // The worst of it is a warning in the terminal.
      System.getLogger(TorchLog.class.getName())
          .log(System.Logger.Level.DEBUG, "PyTorch's log level could not be set.", e);
    }
  }
}
