package palimpsest.bench.runtable;

import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javafx.scene.control.TableCell;
import javafx.scene.control.TextField;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import org.jspecify.annotations.Nullable;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;

/** A cell of the table of runs; on notes and tags one can write. */
final class RunCell extends TableCell<RunRow, ArchivedRun> {

  private final RunColumn column;
  private final BiConsumer<RunRow, String> write;
  private final Supplier<Tooltip> tip;
  private final LongFunction<String> jobs;
  private @Nullable TextField field;
  private @Nullable RunRow written;
  private String stateClass = "";

  /**
   * A cell.
   *
   * @param tip the tooltip of all cells, for a tooltip is a window of its own: the cell under the
   *     mouse fills it
   * @param jobs the status of a job on a cluster, by the run's number
   * @param write takes what was written, if the column can be written on
   */
  RunCell(
      RunColumn column,
      Supplier<Tooltip> tip,
      LongFunction<String> jobs,
      BiConsumer<RunRow, String> write) {
    this.column = column;
    this.tip = tip;
    this.jobs = jobs;
    this.write = write;
    setOnMouseEntered(event -> explain());
    if (column.isNumber()) {
      getStyleClass().add("number");
    }
  }

  @Override
  public void startEdit() {
    super.startEdit();
    if (!isEditing()) {
      return;
    }
    TextField editor = new TextField(column.text(getItem()));
    field = editor;
    written = getTableRow() == null ? null : getTableRow().getItem();
    editor.setId("edit-" + column.key());
    editor.setAccessibleText(column.title());
    editor.setOnAction(event -> finish(editor.getText()));
    editor.setOnKeyPressed(event -> {
      if (event.getCode() == KeyCode.ESCAPE) {
        cancelEdit();
        event.consume();
      }
    });
    // Who clicks elsewhere has written what he wanted to write.
    editor
        .focusedProperty()
        .addListener((observed, was, is) -> {
          if (!is && isEditing()) {
            finish(editor.getText());
          }
        });
    setText(null);
    setGraphic(editor);
    editor.selectAll();
    editor.requestFocus();
  }

  @Override
  public void cancelEdit() {
    super.cancelEdit();
    field = null;
    show(getItem());
    getTableView().requestFocus();
  }

  @Override
  protected void updateItem(@Nullable ArchivedRun run, boolean empty) {
    super.updateItem(run, empty);
    if (field == null || !isEditing()) {
      show(empty ? null : run);
    }
  }

  private void finish(String text) {
    RunRow row = written;
    cancelEdit();
    if (row != null) {
      write.accept(row, text);
    }
  }

  private void show(@Nullable ArchivedRun run) {
    setGraphic(null);
    setText(run == null ? "" : text(run));
    String now =
        run == null || !column.key().equals("state")
            ? ""
            : run.isAtChance()
                ? "state-chance"
                : "state-" + run.state().name().toLowerCase(Locale.ROOT);
    // Every change of a style class has all styles of the cell looked up again.
    if (!now.equals(stateClass)) {
      getStyleClass().remove(stateClass);
      if (!now.isEmpty()) {
        getStyleClass().add(now);
      }
      stateClass = now;
    }
    if (isHover()) {
      explain();
    }
  }

  private String text(ArchivedRun run) {
    String job = job(run);
    return job.isEmpty() ? column.text(run) : job;
  }

  /** The status of a job that waits, in the column of states. */
  private String job(ArchivedRun run) {
    return column.key().equals("state") && run.state() == RunState.WAITING
        ? jobs.apply(run.id())
        : "";
  }

  private void explain() {
    ArchivedRun run = getItem();
    String more = run == null || isEmpty() ? "" : more(run, column.text(run));
    if (more.isEmpty()) {
      setTooltip(null);
    } else {
      tip.get().setText(more);
      setTooltip(tip.get());
    }
  }

  /**
   * The additional text of a tooltip: the reason of a failure, or the whole of a text that may be
   * cut off.
   */
  private String more(ArchivedRun run, String text) {
    return switch (column.key()) {
      case "state" ->
          (run.site().isEmpty() ? "" : "On %s. ".formatted(run.site()))
              + (job(run).isEmpty() ? "" : "Its job waits: %s. ".formatted(job(run)))
              + (run.elsewhere() ? "Another process has it in its queue. " : "")
              + run.remark();
      case "name", RunColumns.NOTES, RunColumns.TAGS, "reason" -> text.length() > 16 ? text : "";
      default -> "";
    };
  }
}
