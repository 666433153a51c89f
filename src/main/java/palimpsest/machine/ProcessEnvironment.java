package palimpsest.machine;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.util.Optional;

/**
 * Environment variables that native libraries read when they are loaded. Java's own view of the
 * environment stays as it was at the start.
 */
public final class ProcessEnvironment {

  private static final System.Logger LOG = System.getLogger(ProcessEnvironment.class.getName());

  private ProcessEnvironment() {}

  /**
   * Sets a variable of this process, unless its parent set it.
   *
   * @param name its name
   * @param value its value, in ASCII
   */
  @SuppressWarnings("restricted") // two functions of the system's, with arguments of their kind
  public static void setDefault(String name, String value) {
    if (System.getenv(name) != null) {
      return;
    }
    try (Arena arena = Arena.ofConfined()) {
      boolean windows = System.getProperty("os.name").startsWith("Windows");
      if (windows) {
        // Also what a C library that is loaded later begins with.
        call(
            SymbolLookup.libraryLookup("kernel32", arena),
            "SetEnvironmentVariableA",
            arena.allocateFrom(name),
            arena.allocateFrom(value));
      } else {
        call(
            Linker.nativeLinker().defaultLookup(),
            "setenv",
            arena.allocateFrom(name),
            arena.allocateFrom(value));
      }
    }
  }

  /** Calls setenv(name, value, 0) or SetEnvironmentVariableA(name, value), of which 0 is spare. */
  @SuppressWarnings("restricted")
  private static void call(
      SymbolLookup lookup, String function, MemorySegment name, MemorySegment value) {
    Optional<MemorySegment> address = lookup.find(function);
    if (address.isEmpty()) {
      LOG.log(System.Logger.Level.DEBUG, "There is no function {0}.", function);
      return;
    }
    MethodHandle handle =
        Linker.nativeLinker()
            .downcallHandle(
                address.get(),
                FunctionDescriptor.of(
                    ValueLayout.JAVA_INT,
                    ValueLayout.ADDRESS,
                    ValueLayout.ADDRESS,
                    ValueLayout.JAVA_INT));
    try {
      int _ = (int) handle.invokeExact(name, value, 0);
    } catch (Throwable e) {
      throw new IllegalStateException("a native call cannot throw", e);
    }
  }
}
