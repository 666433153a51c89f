package palimpsest.bench.look;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import javafx.css.PseudoClass;
import javafx.scene.Node;
import javafx.scene.input.DragEvent;
import javafx.scene.input.TransferMode;

/** Lets files and folders be dropped on a part of the window, which is marked meanwhile. */
public final class FileDrop {

  private static final PseudoClass TARGET = PseudoClass.getPseudoClass("drop-target");

  private final Node target;
  private final Consumer<List<Path>> take;

  private FileDrop(Node target, Consumer<List<Path>> take) {
    this.target = target;
    this.take = take;
  }

  /**
   * Makes a node take files.
   *
   * @param take receives the files and folders
   */
  public static FileDrop on(Node target, Consumer<List<Path>> take) {
    FileDrop drop = new FileDrop(target, take);
    target.addEventHandler(DragEvent.DRAG_OVER, drop::over);
    target.addEventHandler(DragEvent.DRAG_EXITED, event -> drop.mark(false));
    target.addEventHandler(DragEvent.DRAG_DROPPED, drop::dropped);
    return drop;
  }

  private void over(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.acceptTransferModes(TransferMode.COPY);
      mark(true);
      event.consume();
    }
  }

  private void dropped(DragEvent event) {
    if (event.getDragboard().hasFiles()) {
      event.setDropCompleted(drop(event.getDragboard().getFiles()));
      event.consume();
    }
  }

  /**
   * Does what a drop of some files does.
   *
   * @return whether there were any
   */
  public boolean drop(List<File> files) {
    mark(false);
    take.accept(files.stream().map(File::toPath).toList());
    return !files.isEmpty();
  }

  private void mark(boolean over) {
    target.pseudoClassStateChanged(TARGET, over);
  }
}
