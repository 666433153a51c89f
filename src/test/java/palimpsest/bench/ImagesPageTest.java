package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import javafx.event.Event;
import javafx.event.EventHandler;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.control.ListView;
import javafx.scene.image.Image;
import javafx.scene.image.ImageView;
import javafx.scene.image.PixelFormat;
import javafx.scene.input.ClipboardContent;
import javafx.scene.input.DragEvent;
import javafx.scene.input.Dragboard;
import javafx.scene.input.KeyCode;
import javafx.scene.input.MouseEvent;
import javafx.scene.input.TransferMode;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.data.Glyphs;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecDraft;

/** The Images page, with real keys, clicks and drops. */
class ImagesPageTest {

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OwnList list;
  private OpenBench bench;
  private volatile Optional<Path> answer = Optional.empty();

  @BeforeEach
  void open() {
    list = OwnList.in(folder.resolve("lists"));
    bench =
        OpenBench.in(folder)
            .start(
                SpecDraft.initial()
                    .with(DataSettings.IMAGES, Glyphs.DIGITS.key())
                    .with(Scenarios.ALL.choice(), "permuted")
                    .with(ScenarioSettings.COUNT, "2"))
            .questions(
                new FileDialogs(
                    name -> Optional.empty(),
                    old -> Optional.empty(),
                    Optional::empty,
                    () -> answer,
                    () -> answer))
            .size(1280, 800)
            .open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT5);
    FxToolkit.await(
        "the tasks", () -> tiles().size() >= 10 && tiles().stream().allMatch(this::drawn));
  }

  @AfterEach
  void close() {
    bench.close();
    list.close();
  }

  private List<Node> tiles() {
    Node gallery = hands.find("#gallery");
    return gallery == null
        ? List.of()
        : gallery.lookupAll(".class-tile").stream()
            .filter(Node::isVisible)
            .filter(tile -> tile.getParent() != null && tile.getParent().getParent() != null)
            .toList();
  }

  private boolean drawn(Node tile) {
    return tile.lookup(".image-view") instanceof ImageView view && view.getImage() != null;
  }

  private int[] pixels(Node tile) {
    Image image = Objects.requireNonNull(((ImageView) tile.lookup(".image-view")).getImage());
    int width = (int) image.getWidth();
    int[] pixels = new int[width * (int) image.getHeight()];
    image
        .getPixelReader()
        .getPixels(
            0,
            0,
            width,
            (int) image.getHeight(),
            PixelFormat.getIntArgbInstance(),
            pixels,
            0,
            width);
    return pixels;
  }

  /** The tiles of a class, one for each task in sight. */
  private List<int[]> pixelsOf(String text) {
    return FxToolkit.get(() ->
        tiles().stream()
            .filter(tile -> text.equals(tile.getAccessibleText()))
            .map(this::pixels)
            .toList());
  }

  private List<String> tileTexts() {
    return FxToolkit.get(() -> tiles().stream().map(Node::getAccessibleText).toList());
  }

  private Path pictures(String name) {
    Path set = folder.resolve(name);
    try {
      for (String kind : List.of("rose", "tulip")) {
        Files.createDirectories(set.resolve(kind));
        for (int i = 0; i < 6; i++) {
          BufferedImage image = new BufferedImage(28, 28, BufferedImage.TYPE_BYTE_GRAY);
          image.getRaster().setSample(i, kind.equals("rose") ? 3 : 20, 0, 255);
          ImageIO.write(image, "png", set.resolve(kind).resolve(i + ".png").toFile());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return set;
  }

  private String title() {
    return hands.text("#images-title");
  }

  @Test
  void theFormsTasksAreShownPermutedWithTheirCounts() {
    assertThat(title()).isEqualTo("This setup");
    assertThat(hands.text("#images-setup")).contains("Permuted pixels", "Glyph digits", "seed 42");
    FxToolkit.await("both tasks", () -> tiles().stream().filter(this::drawn).count() >= 12);
    List<int[]> fours = pixelsOf("Class 4: 300 training and 100 test images.");
    FxToolkit.run(() -> ((ListView<?>) hands.node("#gallery")).scrollTo(4));
    FxToolkit.await(
        "the second task",
        () ->
            tiles().stream()
                .filter(tile -> String.valueOf(tile.getAccessibleText()).startsWith("Class 4:"))
                .filter(this::drawn)
                .anyMatch(tile -> !Arrays.equals(pixels(tile), fours.getFirst())));
    assertThat(headings()).contains("Task 2, Permutation 2: 3,000 training · 1,000 test images");
  }

  private List<String> headings() {
    return FxToolkit.get(() ->
        hands.node("#gallery").lookupAll(".gallery-cell").stream()
            .map(Node::getAccessibleText)
            .filter(text -> text != null && text.startsWith("Task "))
            .toList());
  }

  @Test
  void keysShowTestImagesAndOtherExamples() {
    String first = "Class 0: 300 training and 100 test images.";
    int[] training = pixelsOf(first).getFirst();
    hands.press(KeyCode.T);
    FxToolkit.await("test images", () -> !Arrays.equals(pixels(tiles().getFirst()), training));
    int[] test = pixelsOf(first).getFirst();
    hands.press(KeyCode.O);
    FxToolkit.await("others", () -> !Arrays.equals(pixels(tiles().getFirst()), test));
    hands.press(KeyCode.T);
    hands.click("#images-other");
    FxToolkit.await(
        "other training images", () -> !Arrays.equals(pixels(tiles().getFirst()), test));
  }

  @Test
  void theArrowsWalkThroughTheSets() {
    hands.press(KeyCode.DOWN);
    FxToolkit.await("the next", () -> !title().equals("This setup"));
    hands.press(KeyCode.UP);
    FxToolkit.await("the first", () -> title().equals("This setup"));
  }

  @Test
  void aFolderOfPicturesIsAddedNamedShownUsedRemovedAndBack() {
    answer = Optional.of(pictures("My Flowers"));
    hands.press(KeyCode.F);
    FxToolkit.await("a name", () -> hands.text("#add-name").equals("my-flowers"));
    hands.type("#add-name", "flowers");
    hands.press(KeyCode.ENTER);
    FxToolkit.await("it is shown", () -> title().equals("flowers"));
    FxToolkit.await(
        "its classes", () -> tiles().size() == 2 && tiles().stream().allMatch(this::drawn));
    assertThat(tileTexts())
        .containsExactlyInAnyOrder(
            "Class rose: 5 training and 1 test images.",
            "Class tulip: 5 training and 1 test images.");
    FxToolkit.await(
        "its digests",
        () -> facts().contains(OwnSets.named("flowers").orElseThrow().digests().training()));
    assertThat(FxToolkit.get(this::facts))
        .contains(folder.resolve("My Flowers").toString())
        .anyMatch(text -> text.contains("drawn from the training images"));
    assertThat(hands.visible("#add-pane")).isFalse();

    hands.press(KeyCode.U);
    FxToolkit.await("the form's tasks", () -> title().equals("This setup"));
    FxToolkit.await(
        "of these images",
        () -> tiles().stream().anyMatch(tile -> tile.getAccessibleText().contains("rose")));
    assertThat(bench.window.actions().get("run").isEnabled()).isTrue();

    selectSet("flowers");
    hands.press(KeyCode.R);
    FxToolkit.await("what was done", () -> hands.text("#notice-text").startsWith("Removed"));
    FxToolkit.await("the form says so", () -> hands.visible("#fault"));
    hands.press(KeyCode.CONTROL, KeyCode.Z);
    FxToolkit.await("it is back", () -> title().equals("flowers"));
    FxToolkit.await("in the form too", () -> !hands.visible("#fault"));
  }

  private void selectSet(String name) {
    FxToolkit.run(() -> {
      hands.node("#images-list").requestFocus();
      ListView<?> sets = hands.node("#images-list", ListView.class);
      sets.getSelectionModel().selectFirst();
    });
    for (int step = 0; step < 20 && !title().equals(name); step++) {
      hands.press(KeyCode.DOWN);
    }
    FxToolkit.await(name, () -> title().equals(name));
  }

  private List<String> facts() {
    return hands.node(".images-facts").lookupAll(".images-fact").stream()
        .map(node -> ((javafx.scene.control.TextField) node).getText())
        .toList();
  }

  @Test
  void aRefusedFileIsToldInThePageAndGivenUpWithEscape() throws IOException {
    answer = Optional.of(Files.writeString(folder.resolve("bad.npz"), "no archive"));
    hands.press(KeyCode.A);
    FxToolkit.await("a name", () -> hands.text("#add-name").equals("bad"));
    hands.click("#add-confirm");
    FxToolkit.await("why not", () -> hands.text("#add-error").contains("bad.npz"));
    assertThat(hands.visible("#add-pane")).isTrue();
    assertThat(hands.text("#add-error")).doesNotContain("Exception");
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("nothing to add", () -> !hands.visible("#add-pane"));
    assertThat(FxToolkit.get(() -> hands.node("#images-list").isFocused())).isTrue();
  }

  @Test
  void aMissingPublicSetSaysWhatToDo() {
    selectSet("Kuzushiji-MNIST");
    FxToolkit.await("why", () -> hands.visible("#gallery-refusal"));
    assertThat(hands.text("#gallery-refusal")).contains("Kuzushiji-MNIST");
    assertThat(hands.visible("#images-download")).isTrue();
    assertThat(hands.disabled("#images-download")).isFalse();
    assertThat(hands.disabled("#images-other")).isTrue();
  }

  @Test
  void aFolderDroppedOnThePageIsAdded() {
    Path dropped = pictures("dropped");
    dragFiles(List.of(dropped), board -> drop(hands.node("#gallery"), board));
    FxToolkit.await("its name", () -> hands.text("#add-name").equals("dropped"));
    hands.press(KeyCode.ENTER);
    FxToolkit.await("it is shown", () -> title().equals("dropped"));
  }

  @Test
  void aFileDroppedOnTheFormLeadsToThePage() {
    Path dropped = pictures("form");
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT1);
    dragFiles(List.of(dropped), board -> drop(hands.node("#field-images"), board));
    FxToolkit.await("its name", () -> hands.visible("#add-pane"));
    FxToolkit.await("its name", () -> hands.text("#add-name").equals("form"));
  }

  /** Begins a real drag with files, and does something with its board. */
  private void dragFiles(List<Path> paths, Consumer<Dragboard> use) {
    Node source = hands.node(".app-title");
    List<Throwable> failures = new ArrayList<>();
    boolean[] done = new boolean[1];
    EventHandler<MouseEvent> begin =
        event -> {
          Dragboard board = source.startDragAndDrop(TransferMode.COPY);
          ClipboardContent content = new ClipboardContent();
          content.putFiles(paths.stream().map(Path::toFile).toList());
          board.setContent(content);
          try {
            use.accept(board);
          } catch (RuntimeException | AssertionError e) {
            failures.add(e);
          }
          board.clear();
          done[0] = true;
          event.consume();
        };
    FxToolkit.run(() -> source.addEventHandler(MouseEvent.DRAG_DETECTED, begin));
    Point2D from = FxToolkit.get(() -> hands.middle(".app-title"));
    hands.drag(from, from.add(30, 0));
    FxToolkit.run(() -> source.removeEventHandler(MouseEvent.DRAG_DETECTED, begin));
    assertThat(done[0]).as("a drag began").isTrue();
    assertThat(failures).isEmpty();
  }

  /**
   * Lets a board go over a node. The headless platform does not carry boards about, so the event is
   * made here.
   */
  private static void drop(Node over, Dragboard board) {
    Bounds there = over.localToScreen(over.getBoundsInLocal());
    Event.fireEvent(
        over,
        new DragEvent(
            null,
            over,
            DragEvent.DRAG_DROPPED,
            board,
            1,
            1,
            there.getCenterX(),
            there.getCenterY(),
            TransferMode.COPY,
            null,
            null,
            null));
  }

  @Test
  void noTextIsCutInNarrowWindows() {
    for (int width : new int[] {1280, 1024}) {
      FxToolkit.run(() -> bench.stage.setWidth(width));
      FxToolkit.frame();
      for (String button :
          List.of("#images-add-file", "#images-add-folder", "#images-other", "#images-title")) {
        FxToolkit.await(
            button + " in full at " + width,
            () -> {
              Labeled labeled = hands.node(button, Labeled.class);
              Node page = hands.node("#images");
              Bounds there = labeled.localToScene(labeled.getLayoutBounds());
              boolean inside =
                  there.getMaxX() <= page.localToScene(page.getLayoutBounds()).getMaxX();
              return inside && labeled.getWidth() >= labeled.prefWidth(-1) - 0.5;
            });
      }
    }
  }
}
