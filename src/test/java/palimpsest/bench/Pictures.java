package palimpsest.bench;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.embed.swing.SwingFXUtils;
import javafx.event.Event;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.control.Button;
import javafx.scene.control.Labeled;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TabPane;
import javafx.scene.control.TableView;
import javafx.scene.control.TextInputControl;
import javafx.scene.control.ToggleButton;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.transform.Transform;
import javafx.stage.Stage;
import javafx.stage.Window;
import javax.imageio.ImageIO;
import palimpsest.archive.Archive;
import palimpsest.bench.device.DeviceAccess;
import palimpsest.bench.setup.DataFolder;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.Experiment;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.Grid;
import palimpsest.experiment.Presets;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.TaskLength;
import palimpsest.machine.Restart;
import palimpsest.queue.TrainingQueue;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

/**
 * Draws the pictures of the window for the README and the site from real runs on the built-in
 * glyphs: {@code main} with the folder to put them in, and perhaps another for every page and
 * dialog at other sizes, to be looked at.
 */
public final class Pictures {

  /** A size of the window, and how many pixels a unit has. */
  private record Size(int width, int height, double scale) {

    private static final Size USUAL = new Size(1280, 800, 1);

    private String name() {
      return "%dx%d@%.0f".formatted(width, height, scale);
    }
  }

  private static final List<Size> OTHERS =
      List.of(Size.USUAL, new Size(1024, 700, 1), new Size(1280, 800, 2));

  private final Stage stage;
  private final Path folder;
  private final Optional<Path> others;

  /** Training waits near its end until it was drawn. */
  private static final Semaphore DRAWN = new Semaphore(0);

  private Pictures(Stage stage, Path folder, Optional<Path> others) {
    this.stage = stage;
    this.folder = folder;
    this.others = others;
  }

  /**
   * Draws them.
   *
   * @param args the folder, or nothing for {@code src/site/resources/images}; and the other one
   */
  public static void main(String[] args) {
    Locale.setDefault(Locale.Category.FORMAT, Locale.UK);
    Path folder = Path.of(args.length > 0 ? args[0] : "src/site/resources/images");
    Optional<Path> others = args.length > 1 ? Optional.of(Path.of(args[1])) : Optional.empty();
    FxToolkit.start();
    DataFolder data = new DataFolder(Path.of("data"));
    try (Archive archive = Archive.open(temporary());
        TrainingQueue queue = new TrainingQueue(archive, Pictures::train, data)) {
      ExperimentSpec start =
          firstLight()
              .with(DataSettings.TRAIN_LIMIT, "600")
              .with(DataSettings.TEST_LIMIT, "200")
              .with(TaskLength.BATCH_SIZE, "20")
              .toSpec();
      queue.add(earlier(start));
      waitFor(queue);
      BenchServices bench =
          new BenchServices(
              archive,
              queue,
              data,
              SpecDraft.of(start),
              Presets.all(),
              OpenBench.settings(),
              DeviceAccess.real(new Restart()));
      Stage stage = open(bench);
      new Pictures(stage, folder, others).draw(queue, start);
      FxToolkit.run(stage::hide);
    }
    Platform.exit();
  }

  /** Trains as the program does, but long runs wait in the last epoch. */
  private static RunResult train(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    return Experiment.run(
        spec,
        data,
        control,
        checkpoints,
        event -> {
          listener.accept(event);
          if (event instanceof RunEvent.Progress now
              && now.task() == 2
              && now.epoch() == 2
              && now.batch() == now.batches() / 2) {
            DRAWN.acquireUninterruptibly();
          }
        });
  }

  /** Runs that were made before the window opened, so that there is something to compare. */
  private static List<ExperimentSpec> earlier(ExperimentSpec start) {
    List<ExperimentSpec> runs = new ArrayList<>();
    for (Map<String, List<String>> values :
        List.of(
            Map.of(Strategies.ALL.choice().key(), List.of("fine-tuning", "replay")),
            Map.of(
                Strategies.ALL.choice().key(),
                List.of("ewc"),
                FisherSettings.REPRESENTATION.key(),
                List.of("diagonal", "k-fac", "dense"),
                // A larger importance diverges at this learning rate.
                Ewc.IMPORTANCE.key(),
                List.of("0.2")))) {
      Map<String, List<String>> seeds = new java.util.LinkedHashMap<>(values);
      seeds.put(CommonSettings.SEED.key(), List.of("42", "43"));
      runs.addAll(new Grid(seeds).over(SpecDraft.of(start).with(TaskLength.EPOCHS, "2")));
    }
    return runs;
  }

  private void draw(TrainingQueue queue, ExperimentSpec start) {
    look("form");
    FxToolkit.run(() -> ((ToggleButton) node("#setup-more")).setSelected(true));
    look("form-more");
    FxToolkit.run(() -> {
      ((ToggleButton) node("#setup-more")).setSelected(false);
      ((ScrollPane) node("#setup")).setVvalue(0);
    });
    for (KeyCode page : List.of(KeyCode.DIGIT1, KeyCode.DIGIT4)) {
      key(page);
      look("empty-" + page.getName());
    }
    key(KeyCode.DIGIT1);
    queue.add(
        List.of(
            start,
            SpecDraft.of(start).with(CommonSettings.SEED, "43").toSpec(),
            SpecDraft.of(start).with(CommonSettings.SEED, "44").toSpec()));
    FxToolkit.await(
        "the third task",
        Duration.ofMinutes(5),
        () -> ((Labeled) node("#status-place")).getText().startsWith("task 3/3 · epoch 3/"));
    save("live");
    key(KeyCode.U);
    save("queue");
    key(KeyCode.U);
    DRAWN.release(3); // One for each run that waits, or will.
    queue.stop(queue.runs().getFirst().id());
    waitFor(queue);
    key(KeyCode.DIGIT2);
    FxToolkit.await("a matrix", () -> stage.getScene().lookup("#side-by-side") != null);
    look("fisher-one");
    FxToolkit.run(() -> ((Button) node("#side-by-side")).fire());
    save("fisher");
    key(KeyCode.DIGIT3);
    FxToolkit.await(
        "the runs", () -> node("#runs-table") instanceof TableView<?> t && t.getItems().size() > 9);
    save("runs");
    FxToolkit.run(() -> ((TextInputControl) node("#runs-filter")).setText("duration>what ewc"));
    look("runs-filter");
    FxToolkit.run(() -> ((TextInputControl) node("#runs-filter")).clear());
    key(KeyCode.DIGIT4);
    FxToolkit.await("the runs", () -> stage.getScene().lookup("#compare-all") != null);
    FxToolkit.run(() -> ((Button) node("#compare-all")).fire());
    save("compare");
    key(KeyCode.E);
    lookAtDialog("figure-editor");
    key(KeyCode.G);
    lookAtDialog("grid");
    key(KeyCode.COMMA);
    look("settings");
    FxToolkit.run(() ->
        Event.fireEvent(
            node("#settings-card"),
            new KeyEvent(
                KeyEvent.KEY_PRESSED, "", "", KeyCode.ESCAPE, false, false, false, false)));
    key(KeyCode.DIGIT5);
    FxToolkit.await("the images", () -> stage.getScene().lookup(".class-tile") != null);
    save("images");
    key(KeyCode.DIGIT1);
    look("live-ended");
    key(KeyCode.F1);
    save("tour");
    FxToolkit.run(() -> ((Button) node("#tour-skip")).fire());
    FxToolkit.run(() -> ((TabPane) node("#pages")).getSelectionModel().selectLast());
    save("help");
    key(KeyCode.DIGIT1);
    key(KeyCode.K);
    save("palette");
  }

  /** Draws a view that is not published, if someone wants to look at it. */
  private void look(String view) {
    dismissNotices();
    others.ifPresent(other -> {
      for (String theme : List.of("light", "dark")) {
        for (Size size : OTHERS) {
          size(size);
          save(other.resolve("%s-%s-%s.png".formatted(view, size.name(), theme)), size);
        }
        FxToolkit.run(() -> ((Button) node("#theme")).fire());
      }
      size(Size.USUAL);
    });
  }

  /** Draws the dialog that lies over the window, and closes it. */
  private void lookAtDialog(String view) {
    Window dialog = FxToolkit.get(() -> Window.getWindows().getLast());
    others.ifPresent(other -> {
      for (String theme : List.of("light", "dark")) {
        for (double scale : List.of(1.0, 2.0)) {
          save(
              dialog.getScene(),
              other.resolve("%s@%.0f-%s.png".formatted(view, scale, theme)),
              scale);
        }
        FxToolkit.run(() -> ((Button) node("#theme")).fire());
      }
    });
    FxToolkit.run(dialog::hide);
  }

  private static void waitFor(TrainingQueue queue) {
    try {
      queue.awaitIdle();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("palimpsest-pictures");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static SpecDraft firstLight() {
    return Presets.named(Presets.FIRST_LIGHT).runs().stream()
        .filter(spec -> spec.strategy().equals(Strategies.NATURAL_REPLAY))
        .map(SpecDraft::of)
        .findFirst()
        .orElseThrow();
  }

  private static Stage open(BenchServices bench) {
    return FxToolkit.get(() -> {
      Stage stage = new Stage();
      FileDialogs silent = new FileDialogs(name -> Optional.empty(), old -> Optional.empty());
      new BenchWindow(stage, bench, silent).show();
      return stage;
    });
  }

  private Node node(String id) {
    return Objects.requireNonNull(stage.getScene().lookup(id), id);
  }

  /** Presses a key with Ctrl. */
  private void key(KeyCode code) {
    FxToolkit.run(() ->
        Event.fireEvent(
            Objects.requireNonNullElse(
                stage.getScene().getFocusOwner(), stage.getScene().getRoot()),
            new KeyEvent(
                KeyEvent.KEY_PRESSED, "", code.getName(), code, false, true, false, false)));
  }

  /** Messages about earlier runs do not belong into the pictures. */
  private void dismissNotices() {
    FxToolkit.run(() -> {
      if (stage.getScene().lookup("#notice-close") instanceof Button close && close.isVisible()) {
        close.fire();
      }
    });
  }

  private void save(String view) {
    dismissNotices();
    for (String theme : List.of("light", "dark")) {
      size(Size.USUAL);
      save(folder.resolve(view + "-" + theme + ".png"), Size.USUAL);
      others.ifPresent(other -> {
        for (Size size : OTHERS.subList(1, OTHERS.size())) {
          size(size);
          save(other.resolve("%s-%s-%s.png".formatted(view, size.name(), theme)), size);
        }
      });
      FxToolkit.run(() -> ((Button) node("#theme")).fire());
    }
    size(Size.USUAL);
  }

  private void size(Size size) {
    FxToolkit.run(() -> {
      stage.setRenderScaleX(size.scale());
      stage.setRenderScaleY(size.scale());
      stage.setWidth(size.width());
      stage.setHeight(size.height());
    });
  }

  private void save(Path file, Size size) {
    save(stage.getScene(), file, size.scale());
  }

  /** Saves a window as it is a few frames from now, when what was asked for has been drawn. */
  private static void save(Scene scene, Path file, double scale) {
    for (int frame = 0; frame < 40; frame++) {
      FxToolkit.frame();
    }
    SnapshotParameters parameters = new SnapshotParameters();
    parameters.setTransform(Transform.scale(scale, scale));
    BufferedImage image =
        FxToolkit.get(() ->
            SwingFXUtils.fromFXImage(
                scale == 1 ? scene.snapshot(null) : scene.getRoot().snapshot(parameters, null),
                null));
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      ImageIO.write(image, "png", file.toFile());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
