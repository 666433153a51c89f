package palimpsest.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import palimpsest.archive.Archive;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Presets;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.StrategyKind;
import palimpsest.queue.TrainingQueue;

/**
 * Draws the pictures of the window for the README from a real run on the built-in glyphs: {@code
 * main} with the folder to put them in.
 */
public final class Pictures {

  private Pictures() {}

  /**
   * Draws them.
   *
   * @param args the folder, or nothing for {@code src/site/resources/images}
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    Path folder = Path.of(args.length > 0 ? args[0] : "src/site/resources/images");
    FxToolkit.start();
    DataFolder data = new DataFolder(Path.of("data"));
    try (Archive archive = Archive.open(temporary());
        TrainingQueue queue = new TrainingQueue(archive, Experiment::run, data)) {
      Stage stage =
          open(
              new Bench(
                  archive,
                  queue,
                  data,
                  SpecDraft.of(naturalReplay()),
                  Presets.all(),
                  OpenBench.settings()));
      fire(stage, "#run");
      await(stage, "task 3/3 · epoch 2/");
      saveLightAndDark(stage, folder, "live");
      await(stage, "finished");
      FxToolkit.run(
          () -> ((TabPane) stage.getScene().lookup("#rooms")).getSelectionModel().select(1));
      FxToolkit.await("the viewer", () -> stage.getScene().lookup("#grey-auto") != null);
      saveLightAndDark(stage, folder, "fisher");
      FxToolkit.run(stage::hide);
    }
    Platform.exit();
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("palimpsest-pictures");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ExperimentSpec naturalReplay() {
    return Presets.named(Presets.FIRST_LIGHT).runs().stream()
        .filter(spec -> spec.strategy() == StrategyKind.NATURAL_REPLAY)
        .findFirst()
        .orElseThrow();
  }

  private static Stage open(Bench bench) {
    return FxToolkit.get(() -> {
      Stage stage = new Stage();
      Questions silent = new Questions(name -> Optional.empty(), old -> Optional.empty());
      new BenchWindow(stage, bench, silent).show();
      return stage;
    });
  }

  private static void saveLightAndDark(Stage stage, Path folder, String name) {
    for (String theme : List.of("light", "dark")) {
      save(stage, folder.resolve(name + "-" + theme + ".png"));
      fire(stage, "#theme");
    }
  }

  private static void fire(Stage stage, String button) {
    FxToolkit.run(() -> ((Button) stage.getScene().lookup(button)).fire());
  }

  private static void await(Stage stage, String place) {
    FxToolkit.await(
        place,
        Duration.ofMinutes(5),
        () -> ((Labeled) stage.getScene().lookup("#status-place")).getText().startsWith(place));
  }

  /** Saves the window as it is a few frames from now, when what was asked for has been drawn. */
  static void save(Stage stage, Path file) {
    for (int frame = 0; frame < 30; frame++) {
      FxToolkit.frame();
    }
    BufferedImage image =
        FxToolkit.get(() -> SwingFXUtils.fromFXImage(stage.getScene().snapshot(null), null));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
