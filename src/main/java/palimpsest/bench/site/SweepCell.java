package palimpsest.bench.site;

import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.ContentDisplay;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.Subscription;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.archive.RunState;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunIcon;

/** A sweep or one of its runs: how it stands, and what can be done with it. */
final class SweepCell extends ListCell<SweepRow> {

  private static final PseudoClass SWEEP = PseudoClass.getPseudoClass("sweep");

  private final SweepsViewModel model;
  private final FontIcon icon = new FontIcon(Feather.CLOCK);
  private final Label title = new Label();
  private final Label text = Ui.quiet("");
  private final ProgressBar bar = new ProgressBar(0);
  private final Button pause;
  private final Button open;
  private final HBox row;
  private Subscription following = Subscription.EMPTY;

  SweepCell(SweepsViewModel model, SweepList list) {
    this.model = model;
    getStyleClass().add("sweep-cell");
    title.getStyleClass().add("queue-title");
    text.getStyleClass().add("number");
    title.setMinWidth(0);
    // What a run does not share with the others is at the end of its name.
    title.setTextOverrun(OverrunStyle.CENTER_ELLIPSIS);
    text.setMinWidth(0);
    bar.setMinWidth(60);
    HBox progress = new HBox(bar, text);
    progress.getStyleClass().add("queue-progress");
    progress.setAlignment(Pos.CENTER_LEFT);
    bar.managedProperty().bind(bar.visibleProperty());
    VBox texts = new VBox(title, progress);
    texts.setMinWidth(0);
    texts.getStyleClass().add("queue-texts");
    HBox.setHgrow(texts, Priority.ALWAYS);
    pause = Ui.iconButton(Feather.PAUSE, "Pause", "");
    open = Ui.iconButton(Feather.EYE, "Open", "Show it on the pages. Enter");
    open.managedProperty().bind(open.visibleProperty());
    for (Button button : new Button[] {pause, open}) {
      button.getStyleClass().add("small");
      button.setFocusTraversable(false);
    }
    pause.getStyleClass().add("sweep-pause");
    open.getStyleClass().add("sweep-open");
    pause.setOnAction(event -> pauseOrResume());
    open.setOnAction(event -> list.open(getItem()));
    pause.disableProperty().bind(model.askingProperty());
    HBox buttons = new HBox(pause, open);
    buttons.setMinWidth(HBox.USE_PREF_SIZE);
    Ui.shownWhen(buttons, hoverProperty().or(selectedProperty()));
    row = new HBox(icon, texts, buttons);
    row.getStyleClass().add("queue-row");
    row.setAlignment(Pos.CENTER_LEFT);
    row.setPrefWidth(0);
    setPrefWidth(0);
    setContentDisplay(ContentDisplay.GRAPHIC_ONLY);
    setOnMouseClicked(event -> {
      SweepRow item = getItem();
      if (item != null && (event.getClickCount() == 2 || isChevron(event.getX(), item))) {
        list.open(item);
      }
    });
  }

  private boolean isChevron(double x, SweepRow item) {
    return item.isSweep() && x < icon.getLayoutX() + icon.getLayoutBounds().getWidth() + 20;
  }

  private void pauseOrResume() {
    SweepRow item = getItem();
    if (item != null) {
      if (isPaused(item)) {
        model.resume(model.runs(item));
      } else {
        model.pause(model.runs(item));
      }
    }
  }

  private static boolean isPaused(SweepRow item) {
    return item.standingProperty().get().state() == RunState.PAUSED;
  }

  @Override
  protected void updateItem(@Nullable SweepRow item, boolean empty) {
    super.updateItem(item, empty);
    following.unsubscribe();
    following = Subscription.EMPTY;
    if (empty || item == null) {
      setGraphic(null);
      setTooltip(null);
      return;
    }
    pseudoClassStateChanged(SWEEP, item.isSweep());
    following = item.standingProperty().subscribe(now -> show(item, now));
    setGraphic(row);
  }

  private void show(SweepRow item, SweepRow.Standing now) {
    icon.setIconCode(icon(item, now));
    title.setText(now.title());
    text.setText(now.text());
    bar.setVisible(item.isSweep() || now.state() == RunState.RUNNING || now.done() > 0);
    bar.setProgress(now.done());
    boolean paused = isPaused(item);
    pause.setGraphic(new FontIcon(paused ? Feather.PLAY : Feather.PAUSE));
    pause.setAccessibleText(paused ? "Resume" : "Pause");
    String what = item.isSweep() ? "all of its runs" : "it";
    pause.setAccessibleHelp(
        paused
            ? "Submit %s again, from the last checkpoints.".formatted(what)
            : "End the jobs of %s; the checkpoints are kept.".formatted(what));
    // A sweep unfolds by the sign before it, and its line needs the space.
    open.setVisible(!item.isSweep());
    String words = now.title() + ", " + now.text();
    setAccessibleText(words);
    setTooltip(now.help().isEmpty() ? null : Ui.tooltip(now.help()));
  }

  private static Feather icon(SweepRow item, SweepRow.Standing now) {
    if (item.isSweep()) {
      return now.unfolded() ? Feather.CHEVRON_DOWN : Feather.CHEVRON_RIGHT;
    }
    return RunIcon.of(now.state());
  }
}
