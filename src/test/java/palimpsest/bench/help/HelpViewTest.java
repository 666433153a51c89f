package palimpsest.bench.help;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Objects;
import java.util.Queue;
import javafx.application.Platform;
import javafx.scene.Node;
import javafx.scene.Scene;
import javafx.scene.control.Hyperlink;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import org.junit.jupiter.api.Test;
import palimpsest.bench.FxToolkit;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;

/** The page of documents does not keep the window waiting. */
class HelpViewTest {

  private final Queue<Runnable> waiting = new ArrayDeque<>();

  @Test
  void thePageIsThereBeforeAnyDocumentHasBeenRead() {
    FxToolkit.start();
    BackgroundExecutor backgroundExecutor =
        new BackgroundExecutor(waiting::add, Platform::runLater, sentence -> {});
    Scene scene =
        FxToolkit.get(
            () -> new Scene(new HelpView(() -> {}, new Notices(), backgroundExecutor), 900, 600));
    FxToolkit.run(() -> {
      ListView<?> list = (ListView<?>) find(scene, "#help-list");
      assertThat(list.getItems()).isEmpty();
      assertThat(((Label) Objects.requireNonNull(list.getPlaceholder())).getText())
          .startsWith("Opening");
      ((TextField) find(scene, "#help-query")).setText("matrix");
    });
    assertThat(waiting).as("what is read off the window's thread").hasSize(1);
    // First the book, then the page that is read.
    waiting.remove().run();
    FxToolkit.await(
        "the offers", () -> !((ListView<?>) find(scene, "#help-list")).getItems().isEmpty());
    assertThat(FxToolkit.get(() -> ((TextField) find(scene, "#help-query")).getText()))
        .as("what was written meanwhile")
        .isEqualTo("matrix");
    assertThat(waiting).as("what is set off the window's thread").hasSize(1);
    waiting.remove().run();
    FxToolkit.await("the page", () -> scene.lookup(".help-h1") != null);
  }

  @Test
  void aLinkOfThePageThatIsSeenLeadsFromThere() {
    FxToolkit.start();
    BackgroundExecutor backgroundExecutor =
        new BackgroundExecutor(waiting::add, Platform::runLater, sentence -> {});
    Notices notices = new Notices();
    Scene scene =
        FxToolkit.get(
            () -> new Scene(new HelpView(() -> {}, notices, backgroundExecutor), 900, 600));
    waiting.remove().run();
    FxToolkit.await(
        "the offers", () -> !((ListView<?>) find(scene, "#help-list")).getItems().isEmpty());
    waiting.remove().run();
    FxToolkit.await("the first page", () -> headline(scene).equals("Palimpsest"));
    FxToolkit.run(() -> {
      ListView<?> list = (ListView<?>) find(scene, "#help-list");
      list.getSelectionModel().selectLast();
      Hyperlink link = (Hyperlink) find(scene, ".help-link");
      assertThat(link.getText()).as("of the page that is seen still").isEqualTo("The window");
      link.fire();
    });
    assertThat(notices.currentProperty().get()).as("no address was copied").isNull();
    assertThat(waiting).as("the page in a folder, and that of the link").hasSize(2);
    waiting.remove().run();
    waiting.remove().run();
    FxToolkit.await("the page of the link", () -> headline(scene).equals("The window"));
  }

  private static String headline(Scene scene) {
    scene.getRoot().applyCss();
    return scene.lookup(".help-h1") instanceof Label label ? label.getText() : "";
  }

  private static Node find(Scene scene, String id) {
    scene.getRoot().applyCss();
    return Objects.requireNonNull(scene.lookup(id), id);
  }
}
