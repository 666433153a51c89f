package palimpsest.bench.live;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.RunState;
import palimpsest.bench.look.Ui;
import palimpsest.bench.run.ObservedRun;
import palimpsest.bench.run.RunText;
import palimpsest.experiment.Durations;

/** Which run the room shows: title, how it stands, its settings, where it computes. */
final class RunHeader extends VBox {

  private static final DateTimeFormatter STARTED =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm", Locale.UK).withZone(ZoneId.systemDefault());

  private final Label title = new Label();
  private final Label state = new Label();
  private final Label facts = Ui.quiet("");
  private final Label settings = Ui.quiet("");
  private final Label reason = new Label();

  /**
   * A header of no run yet.
   *
   * @param intoForm takes a run's settings into the form
   */
  RunHeader(
      Consumer<ObservedRun> intoForm, java.util.function.Supplier<@Nullable ObservedRun> shown) {
    getStyleClass().add("run-header");
    title.setId("run-title");
    title.getStyleClass().add("run-title");
    title.setMinWidth(0);
    state.setId("run-state");
    state.getStyleClass().add("chip");
    state.setMinWidth(Label.USE_PREF_SIZE);
    facts.setId("run-facts");
    facts.setMinWidth(0);
    facts.setTextOverrun(OverrunStyle.ELLIPSIS);
    Button copy = new Button("Into the form", new org.kordamp.ikonli.javafx.FontIcon(Feather.COPY));
    copy.setId("into-form");
    copy.getStyleClass().add("flat");
    copy.setMinWidth(Button.USE_PREF_SIZE);
    Ui.named(
        copy, "Settings into the form", "Take this run's settings into the form, to run it again.");
    copy.setOnAction(event -> {
      ObservedRun run = shown.get();
      if (run != null) {
        intoForm.accept(run);
      }
    });
    HBox line = new HBox(title, state, facts, Ui.spacer(), copy);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("run-line");
    settings.setId("run-settings");
    reason.setId("run-reason");
    reason.getStyleClass().add("complaint");
    reason.setWrapText(true);
    Ui.shownWhen(reason, reason.textProperty().isNotEmpty());
    getChildren().addAll(line, settings, reason);
  }

  /** Shows a run as it is now. */
  void show(ObservedRun run) {
    title.setText(run.name());
    RunState now = run.state();
    state.setText(now.label());
    state.getStyleClass().removeIf(style -> style.startsWith("chip-"));
    state.getStyleClass().add("chip-" + now.label());
    settings.setText(RunText.settings(run.spec()));
    facts.setText(facts(run));
    reason.setText(run.archived().reason());
  }

  private static String facts(ObservedRun run) {
    StringBuilder facts = new StringBuilder("run ").append(run.id());
    if (!run.device().isEmpty()) {
      facts.append(" · ").append(run.device());
    }
    if (run.archived().started() != null) {
      facts.append(" · ").append(STARTED.format(run.archived().started()));
    }
    if (run.state().isOver() && run.archived().seconds() > 0) {
      facts.append(" · took ").append(Durations.text(run.archived().seconds()));
    }
    return facts.toString();
  }
}
