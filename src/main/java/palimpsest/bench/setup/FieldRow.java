package palimpsest.bench.setup;

import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import java.util.List;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.Pos;
import javafx.scene.Parent;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.Unbroken;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Kind;
import palimpsest.strategy.Ewc;

/** One line of the form: label, control, and below them what is wrong, if anything is. */
final class FieldRow extends VBox {

  private final FieldModel model;
  private final ObservableValue<String> images;
  private final Label complaint = new Label();
  private boolean following;

  /**
   * A line for a field.
   *
   * @param mnemonic the label, with an underscore before the letter that leads to the control
   * @param images the chosen image set
   */
  FieldRow(FieldModel model, String mnemonic, ObservableValue<String> images) {
    this.model = model;
    this.images = images;
    getStyleClass().add("field-row");
    // A complaint that hangs out over other rows must not take their clicks.
    setPickOnBounds(false);
    Control control = control();
    control.setId("field-" + SpecLayout.id(model.field()));
    control.setAccessibleText(SeedTexts.label(model.field()));
    control.accessibleHelpProperty().bind(model.tipProperty());
    if (control instanceof TasksField tasks) {
      tasks.tip(model.tipProperty());
    }
    control.setMaxWidth(Double.MAX_VALUE);
    control.disableProperty().bind(model.enabledProperty().not());
    Label label = new Label(mnemonic);
    label.setMnemonicParsing(true);
    label.setLabelFor(control instanceof TasksField tasks ? tasks.first() : control);
    label.getStyleClass().add("field-label");
    label.disableProperty().bind(control.disableProperty());
    HBox line = new HBox(label, control);
    line.setAlignment(Pos.CENTER_LEFT);
    line.getStyleClass().add("field-line");
    if (model.field() == Ewc.IMPORTANCE) {
      line.getChildren().add(slider(control));
    }
    HBox.setHgrow(control, control instanceof ToggleSwitch ? Priority.NEVER : Priority.ALWAYS);
    // On the line, not on the control: a disabled control shows no tooltip, and then it is needed.
    line.accessibleHelpProperty().bind(model.tipProperty());
    Ui.tip(line);
    complain(control);
    getChildren().addAll(line, complaint);
  }

  /**
   * Puts the complaint over what stands below, and above the field where the form ends: nothing may
   * move under the hands of who writes.
   */
  @Override
  protected void layoutChildren() {
    super.layoutChildren();
    if (complaint.isVisible()) {
      double height = complaint.prefHeight(getWidth());
      Parent form = getParent();
      boolean below =
          form == null
              || getBoundsInParent().getMaxY() + height <= form.getLayoutBounds().getHeight();
      complaint.resizeRelocate(0, below ? getHeight() : -height, getWidth(), height);
    }
  }

  private LogSlider slider(Control field) {
    field.setMaxWidth(72);
    field.setMinWidth(72);
    LogSlider slider = new LogSlider(model.textProperty(), -2, 6);
    slider.setId("slider-" + SpecLayout.id(model.field()));
    slider.setAccessibleText(model.field().label() + ", by powers of ten");
    slider.disableProperty().bind(field.disableProperty());
    slider.setMinWidth(60);
    HBox.setHgrow(slider, Priority.ALWAYS);
    return slider;
  }

  private void complain(Control control) {
    complaint.setId("complaint-" + SpecLayout.id(model.field()));
    complaint.getStyleClass().addAll("complaint", "bubble");
    complaint.setWrapText(true);
    complaint.setManaged(false);
    complaint.setMouseTransparent(true);
    complaint.textProperty().bind(Unbroken.of(model.complaintProperty()));
    complaint
        .visibleProperty()
        .bind(
            Bindings.isNotEmpty(model.complaintProperty())
                .and(control.focusWithinProperty().or(hoverProperty())));
    complaint.visibleProperty().subscribe(shown -> requestLayout());
    complaint.textProperty().subscribe(text -> requestLayout());
    viewOrderProperty().bind(Bindings.when(complaint.visibleProperty()).then(-1).otherwise(0));
    model
        .complaintProperty()
        .subscribe(text -> control.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
  }

  private Control control() {
    List<Choice> choices = Choice.of(model.field());
    if (!choices.isEmpty()) {
      return choiceBox(choices);
    }
    if (model.field() == DataSettings.TASKS) {
      return new TasksField(model.textProperty(), images);
    }
    if (model.field() == CommonSettings.DEVICE) {
      return suggestingBox();
    }
    return model.field().kind() instanceof Kind.Truth ? toggle() : textField();
  }

  private TextField textField() {
    TextField field = new TextField();
    field.textProperty().bindBidirectional(model.textProperty());
    field
        .promptTextProperty()
        .bind(
            Bindings.when(model.variesProperty())
                .then("varies")
                .otherwise(model.field().initialText().isEmpty() ? "optional" : ""));
    return field;
  }

  /** A field to type into that also offers what is likely. */
  private ComboBox<String> suggestingBox() {
    ComboBox<String> box = new ComboBox<>(model.suggestions());
    box.setEditable(true);
    box.getEditor().textProperty().bindBidirectional(model.textProperty());
    box.promptTextProperty()
        .bind(Bindings.when(model.variesProperty()).then("varies").otherwise(""));
    return box;
  }

  private ToggleSwitch toggle() {
    ToggleSwitch toggle = new ToggleSwitch();
    model
        .textProperty()
        .subscribe(text -> toggle.setSelected(text.strip().equalsIgnoreCase("true")));
    toggle
        .selectedProperty()
        .subscribe(on -> {
          if (model.enabledProperty().get()) {
            model.textProperty().set(Boolean.toString(on));
          }
        });
    return toggle;
  }

  private ComboBox<Choice> choiceBox(List<Choice> choices) {
    ComboBox<Choice> box = new ComboBox<>();
    box.getItems().setAll(choices);
    box.setCellFactory(list -> new ChoiceCell(list));
    box.setButtonCell(new ChoiceCell(null));
    box.promptTextProperty()
        .bind(Bindings.when(model.variesProperty()).then("varies").otherwise(""));
    model.textProperty().subscribe(text -> follow(box, text));
    box.valueProperty()
        .subscribe(choice -> {
          if (choice != null && !following) {
            model.textProperty().set(choice.key());
          }
        });
    return box;
  }

  private void follow(ComboBox<Choice> box, String text) {
    following = true;
    try {
      Choice match = null;
      for (Choice choice : box.getItems()) {
        if (choice.key().equals(text.strip())) {
          match = choice;
        }
      }
      box.getSelectionModel().clearSelection();
      if (match != null) {
        box.getSelectionModel().select(match);
      }
    } finally {
      following = false;
    }
  }

  /** A choice by its label; in the list, with what it means in a tooltip. */
  private static final class ChoiceCell extends ListCell<Choice> {
    private final boolean inList;

    ChoiceCell(@Nullable ListView<Choice> list) {
      inList = list != null;
    }

    @Override
    protected void updateItem(@Nullable Choice choice, boolean empty) {
      super.updateItem(choice, empty);
      setText(empty || choice == null ? (inList ? "" : "varies") : choice.label());
      setTooltip(
          inList && choice != null && !choice.help().isEmpty() ? Ui.tooltip(choice.help()) : null);
    }
  }
}
