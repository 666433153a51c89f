package palimpsest.bench;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Preset;
import palimpsest.experiment.Runner;
import palimpsest.experiment.SpecDraft;

/**
 * What the window needs from outside, and its door.
 *
 * @param runner whatever runs specifications
 * @param data the folder that image sets are read from, which the window may change
 * @param start what the form says at first
 * @param presets what the form offers
 * @param dark whether the window starts dark
 */
public record Bench(
    Runner runner, DataFolder data, SpecDraft start, List<Preset> presets, boolean dark) {

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
