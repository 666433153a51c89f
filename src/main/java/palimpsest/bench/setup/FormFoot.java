package palimpsest.bench.setup;

import javafx.beans.binding.Bindings;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.value.ObservableBooleanValue;
import javafx.beans.value.ObservableStringValue;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.look.NonBreakingUnits;
import palimpsest.bench.look.Ui;

/**
 * The foot of the form, always in sight: what Run would start, with its memory and time, or why it
 * cannot.
 */
final class FormFoot extends VBox {

  private final SetupViewModel model;
  private final ReadOnlyStringWrapper fault = new ReadOnlyStringWrapper(this, "fault", "");
  private final ReadOnlyBooleanWrapper faulty = new ReadOnlyBooleanWrapper(this, "faulty", false);
  private @Nullable FieldModel inHand;

  /**
   * A foot.
   *
   * @param lead leads to the field that is wrong
   */
  FormFoot(SetupViewModel model, Actions actions, Runnable lead) {
    this.model = model;
    getStyleClass().add("setup-foot");
    Label why = line("fault", fault, "error", faulty);
    why.setOnMouseClicked(event -> lead.run());
    Estimate estimate = model.estimate();
    Label memory = line("memory", estimate.sizeProperty(), "quiet", faulty.not());
    memory.accessibleHelpProperty().bind(estimate.layersProperty());
    Ui.tip(memory);
    VBox words =
        new VBox(
            why,
            line("plan", model.planProperty(), "quiet", faulty.not()),
            memory,
            line("memory-shortage", estimate.shortageProperty(), "shortage", faulty.not()),
            line("estimate", estimate.textProperty(), "quiet", faulty.not()));
    words.getStyleClass().add("setup-words");
    getChildren().addAll(words, gridButton(actions));
    // The form above gives way: what keeps it from being run is read in full.
    setMinHeight(USE_PREF_SIZE);
    model.hindranceProperty().subscribe(this::follow);
  }

  /** Whether something keeps the form from being run. */
  ReadOnlyBooleanProperty faultyProperty() {
    return faulty.getReadOnlyProperty();
  }

  /** Speaks first of this field, if it is wrong. */
  void inHand(@Nullable FieldModel field) {
    inHand = field;
    follow();
  }

  private void follow() {
    fault.set(model.fault(inHand));
    faulty.set(!fault.get().isEmpty());
  }

  private static Label line(
      String id, ObservableStringValue text, String style, ObservableBooleanValue when) {
    Label line = new Label();
    line.setId(id);
    line.getStyleClass().addAll("plan", style);
    line.setWrapText(true);
    line.setMinHeight(Label.USE_PREF_SIZE);
    line.textProperty().bind(NonBreakingUnits.of(text));
    Ui.shownWhen(line, Bindings.isNotEmpty(text).and(when));
    return line;
  }

  private static Button gridButton(Actions actions) {
    Action grid = actions.get("grid");
    Button button = new Button("Queue a grid…", new FontIcon(Feather.GRID));
    button.setId("grid");
    button.setMaxWidth(Double.MAX_VALUE);
    Ui.named(
        button,
        "Queue a grid",
        grid.tip("Several values of any settings at once: one run per combination."));
    button.setOnAction(event -> actions.perform(grid));
    return button;
  }
}
