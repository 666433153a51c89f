package palimpsest.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.Archive;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecDraft;
import palimpsest.queue.TrainingQueue;

/**
 * What the window needs from outside, and its door.
 *
 * @param archive where runs are kept
 * @param queue trains them
 * @param data the folder that image sets are read from, which the window may change
 * @param start what the form says at first
 * @param presets what the form offers
 * @param dark whether the window starts dark
 */
public record Bench(
    Archive archive,
    TrainingQueue queue,
    DataFolder data,
    SpecDraft start,
    List<Preset> presets,
    boolean dark) {

  /** How the one instance that JavaFX makes by itself learns what it needs. */
  private static final AtomicReference<@Nullable Bench> NEXT = new AtomicReference<>();

  /** Copies the list. */
  public Bench {
    presets = List.copyOf(presets);
  }

  /** Opens the window and returns when it has been closed. May be called once in a process. */
  public static void launch(Bench bench) {
    NEXT.set(bench);
    Application.launch(BenchApplication.class);
  }

  static Bench next() {
    Bench bench = NEXT.getAndSet(null);
    if (bench == null) {
      throw new IllegalStateException("the window is opened by Bench.launch");
    }
    return bench;
  }
}
