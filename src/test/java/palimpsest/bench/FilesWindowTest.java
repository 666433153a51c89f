package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;

/** What the keys write into files, page by page. */
final class FilesWindowTest {

  private final Hands hands = Hands.start();
  @TempDir private Path folder;
  private volatile String typed = "";
  private OpenBench bench;

  @BeforeEach
  void openRuns() {
    MadeUpArchive.of(folder.resolve("archive"), 6, 3).close();
    bench =
        OpenBench.in(folder)
            .questions(
                new FileDialogs(
                    name -> Optional.of(folder.resolve(typed.isEmpty() ? name : typed)),
                    old -> Optional.empty(),
                    () -> Optional.of(folder.resolve("exported"))))
            .open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> table().getItems().size() == 6);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theTableOfRunsAndChosenRunsAreWritten() throws IOException {
    FxToolkit.run(() -> table().getSelectionModel().selectRange(0, 2));
    hands.press(KeyCode.CONTROL, KeyCode.T);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.X);

    assertThat(written("runs.csv")).hasSize(7);
    assertThat(written("runs.tex")).anyMatch(line -> line.contains("tabular"));
    FxToolkit.await("the word", () -> hands.text("#notice-text").startsWith("Saved 2 runs"));
    assertThat(entries(folder.resolve("exported"))).isEqualTo(2);
  }

  @Test
  void theFigureIsWrittenInTheFormatThatWasChosenLast() throws IOException {
    FxToolkit.run(() -> table().getSelectionModel().clearAndSelect(0));
    hands.press(KeyCode.CONTROL, KeyCode.O);
    FxToolkit.await("the run in Live", () -> hands.visible("#figure-accuracy"));
    hands.exportFigure();
    FxToolkit.await("a picture", () -> endings("png") == 1);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    FxToolkit.await("numbers", () -> endings("csv") == 1);

    FxToolkit.run(() -> hands.menuItem("#export-accuracy", "export-accuracy-svg").fire());
    FxToolkit.await("a drawing", () -> endings("svg") == 1);
    deleteAll("svg");
    hands.exportFigure();
    FxToolkit.await("a drawing by key", () -> endings("svg") == 1);
    assertThat(endings("png")).isEqualTo(1);
  }

  @Test
  void anEndingThatWasTypedDecidesWhatIsWritten() throws IOException {
    FxToolkit.run(() -> table().getSelectionModel().selectRange(0, 6));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    FxToolkit.await("the figure", () -> !hands.node("#compare-export").isDisabled());
    typed = "mine.svg";
    hands.exportFigure();
    assertThat(written("mine.svg")).anyMatch(line -> line.contains("<svg"));
    typed = "mine.csv";
    hands.exportFigure();
    assertThat(written("mine.csv").getFirst()).contains("group", "epoch", "value");
    typed = "mine.tex";
    hands.press(KeyCode.CONTROL, KeyCode.T);
    assertThat(written("mine.tex")).anyMatch(line -> line.contains("tabular"));
    typed = "";
    hands.exportFigure();
    FxToolkit.await("the format that was typed last", () -> endings("svg") == 2);
  }

  @Test
  void aComparisonIsWritten() throws IOException {
    FxToolkit.run(() -> table().getSelectionModel().selectRange(0, 6));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.C);
    FxToolkit.await("the figure", () -> !hands.node("#compare-export").isDisabled());
    hands.exportFigure();
    FxToolkit.await("a picture", () -> endings("png") == 1);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.E);
    hands.press(KeyCode.CONTROL, KeyCode.T);
    FxToolkit.await("numbers and table", () -> endings("csv") == 2);
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.T);
    assertThat(written("comparison.tex")).anyMatch(line -> line.contains("tabular"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.N);
    FxToolkit.await("the word", () -> hands.text("#notice-text").contains(" files to "));
    assertThat(entries(folder.resolve("exported"))).isGreaterThanOrEqualTo(4);
  }

  private List<String> written(String name) throws IOException {
    Path file = folder.resolve(name);
    FxToolkit.await(name, () -> Files.isRegularFile(file));
    return Files.readAllLines(file);
  }

  private long endings(String ending) {
    return list(folder).stream().filter(file -> file.toString().endsWith("." + ending)).count();
  }

  private void deleteAll(String ending) throws IOException {
    for (Path file : list(folder)) {
      if (file.toString().endsWith("." + ending)) {
        Files.delete(file);
      }
    }
  }

  private static int entries(Path parent) {
    return Files.isDirectory(parent) ? list(parent).size() : 0;
  }

  private static List<Path> list(Path parent) {
    try (var files = Files.list(parent)) {
      return files.toList();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private TableView<?> table() {
    return hands.node("#runs-table", TableView.class);
  }
}
