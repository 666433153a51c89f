package palimpsest.bench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import palimpsest.bench.FxToolkit;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;

/** The room of documents does not keep the window waiting. */
class HelpViewTest {

  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Test
  void theRoomIsThereBeforeAnyDocumentHasBeenRead() {
    FxToolkit.start();
    Background background = new Background(waiting::add, Platform::runLater, sentence -> {});
    Scene scene =
        FxToolkit.get(() -> new Scene(new HelpView(() -> {}, new Notices(), background), 900, 600));
    FxToolkit.run(() -> {
      ListView<?> list = (ListView<?>) find(scene, "#help-list");
      assertThat(list.getItems()).isEmpty();
      assertThat(((Label) Objects.requireNonNull(list.getPlaceholder())).getText())
          .startsWith("Opening");
      ((TextField) find(scene, "#help-query")).setText("matrix");
    });
    assertThat(waiting).as("what is read beside the window's thread").hasSize(1);
    // First the book, then the page that is read.
    waiting.remove().run();
    FxToolkit.await(
        "the offers", () -> !((ListView<?>) find(scene, "#help-list")).getItems().isEmpty());
    assertThat(FxToolkit.get(() -> ((TextField) find(scene, "#help-query")).getText()))
        .as("what was written meanwhile")
        .isEqualTo("matrix");
    assertThat(waiting).as("what is set beside the window's thread").hasSize(1);
    waiting.remove().run();
    FxToolkit.await("the page", () -> scene.lookup(".help-h1") != null);
  }

  private static Node find(Scene scene, String id) {
    scene.getRoot().applyCss();
    return Objects.requireNonNull(scene.lookup(id), id);
  }
}
