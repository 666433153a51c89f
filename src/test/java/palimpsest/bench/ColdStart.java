package palimpsest.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.concurrent.atomic.AtomicBoolean;
import javafx.stage.Stage;

/**
 * Opens the window as the program does, and prints how long after the start of Java it is there.
 */
final class ColdStart {

  private static final OperatingSystemMXBean LOAD = ManagementFactory.getOperatingSystemMXBean();

  private ColdStart() {}

  /** The window, once its pages have been drawn; the archive is opened while it is being made. */
  static Stage of(ArchiveOpener opening) {
    System.out.printf("load of the machine %.1f%n", LOAD.getSystemLoadAverage());
    opening.begin();
    FxToolkit.start();
    print("start of Java until JavaFX is there");
    Stage stage =
        FxToolkit.get(() -> {
          Stage made = new Stage();
          BenchApplication.begin(made, opening, OpenBench.settings(), "");
          // The bench may take the place of what is shown first before that was drawn.
          AtomicBoolean seen = new AtomicBoolean();
          made.sceneProperty()
              .subscribe(scene -> scene.addPostLayoutPulseListener(() -> drawn(seen)));
          return made;
        });
    FxToolkit.await("the pages", () -> stage.getScene().lookup("#pages") != null);
    FxToolkit.frame();
    print("start of Java until it is usable");
    return stage;
  }

  /** A scene has been laid out, and is painted in the same pulse. */
  private static void drawn(AtomicBoolean before) {
    if (!before.getAndSet(true)) {
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
