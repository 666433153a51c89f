package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Labeled;
import javafx.scene.input.KeyCode;
import javafx.scene.text.Text;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where messages are shown in the real window, at its least width. */
class NoticeWindowTest {

  private static final String LONG =
      "The images of MNIST, Fashion-MNIST and Kuzushiji-MNIST are missing in"
          + " /home/someone/with a long name/palimpsest/data: the queue waits for them. Download"
          + " them, or choose the folder that has them.";

  @TempDir Path folder;

  private final Hands hands = Hands.start();
  private OpenBench bench;

  @BeforeEach
  void open() {
    bench = OpenBench.in(folder).size(880, 600).open();
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void aMessageCoversNothingAndMovesOnlyTheFootOfThePage() {
    Bounds pages = place("#pages");
    Bounds form = place("#setup");
    complain(LONG);
    assertThat(place("#setup")).isEqualTo(form);
    Bounds now = place("#pages");
    assertThat(now.getMinX()).isEqualTo(pages.getMinX());
    assertThat(now.getMinY()).isEqualTo(pages.getMinY());
    assertThat(now.getWidth()).isEqualTo(pages.getWidth());
    Bounds notice = place("#notice");
    assertThat(notice.getMinY()).as("nothing is covered").isGreaterThanOrEqualTo(now.getMaxY());
    assertThat(notice.getMaxY()).isLessThanOrEqualTo(pages.getMaxY());
    assertThat(notice.getHeight()).as("beside it the page is seen").isLessThan(120);
    assertThat(drawn("#notice-text")).isEqualTo(LONG);
    hands.click("#notice-close");
    assertThat(place("#pages")).isEqualTo(pages);
  }

  @Test
  void aMessageAndTheQueueDoNotCoverEachOther() {
    hands.press(KeyCode.CONTROL, KeyCode.U);
    complain(LONG);
    assertThat(place("#queue-panel").getMaxY()).isLessThanOrEqualTo(place("#notice").getMinY());
    hands.click("#notice-close");
    FxToolkit.await("no message", () -> !hands.visible("#notice"));
    assertThat(place("#queue-panel").getMaxY()).isEqualTo(place("#pages").getMaxY());
  }

  @Test
  void escapeTakesAMessageAwayAlsoFromAFieldOfText() {
    complain("Something is wrong.");
    FxToolkit.run(() -> hands.node("#field-epochs").requestFocus());
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("no message", () -> !hands.visible("#notice"));
  }

  @Test
  void escapeTakesAMessageAwayAlsoFromATable() {
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.run(() -> hands.node("#runs-table").requestFocus());
    complain("Something is wrong.");
    hands.press(KeyCode.ESCAPE);
    FxToolkit.await("no message", () -> !hands.visible("#notice"));
  }

  private void complain(String sentence) {
    FxToolkit.run(() -> bench.window.showError(sentence));
    FxToolkit.frame();
  }

  private Bounds place(String id) {
    FxToolkit.frame();
    return FxToolkit.get(() -> {
      Node node = hands.node(id);
      node.getScene().getRoot().layout();
      return node.localToScene(node.getLayoutBounds());
    });
  }

  private String drawn(String id) {
    return FxToolkit.get(() -> ((Text) hands.node(id, Labeled.class).lookup(".text")).getText());
  }
}
