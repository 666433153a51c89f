package palimpsest.bench.fisher;

import java.util.concurrent.Executor;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.MatrixSource;
import palimpsest.experiment.FisherSnapshot;

/**
 * One pane of the viewer: the matrix chosen for it, read in the background when the viewer is
 * visible, and let go of when no pane does.
 */
final class PaneModel {

  private final PaneContent paneContent;
  private final Latest<FisherSnapshot> loader;
  private final ObjectProperty<@Nullable MatrixChoice> choice =
      new SimpleObjectProperty<>(this, "choice", null);
  private @Nullable MatrixChoice loaded;
  private @Nullable FisherSnapshot matrix;
  private boolean wanted;
  private String without = "";

  PaneModel(String letter, Executor background, Executor window) {
    paneContent = new PaneContent(letter);
    loader = new Latest<>(background, window);
    choice.subscribe(next -> update());
  }

  /** The matrix to look at; null if there is none. */
  ObjectProperty<@Nullable MatrixChoice> choiceProperty() {
    return choice;
  }

  /** The slot that shows it. */
  PaneContent slot() {
    return paneContent;
  }

  /** The matrix that is shown; null while there is none. */
  @Nullable FisherSnapshot matrix() {
    return matrix;
  }

  /** Sets whether the pane is visible: only then is anything read. */
  void want(boolean now) {
    wanted = now;
    update();
  }

  /** Sets the text shown while no matrix is chosen. */
  void sayWithout(String text) {
    without = text;
    if (choice.get() == null) {
      paneContent.clear(text);
    }
  }

  /** Lets go of the matrix. */
  void release() {
    loader.forget();
    loaded = null;
    matrix = null;
    paneContent.clear("");
  }

  private void update() {
    MatrixChoice next = choice.get();
    if (next == null) {
      release();
      paneContent.clear(without);
      return;
    }
    if (!wanted || (loaded != null && loaded.isSame(next))) {
      return;
    }
    loaded = next;
    paneContent.say("reading…");
    loader.ask(superseded -> next.load().get(), this::show, this::showError);
  }

  private void show(FisherSnapshot read) {
    matrix = read;
    paneContent.show(
        new PaneContent.Content(new MatrixSource.Entries(read.entries()), read.layout()));
  }

  private void showError(String why) {
    matrix = null;
    paneContent.clear(why);
  }
}
