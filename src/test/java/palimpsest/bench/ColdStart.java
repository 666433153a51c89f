package palimpsest.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import javafx.scene.Scene;
import javafx.stage.Stage;

/**
 * Opens the window as the program does, and prints how long after the start of Java it is there.
 */
final class ColdStart {

  private static final OperatingSystemMXBean LOAD = ManagementFactory.getOperatingSystemMXBean();

  private ColdStart() {}

  /** The window, once its rooms have been drawn; the archive is opened while it is being made. */
  static Stage of(Opening opening) {
    System.out.printf("load of the machine %.1f%n", LOAD.getSystemLoadAverage());
    opening.begin();
    FxToolkit.start();
    print("start of Java until JavaFX is there");
    Stage stage =
        FxToolkit.get(() -> {
          Stage made = new Stage();
          BenchApplication.begin(made, opening, OpenBench.settings(), "");
          made.getScene().addPostLayoutPulseListener(new FirstFrame(made.getScene()));
          return made;
        });
    FxToolkit.await("the rooms", () -> stage.getScene().lookup("#rooms") != null);
    FxToolkit.frame();
    print("start of Java until it is usable");
    return stage;
  }

  /** Tells when a scene is laid out for the first time; it is painted in the same pulse. */
  private record FirstFrame(Scene scene) implements Runnable {

    @Override
    public void run() {
      scene.removePostLayoutPulseListener(this);
      print("start of Java until a window is seen");
    }
  }

  /** Prints how long it is since Java was started, and what the process has computed since. */
  static void print(String what) {
    long started = ManagementFactory.getRuntimeMXBean().getStartTime();
    System.out.printf("%-42s %,9d ms%n", what, System.currentTimeMillis() - started);
    if (LOAD instanceof com.sun.management.OperatingSystemMXBean process) {
      // What a machine with other work still tells truly.
      System.out.printf("    seconds of processor %,.1f%n", process.getProcessCpuTime() / 1e9);
    }
  }
}
