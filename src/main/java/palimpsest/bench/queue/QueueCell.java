package palimpsest.bench.queue;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunIcon;
import palimpsest.bench.session.RunText;
import palimpsest.bench.session.RunViewModel;
import palimpsest.experiment.Durations;
import palimpsest.experiment.RunEvent.Progress;

/** A run of the queue: what it is, how far it is, and what can be done with it. */
final class QueueCell extends ListCell<ArchivedRun> {

  private static final String FIRST = "A run that has started stays first.";
  private static final String UP = "Start it earlier. Alt+↑";
  private static final String DOWN = "Start it later. Alt+↓";
  private static final String REMOVE = "Remove it from the queue; Undo restores it. Delete";

  private final RunViewModel runs;
  private final FontIcon icon = new FontIcon(Feather.CLOCK);
  private final Label title = new Label();
  private final Label settings = Ui.quiet("");
  private final ProgressBar bar = new ProgressBar(0);
  private final Label far = Ui.quiet("");
  private final HBox progress = new HBox(bar, far);
  private final Button up;
  private final Button down;
  private final Button remove;
  private final HBox row;
  private final BooleanBinding headWaits;
  private Subscription following = Subscription.EMPTY;

  QueueCell(RunViewModel runs, QueuePanel panel, QueueDrag drag) {
    this.runs = runs;
    drag.offer(this);
    getStyleClass().add("queue-cell");
    title.getStyleClass().add("queue-title");
    far.getStyleClass().addAll("number", "queue-far");
    for (Label label : new Label[] {title, settings}) {
      label.setMinWidth(0);
    }
    progress.setAlignment(Pos.CENTER_LEFT);
    progress.getStyleClass().add("queue-progress");
    progress.managedProperty().bind(progress.visibleProperty());
    up = button(Feather.CHEVRON_UP, "Up", UP, run -> panel.move(run, -1));
    down = button(Feather.CHEVRON_DOWN, "Down", DOWN, run -> panel.move(run, 1));
    Button open = button(Feather.EYE, "Open", "Show it on the pages. Enter", panel::show);
    remove = button(Feather.TRASH_2, "Remove", REMOVE, panel::remove);
    VBox texts = new VBox(title, settings, progress);
    texts.setMinWidth(0);
    texts.getStyleClass().add("queue-texts");
    HBox.setHgrow(texts, Priority.ALWAYS);
    HBox buttons =
        new HBox(Buttons.explained(up), Buttons.explained(down), open, Buttons.explained(remove));
    buttons.setMinWidth(HBox.USE_PREF_SIZE);
    Ui.shownWhen(buttons, hoverProperty().or(selectedProperty()));
    row = new HBox(icon, texts, buttons);
    row.getStyleClass().add("queue-row");
    row.setAlignment(Pos.CENTER_LEFT);
    row.setPrefWidth(0);
    setPrefWidth(0);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    bar.managedProperty().bind(bar.visibleProperty());
    headWaits =
        Bindings.createBooleanBinding(
            () ->
                runs.pausedProperty().get()
                    && !runs.queue().isEmpty()
                    && QueuePanel.isMovable(runs.queue().getFirst()),
            runs.pausedProperty(),
            runs.queue());
    headWaits.subscribe(this::offer);
  }

  @Override
  protected void updateItem(@Nullable ArchivedRun run, boolean empty) {
    super.updateItem(run, empty);
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (empty || run == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    icon.setIconCode(RunIcon.of(run.state()));
    title.setText(run.title());
    settings.setText(RunText.settings(run.spec()));
    offer();
    explain(remove, REMOVE, run.state() == RunState.RUNNING ? RunViewModel.UNDER_WAY : "");
    if (getIndex() == 0) {
      following =
          Subscription.combine(
              runs.progressProperty().subscribe(() -> showFirst(run)),
              runs.obstacleProperty().subscribe(() -> showFirst(run)));
      showFirst(run);
    } else {
      if (run.state() == RunState.RUNNING) {
        var beside = runs.progressProperty(run.id());
        following = beside.subscribe(() -> show(run, beside.get()));
        show(run, beside.get());
      } else {
        show(run, null);
      }
      describe(run, "");
    }
    setGraphic(row);
  }

  /** Lets the run be moved to where others wait. */
  private void offer() {
    ArchivedRun run = getItem();
    if (run == null) {
      return;
    }
    int place = getIndex();
    int earliest = headWaits.get() ? 0 : Math.max(1, runs.atOnceProperty().get());
    boolean movable = QueuePanel.isMovable(run) && place >= earliest;
    boolean last = place >= getListView().getItems().size() - 1;
    explain(up, UP, !movable ? FIRST : place == earliest ? "No waiting run is before it." : "");
    explain(down, DOWN, !movable ? FIRST : last ? "It is the last one." : "");
  }

  /** The first run: how far it is, or what it waits for. */
  private void showFirst(ArchivedRun run) {
    show(run, runs.progressProperty().get());
    String obstacle = run.state() == RunState.WAITING ? runs.obstacleProperty().get() : "";
    bar.setVisible(obstacle.isEmpty());
    if (!obstacle.isEmpty()) {
      far.setText(obstacle);
    }
    describe(run, obstacle);
  }

  private void describe(ArchivedRun run, String obstacle) {
    String lines = obstacle.isEmpty() ? "" : "\n" + obstacle;
    setTooltip(Ui.tooltip(run.title() + "\n" + settings.getText() + lines));
    setAccessibleText(
        "%s, %s, place %d of the queue%s"
            .formatted(
                run.title(),
                run.state().label(),
                getIndex() + 1,
                obstacle.isEmpty() ? "" : ". " + obstacle));
  }

  /**
   * Says what a button does, or why it cannot now.
   *
   * @param hindrance the reason why it is disabled; empty if it is enabled
   */
  private static void explain(Button button, String tip, String hindrance) {
    button.setDisable(!hindrance.isEmpty());
    button.setAccessibleHelp(hindrance.isEmpty() ? tip : hindrance);
  }

  private void show(ArchivedRun run, @Nullable Progress now) {
    double done = now != null ? now.done() : run.done();
    bar.setVisible(true);
    // The first row has it from the beginning, so that the rows do not move under the pointer when
    // it starts.
    progress.setVisible(getIndex() == 0 || run.state() != RunState.WAITING || done > 0);
    bar.setProgress(run.state() == RunState.RUNNING && done == 0 ? -1 : done);
    String percent = "%.0f %%".formatted(100 * done);
    far.setText(
        switch (run.state()) {
          case PAUSED -> "paused at " + percent;
          case WAITING -> done > 0 ? "resumes from " + percent : "";
          default ->
              now != null && Double.isFinite(now.secondsLeft())
                  ? percent + " · " + Durations.text(now.secondsLeft()) + " left"
                  : percent;
        });
  }

  private Button button(
      Feather feather, String name, String tip, java.util.function.Consumer<ArchivedRun> action) {
    Button button = Ui.iconButton(feather, name, tip);
    button.getStyleClass().addAll("small", "queue-" + name.toLowerCase(java.util.Locale.ROOT));
    // The keys of the list do the same; a Tab through four buttons a run would help no one.
    button.setFocusTraversable(false);
    button.setOnAction(event -> {
      ArchivedRun run = getItem();
      if (run != null) {
        action.accept(run);
      }
    });
    return button;
  }
}
