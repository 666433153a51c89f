package palimpsest.bench.live;

import java.util.function.Consumer;
import java.util.function.Supplier;
import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.OverrunStyle;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunText;
import palimpsest.experiment.Durations;

/** The header of the shown run: title, state, settings, device. */
final class RunHeader extends VBox {

  private final Label title = new Label();
  private final Label state = new Label();
  private final Label facts = Ui.quiet("");
  private final Label settings = Ui.quiet("");
  private final Label reason = new Label();
  private final Button follow = new Button("Show running", new FontIcon(Feather.RADIO));
  private final Button onwards;

  /**
   * A header of no run yet.
   *
   * @param intoForm takes a run's settings into the form
   * @param goOn resumes a run that was interrupted
   */
  RunHeader(
      Consumer<RunModel> intoForm, Consumer<RunModel> goOn, Supplier<@Nullable RunModel> shown) {
    getStyleClass().add("run-header");
    title.setId("run-title");
    title.getStyleClass().add("run-title");
    title.setMinWidth(0);
    state.setId("run-state");
    state.getStyleClass().add("chip");
    state.setMinWidth(Label.USE_PREF_SIZE);
    facts.setId("run-facts");
    facts.setMinWidth(0);
    // The title comes first; what it leaves is theirs.
    facts.setPrefWidth(0);
    facts.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(facts, Priority.ALWAYS);
    facts.setTextOverrun(OverrunStyle.ELLIPSIS);
    Button copy = button("To form", Feather.COPY, intoForm, shown);
    copy.setId("into-form");
    Ui.named(copy, "Settings to form", "Copy this run's settings to the form.");
    onwards = button("Resume", Feather.FAST_FORWARD, goOn, shown);
    onwards.setId("run-go-on");
    Ui.named(onwards, "Resume", "Resume this run from its last checkpoint. Ctrl+Shift+G");
    onwards.managedProperty().bind(onwards.visibleProperty());
    follow.setId("run-follow");
    follow.getStyleClass().add("flat");
    follow.setMinWidth(Button.USE_PREF_SIZE);
    follow.managedProperty().bind(follow.visibleProperty());
    Ui.named(
        follow,
        "Follow the running run",
        "Shows the run that is training now, and those after it.");
    HBox line = new HBox(title, state, facts, follow, onwards, copy);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("run-line");
    settings.setId("run-settings");
    Ui.tip(facts);
    Ui.tip(state);
    Ui.tip(reason);
    Ui.tip(settings);
    reason.setId("run-reason");
    reason.getStyleClass().add("error");
    reason.setWrapText(true);
    reason.setMinHeight(Label.USE_PREF_SIZE);
    Ui.shownWhen(reason, reason.textProperty().isNotEmpty());
    getChildren().addAll(line, settings, reason);
  }

  /** The button that goes to the run under way; seen while another one is shown. */
  Button follow() {
    return follow;
  }

  private static Button button(
      String text, Feather icon, Consumer<RunModel> use, Supplier<@Nullable RunModel> shown) {
    Button button = new Button(text, new FontIcon(icon));
    button.getStyleClass().add("flat");
    button.setMinWidth(Button.USE_PREF_SIZE);
    button.setOnAction(event -> {
      RunModel run = shown.get();
      if (run != null) {
        use.accept(run);
      }
    });
    return button;
  }

  /**
   * Shows a run as it is now.
   *
   * @param left whether it was interrupted and may be resumed
   */
  void show(RunModel run, boolean left) {
    onwards.setVisible(left);
    title.setText(run.name());
    state.setText(run.archived().standing());
    state.getStyleClass().removeIf(style -> style.startsWith("chip-"));
    state
        .getStyleClass()
        .add("chip-" + (run.archived().isAtChance() ? "chance" : run.state().label()));
    settings.setText(RunText.settings(run.spec()));
    facts.setText(facts(run));
    String origin = RunText.origin(run.archived(), run.stretches());
    facts.setAccessibleHelp(origin);
    settings.setAccessibleHelp(origin);
    reason.setText(NonBreakingUnits.of(run.archived().remark()));
    state.setAccessibleHelp(run.archived().remark());
    reason.setAccessibleHelp(run.archived().remark());
  }

  private static String facts(RunModel run) {
    StringBuilder facts = new StringBuilder("run ").append(run.id());
    if (!run.device().isEmpty()) {
      facts.append(" · ").append(run.device());
    }
    if (run.archived().started() != null) {
      facts.append(" · ").append(RunText.time(run.archived().started()));
    }
    if (run.state().isOver() && run.archived().seconds() > 0) {
      facts.append(" · took ").append(Durations.text(run.archived().seconds()));
    }
    if (run.archived().started() != null) {
      facts.append(" · ").append(run.archived().data().label());
    }
    return facts.toString();
  }
}
