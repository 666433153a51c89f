package palimpsest.bench.status;

import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.bench.run.RunViewModel;
import palimpsest.experiment.RunEvent.Progress;

/** The line at the bottom of the window. */
public final class StatusBar extends HBox {

  private static final long MEMORY_EVERY = 1_000_000_000L;

  private final RunViewModel runs;
  private final Label place = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final Label percent = number("status-percent");
  private final Label left = number("status-left");
  private final Label speed = number("status-speed");
  private final Label memory = number("status-memory");
  private long memoryRead = Long.MIN_VALUE;

  /** A bar that follows these runs. */
  public StatusBar(RunViewModel runs) {
    this.runs = runs;
    getStyleClass().add("status");
    setAlignment(Pos.CENTER_LEFT);
    place.setId("status-place");
    bar.setId("status-progress");
    bar.setAccessibleText("Share of the run done");
    memory.setTooltip(Ui.tip("Memory that this program holds."));
    speed.setTooltip(Ui.tip("Current and replayed images trained a second, lately."));
    getChildren().addAll(place, Ui.spacer(), bar, percent, left, speed, memory);
    bar.visibleProperty().bind(runs.runningProperty());
    runs.progressProperty().subscribe(this::update);
    runs.remarkProperty().subscribe(this::update);
    runs.runningProperty().subscribe(this::update);
    update();
  }

  /**
   * Looks at the memory, now and then.
   *
   * @param now nanoseconds on any clock
   */
  public void pulse(long now) {
    if (memoryRead == Long.MIN_VALUE || now - memoryRead > MEMORY_EVERY) {
      memoryRead = now;
      memory.setText(Memory.text());
    }
  }

  private void update() {
    Progress progress = runs.progressProperty().get();
    String remark = runs.remarkProperty().get();
    boolean running = runs.runningProperty().get();
    place.setText(sentence(progress, remark, running));
    boolean counting = running && progress != null;
    bar.setProgress(progress == null ? (running ? -1 : 0) : progress.done());
    percent.setText(counting && progress != null ? StatusText.percent(progress) : "");
    left.setText(counting && progress != null ? StatusText.left(progress) : "");
    speed.setText(counting && progress != null ? StatusText.speed(progress) : "");
  }

  private static String sentence(@Nullable Progress progress, String remark, boolean running) {
    if (!running) {
      return remark.isEmpty() ? "ready" : remark;
    }
    if (progress == null) {
      return remark;
    }
    String place = StatusText.place(progress);
    return remark.isEmpty() ? place : place + " · " + remark;
  }

  private static Label number(String id) {
    Label label = Ui.quiet("");
    label.setId(id);
    label.getStyleClass().add("number");
    label.setMinWidth(Label.USE_PREF_SIZE);
    return label;
  }
}
