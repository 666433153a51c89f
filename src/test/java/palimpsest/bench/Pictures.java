package palimpsest.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.embed.swing.SwingFXUtils;
import javafx.scene.control.TabPane;
import javafx.stage.Stage;
import javax.imageio.ImageIO;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecField;

/** Draws the pictures of the window for the README: {@code main} with the folder to put them in. */
public final class Pictures {

  private Pictures() {}

  /**
   * Draws them.
   *
   * @param args the folder, or nothing for {@code src/site/resources/images}
   */
  public static void main(String[] args) {
    Path folder = Path.of(args.length > 0 ? args[0] : "src/site/resources/images");
    FxToolkit.start();
    for (boolean dark : new boolean[] {false, true}) {
      String suffix = dark ? "-dark.png" : "-light.png";
      try (ScriptedRunner runner = new ScriptedRunner()) {
        Stage stage = open(runner, dark);
        save(stage, folder.resolve("empty" + suffix));
        FxToolkit.run(() -> ((javafx.scene.control.Button) stage.getScene().lookup("#run")).fire());
        runner.allowEpochs(11);
        FxToolkit.await(
            "eleven epochs",
            () -> text(stage, "#status-place").startsWith("task 3/3 · epoch 1/5 · batch 235"));
        save(stage, folder.resolve("live" + suffix));
        runner.allowEpochs(4);
        FxToolkit.await("the end", () -> text(stage, "#status-place").startsWith("finished"));
        FxToolkit.run(
            () -> ((TabPane) stage.getScene().lookup("#rooms")).getSelectionModel().select(1));
        FxToolkit.await("the matrix", () -> stage.getScene().lookup("#grey-auto") != null);
        for (int i = 0; i < 30; i++) {
          FxToolkit.frame();
        }
        save(stage, folder.resolve("fisher" + suffix));
        FxToolkit.run(stage::hide);
      }
    }
    javafx.application.Platform.exit();
  }

  private static Stage open(ScriptedRunner runner, boolean dark) {
    return FxToolkit.get(() -> {
      Stage stage = new Stage();
      SpecDraft draft =
          SpecDraft.initial()
              .with(SpecField.STRATEGY, "natural-replay")
              .with(SpecField.REPRESENTATION, "k-fac");
      Bench bench = new Bench(runner, new DataFolder(Path.of("data")), draft, List.of(), dark);
      new BenchWindow(
              stage, bench, new Questions(name -> Optional.empty(), old -> Optional.empty()))
          .show();
      return stage;
    });
  }

  private static String text(Stage stage, String id) {
    return ((javafx.scene.control.Label) stage.getScene().lookup(id)).getText();
  }

  static void save(Stage stage, Path file) {
    FxToolkit.frame();
    FxToolkit.frame();
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
