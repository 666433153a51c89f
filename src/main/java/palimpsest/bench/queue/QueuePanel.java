package palimpsest.bench.queue;

import java.util.function.LongConsumer;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.collections.ListChangeListener;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.action.Buttons;
import palimpsest.bench.look.StyleSheets;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.site.SweepList;
import palimpsest.text.NumberText;

/**
 * The queue over the right side of the pages: the run under way or paused, and those that wait, to
 * be moved, removed and opened with mouse or keys.
 */
public final class QueuePanel extends VBox {

  private final RunViewModel runs;
  private final LongConsumer opener;
  private final Runnable undo;
  private final BooleanProperty open = new SimpleBooleanProperty(this, "open", false);
  private final ListView<ArchivedRun> list = new ListView<>();
  private final QueueDrag drag = new QueueDrag(list, this::move);
  private @Nullable SweepList sweeps;
  private @Nullable Node focusBefore;
  private long selected;
  private int place;
  private boolean changing;

  /**
   * A panel, closed.
   *
   * @param opener shows a run, by its number, in the pages
   * @param undo takes back what was done last
   */
  public QueuePanel(RunViewModel runs, LongConsumer opener, Runnable undo) {
    this.runs = runs;
    this.opener = opener;
    this.undo = undo;
    setId("queue-panel");
    getStyleClass().add("queue-panel");
    StyleSheets.apply(this, "queue");
    list.setId("queue-list");
    list.setAccessibleText("Queue");
    list.setItems(runs.queue());
    list.setCellFactory(view -> new QueueCell(runs, this, drag));
    addEventFilter(KeyEvent.KEY_PRESSED, this::pressed);
    followSelection();
    Ui.shownWhen(this, open);
    open.addListener((observed, was, is) -> opened(is));
  }

  /** Has the sweeps on clusters below the runs of this machine; before it is first opened. */
  public void below(SweepList list) {
    sweeps = list;
  }

  /** Whether it is open. */
  public BooleanProperty openProperty() {
    return open;
  }

  /** Shows a run in the pages. */
  void show(ArchivedRun run) {
    opener.accept(run.id());
  }

  /** Takes a run out of the queue, unless it is under way. */
  void remove(ArchivedRun run) {
    runs.remove(run.id());
  }

  /** Moves a run that waits. */
  void move(ArchivedRun run, int places) {
    selected = run.id();
    runs.move(run.id(), places);
  }

  /** Builds the panel when it is first opened: a closed panel costs neither style nor layout. */
  private void furnish() {
    if (getChildren().isEmpty()) {
      StackPane middle = new StackPane(list, empty());
      VBox.setVgrow(middle, Priority.ALWAYS);
      getChildren().addAll(head(), middle, undo(), keys());
      if (sweeps != null) {
        // Each has the space alone while there is nothing in the other.
        Ui.shownWhen(
            middle,
            Bindings.isNotEmpty(runs.queue()).or(sweeps.model().countProperty().isEqualTo(0)));
        VBox.setVgrow(sweeps, Priority.ALWAYS);
        getChildren().add(2, sweeps);
      }
    }
  }

  private HBox head() {
    Label count = Ui.quiet("");
    count.setId("queue-count");
    count
        .textProperty()
        .bind(
            sweeps == null
                ? Bindings.createStringBinding(this::count, runs.queue())
                : Bindings.createStringBinding(
                    this::count, runs.queue(), sweeps.model().countProperty()));
    Button pause = new Button();
    pause.setId("queue-pause");
    pause.getStyleClass().add("flat");
    Ui.named(pause, "Pause or resume", "Pause the current run, or resume the paused one.");
    pause
        .textProperty()
        .bind(Bindings.when(runs.pausedProperty()).then("Resume").otherwise("Pause"));
    runs.pausedProperty()
        .subscribe(is -> pause.setGraphic(new FontIcon(is ? Feather.PLAY : Feather.PAUSE)));
    pause
        .disableProperty()
        .bind(
            runs.pausedProperty()
                .not()
                .and(
                    runs.runningProperty()
                        .not()
                        .or(runs.pausingProperty())
                        .or(runs.stoppingProperty())));
    pause.setOnAction(event -> {
      if (runs.pausedProperty().get()) {
        runs.resume();
      } else {
        runs.pause();
      }
    });
    Button close = Ui.iconButton(Feather.X, "Close the queue", "Close the queue. Esc");
    close.setId("queue-close");
    close.setOnAction(event -> open.set(false));
    HBox pauses = Buttons.explained(pause);
    if (sweeps != null) {
      Ui.shownWhen(
          pauses,
          Bindings.isNotEmpty(runs.queue()).or(sweeps.model().countProperty().isEqualTo(0)));
    }
    HBox head = new HBox(Ui.title("Queue"), count, Ui.spacer(), pauses, close);
    head.getStyleClass().add("queue-head");
    head.setAlignment(Pos.CENTER_LEFT);
    return head;
  }

  private VBox empty() {
    VBox empty =
        Ui.empty(
            Feather.LAYERS,
            "The queue is empty",
            "Runs started while another one trains wait here, and sweeps on clusters are listed"
                + " here. Use several seeds, a preset or a grid to queue many at once.");
    empty.setMouseTransparent(true);
    Ui.shownWhen(empty, Bindings.isEmpty(runs.queue()));
    return empty;
  }

  private HBox undo() {
    Label what = new Label();
    what.setId("queue-removed");
    what.setMinWidth(0);
    what.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(what, Priority.ALWAYS);
    runs.removedProperty()
        .subscribe(run -> what.setText(run == null ? "" : "Removed “" + run.title() + "”"));
    Button back = new Button("Undo");
    back.setId("queue-undo");
    back.setMinWidth(Button.USE_PREF_SIZE);
    Ui.named(back, "Undo the removal", "Put the run back in its place. Ctrl+Z");
    back.setOnAction(event -> undo.run());
    HBox undo = new HBox(what, back);
    undo.getStyleClass().add("queue-undo");
    undo.setAlignment(Pos.CENTER_LEFT);
    Ui.shownWhen(undo, runs.removedProperty().isNotNull());
    return undo;
  }

  private Label keys() {
    Label keys = Ui.quiet("Drag or Alt+↑ ↓ to move · Delete to remove · Enter to open");
    keys.getStyleClass().add("queue-keys");
    Ui.shownWhen(keys, Bindings.isNotEmpty(runs.queue()));
    return keys;
  }

  private void pressed(KeyEvent event) {
    ArchivedRun run = chosen();
    if (event.getCode() == KeyCode.ESCAPE) {
      open.set(false);
    } else if (run != null && list.isFocused() && !act(event, run)) {
      return;
    } else if (run == null || !list.isFocused()) {
      return;
    }
    event.consume();
  }

  /** Applies a key to the chosen run; false if the key has no effect. */
  private boolean act(KeyEvent event, ArchivedRun run) {
    switch (event.getCode()) {
      case UP, DOWN -> {
        if (!event.isAltDown()) {
          return false;
        }
        move(run, event.getCode() == KeyCode.UP ? -1 : 1);
      }
      case DELETE, BACK_SPACE -> remove(run);
      case ENTER -> show(run);
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Keeps the same run chosen when the queue changes; if it is gone, the one in its place. */
  private void followSelection() {
    // What the person chose is remembered here: a list that changes chooses as it pleases.
    list.addEventHandler(KeyEvent.KEY_RELEASED, event -> remember());
    list.addEventHandler(MouseEvent.MOUSE_RELEASED, event -> remember());
    runs.queue()
        .addListener(
            (ListChangeListener<ArchivedRun>)
                change -> {
                  changing = true;
                  Platform.runLater(() -> {
                    changing = false;
                    select();
                  });
                });
  }

  /** The run that keys act on: while the list changes, the one that was chosen before. */
  private @Nullable ArchivedRun chosen() {
    if (!changing) {
      return list.getSelectionModel().getSelectedItem();
    }
    return list.getItems().stream().filter(run -> run.id() == selected).findFirst().orElse(null);
  }

  private void remember() {
    ArchivedRun run = list.getSelectionModel().getSelectedItem();
    if (run != null && !changing) {
      selected = run.id();
      place = list.getSelectionModel().getSelectedIndex();
    }
  }

  private void select() {
    for (int i = 0; i < list.getItems().size(); i++) {
      if (list.getItems().get(i).id() == selected) {
        choose(i);
        return;
      }
    }
    // The key that took the last one away must not reach a run that has begun.
    int next = Math.clamp(place, 0, Math.max(0, list.getItems().size() - 1));
    if (selected != 0 && !list.getItems().isEmpty() && isMovable(list.getItems().get(next))) {
      choose(next);
    } else {
      selected = 0;
      list.getSelectionModel().clearSelection();
    }
  }

  private void choose(int row) {
    place = row;
    selected = list.getItems().get(row).id();
    list.getSelectionModel().clearAndSelect(row);
  }

  private void opened(boolean is) {
    if (getScene() == null) {
      return;
    }
    if (is) {
      furnish();
      focusBefore = getScene().getFocusOwner();
      (runs.queue().isEmpty() && sweeps != null && sweeps.isVisible() ? sweeps.first() : list)
          .requestFocus();
    } else if (focusBefore != null) {
      focusBefore.requestFocus();
      focusBefore = null;
    }
  }

  private String count() {
    int here = runs.queue().size();
    int there = sweeps == null ? 0 : sweeps.model().countProperty().get();
    String before = here == 0 ? "" : NumberText.count(here, "run");
    return there == 0
        ? before
        : (before.isEmpty() ? NumberText.count(there, "run") : before + ", " + there)
            + " on clusters";
  }

  /** Whether a run can be moved or removed: not the one under way. */
  static boolean isMovable(ArchivedRun run) {
    return run.state() == RunState.WAITING;
  }
}
