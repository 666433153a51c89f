package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.MadeUpArchive;

/** The window on an archive that can only be read: a newer version of the program made it. */
class ReadOnlyWindowTest {

  private final Hands hands = Hands.start();
  @TempDir private Path folder;
  private OpenBench bench;

  @BeforeEach
  void open() throws SQLException {
    MadeUpArchive.of(folder.resolve("archive"), 5, 2).close();
    try (Connection connection =
            DriverManager.getConnection(
                "jdbc:sqlite:" + folder.resolve("archive").resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 1000");
    }
    bench = OpenBench.in(folder).open();
    hands.press(KeyCode.CONTROL, KeyCode.DIGIT3);
    FxToolkit.await("the runs", () -> table().getItems().size() == 5);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void noEditorOpensForNotesAndTagsAndTheReasonIsSaid() {
    assertThat(bench.archive.isWritable()).isFalse();
    FxToolkit.run(() -> table().getSelectionModel().clearAndSelect(1));
    FxToolkit.run(() -> table().requestFocus());
    hands.press(KeyCode.F2);
    assertThat(hands.find("#edit-notes")).isNull();
    assertThat(hands.text("#notice-text"))
        .startsWith("Notes and tags cannot be changed. ")
        .contains("newer");
    hands.press(KeyCode.SHIFT, KeyCode.F2);
    assertThat(hands.find("#edit-tags")).isNull();

    FxToolkit.run(() -> table().getSelectionModel().selectRange(1, 4));
    hands.press(KeyCode.F2);
    assertThat(hands.visible("#runs-several")).isFalse();
  }

  private TableView<?> table() {
    return hands.node("#runs-table", TableView.class);
  }
}
