package palimpsest.bench.status;

import java.util.List;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.beans.value.ObservableDoubleValue;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ProgressBar;
import javafx.scene.layout.HBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.experiment.RunEvent.Progress;
import palimpsest.machine.NvidiaSmi;

/** The line at the bottom of the window. */
public final class StatusBar extends HBox {

  private static final long MEMORY_EVERY = 1_000_000_000L;

  private final RunViewModel runs;
  private final GpuLoad gpu = new GpuLoad(NvidiaSmi.here());
  private final Label place = new Label();
  private final ProgressBar bar = new ProgressBar(0);
  private final Label percent = number("status-percent");
  private final Label left = number("status-left");
  private final Label speed = number("status-speed");
  private final Label memory = number("status-memory");
  private final StringProperty elsewhere = new SimpleStringProperty(this, "elsewhere", "");
  private final DoubleProperty elsewhereDone = new SimpleDoubleProperty(this, "elsewhereDone", 0);
  private long memoryRead = Long.MIN_VALUE;

  /** A bar that follows these runs. */
  public StatusBar(RunViewModel runs) {
    this.runs = runs;
    getStyleClass().add("status");
    setAlignment(Pos.CENTER_LEFT);
    place.setId("status-place");
    bar.setId("status-progress");
    bar.setAccessibleText("Progress of the run");
    Ui.tip(memory, "Memory and CPU used by this program, and the GPU it computes on.");
    Ui.tip(
        speed, "Current and replayed images trained per second, averaged over the last moments.");
    getChildren().addAll(place, Ui.spacer(), bar, percent, left, speed, memory);
    bar.visibleProperty()
        .bind(runs.runningProperty().or(runs.pausedProperty()).or(elsewhere.isNotEmpty()));
    elsewhere.subscribe(this::update);
    elsewhereDone.subscribe(this::update);
    runs.progressProperty().subscribe(this::update);
    runs.remarkProperty().subscribe(this::update);
    runs.atOnceProperty().subscribe(this::update);
    for (ReadOnlyBooleanProperty state :
        List.of(
            runs.runningProperty(),
            runs.pausedProperty(),
            runs.pausingProperty(),
            runs.stoppingProperty())) {
      state.subscribe(this::update);
    }
    update();
  }

  /**
   * Says how runs on clusters stand while none trains here.
   *
   * @param text a line about them; empty while there are none
   * @param done the share of their training that is done, from 0 to 1
   */
  public void follow(ObservableStringValue text, ObservableDoubleValue done) {
    elsewhere.bind(text);
    elsewhereDone.bind(done);
  }

  /**
   * Looks at the memory, now and then.
   *
   * @param now nanoseconds on any clock
   */
  public void pulse(long now) {
    if (memoryRead == Long.MIN_VALUE || now - memoryRead > MEMORY_EVERY) {
      memoryRead = now;
      memory.setText(gpu.text(device()) + Memory.text());
    }
  }

  /** The device of the current run, if that run is the one shown. */
  private String device() {
    RunModel shown = runs.shownProperty().get();
    return runs.runningProperty().get()
            && shown != null
            && shown.id() == runs.queue().getFirst().id()
        ? shown.device()
        : "";
  }

  /** Looks no more at what costs something. */
  public void close() {
    gpu.close();
  }

  private void update() {
    Progress progress = runs.progressProperty().get();
    boolean running = runs.runningProperty().get();
    boolean paused = runs.pausedProperty().get();
    if (!running && !paused && !elsewhere.get().isEmpty()) {
      place.setText(elsewhere.get());
      bar.setProgress(elsewhereDone.get());
      percent.setText(StatusText.percent(elsewhereDone.get()));
      left.setText("");
      speed.setText("");
      return;
    }
    double done = done(progress, paused);
    int atOnce = runs.atOnceProperty().get();
    String beside = atOnce > 1 ? "%d runs at once · ".formatted(atOnce) : "";
    place.setText(
        beside
            + StatusText.sentence(
                progress,
                runs.remarkProperty().get(),
                StatusText.state(
                    running, paused, runs.pausingProperty().get(), runs.stoppingProperty().get())));
    bar.setProgress(running && progress == null ? -1 : done);
    percent.setText(paused || (running && progress != null) ? StatusText.percent(done) : "");
    left.setText(running && progress != null ? StatusText.left(progress) : "");
    speed.setText(running && progress != null ? StatusText.speed(progress) : "");
  }

  /** Of a run that was paused in an earlier session, only the archive knows how far it is. */
  private double done(@Nullable Progress progress, boolean paused) {
    if (progress != null) {
      return progress.done();
    }
    return paused && !runs.queue().isEmpty() ? runs.queue().getFirst().done() : 0;
  }

  private static Label number(String id) {
    Label label = Ui.quiet("");
    label.setId(id);
    label.getStyleClass().add("number");
    label.setMinWidth(Label.USE_PREF_SIZE);
    return label;
  }
}
