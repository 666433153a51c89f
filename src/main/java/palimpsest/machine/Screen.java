package palimpsest.machine;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The availability of a screen for a window.
 *
 * @param missing the missing part; empty if a window can be opened
 * @param remedy advice; empty likewise
 */
public record Screen(String missing, String remedy) {

  /** A window can be opened. */
  public static final Screen PRESENT = new Screen("", "");

  /** JavaFX loads it by this name. */
  static final String GTK = "libgtk-3.so.0";

  private static final String SESSION = "Start the program in a desktop session.";

  /** The screen of this process. JavaFX needs what is looked for here, and says less about it. */
  public static Screen here() {
    return of(
        System.getProperty("os.name"),
        System.getenv(),
        System.getProperty("glass.platform"),
        () -> loads(GTK),
        Screen::answers);
  }

  /**
   * The screen of a system.
   *
   * @param system name of the operating system
   * @param environment environment variables
   * @param platform JavaFX's platform, if one was chosen; the headless one brings its own screen
   * @param toolkit tests if GTK 3 can be loaded
   * @param answer tests if the X server answers
   */
  static Screen of(
      String system,
      Map<String, String> environment,
      @Nullable String platform,
      BooleanSupplier toolkit,
      BooleanSupplier answer) {
    if (!system.startsWith("Linux") || "Headless".equalsIgnoreCase(platform)) {
      return PRESENT;
    }
    String display = environment.getOrDefault("DISPLAY", "");
    if (display.isBlank()) {
      return environment.getOrDefault("WAYLAND_DISPLAY", "").isBlank()
          ? new Screen("There is no screen: DISPLAY and WAYLAND_DISPLAY are not set.", SESSION)
          : new Screen(
              "There is a Wayland session without Xwayland: DISPLAY is not set.",
              "Install Xwayland (package xwayland) and log in again.");
    }
    if (!toolkit.getAsBoolean()) {
      return new Screen(
          "GTK 3 (%s) is missing, which the window needs.".formatted(GTK),
          "Install it: libgtk-3-0 or libgtk-3-0t64 on Debian and Ubuntu, gtk3 on Fedora and Arch.");
    }
    return answer.getAsBoolean()
        ? PRESENT
        : new Screen("The screen of DISPLAY=%s does not respond.".formatted(display), SESSION);
  }

  /** Whether there is one. */
  public boolean isPresent() {
    return missing.isEmpty();
  }

  /** The missing part and the advice, in one line. */
  public String sentence() {
    return isPresent() ? "" : missing + " " + remedy;
  }

  @SuppressWarnings("restricted")
  private static boolean loads(String library) {
    try {
      SymbolLookup.libraryLookup(library, Arena.global());
      return true;
    } catch (IllegalArgumentException missing) {
      return false;
    }
  }

  /** Opens a connection to the X server, as JavaFX will, and closes it. */
  @SuppressWarnings("restricted")
  private static boolean answers() {
    try {
      SymbolLookup x11 = SymbolLookup.libraryLookup("libX11.so.6", Arena.global());
      Linker linker = Linker.nativeLinker();
      MemorySegment display =
          (MemorySegment)
              linker
                  .downcallHandle(
                      x11.findOrThrow("XOpenDisplay"), FunctionDescriptor.of(ADDRESS, ADDRESS))
                  .invokeExact(MemorySegment.NULL);
      if (display.equals(MemorySegment.NULL)) {
        return false;
      }
      int closed =
          (int)
              linker
                  .downcallHandle(
                      x11.findOrThrow("XCloseDisplay"), FunctionDescriptor.of(JAVA_INT, ADDRESS))
                  .invokeExact(display);
      return closed == 0;
    } catch (Throwable unknown) {
      // JavaFX finds out.
      return true;
    }
  }
}
