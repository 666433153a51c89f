package palimpsest.bench.setup;

import atlantafx.base.controls.CustomTextField;
import atlantafx.base.controls.ToggleSwitch;
import atlantafx.base.theme.Styles;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.css.PseudoClass;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.ComboBox;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Control;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.TypedChoice;
import palimpsest.bench.look.Ui;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Kind;

/** One line of the form: label and control, which is marked while its value is wrong. */
final class FieldRow extends HBox {

  private static final PseudoClass LEADING = PseudoClass.getPseudoClass("leading");

  private final FieldModel model;
  private final ObservableValue<String> images;
  private final Label label = new Label();
  private final Control control;
  private boolean following;

  /**
   * A line for a field.
   *
   * @param images the chosen image set
   */
  FieldRow(FieldModel model, ObservableValue<String> images) {
    this.model = model;
    this.images = images;
    control = control();
    control.setId("field-" + SpecLayout.id(model.field()));
    control.setAccessibleText(SeedTexts.label(model.field()));
    control.accessibleHelpProperty().bind(model.tipProperty());
    if (control instanceof TasksField tasks) {
      tasks.tip(model.tipProperty());
    }
    control.setMaxWidth(Double.MAX_VALUE);
    control.disableProperty().bind(model.enabledProperty().not());
    label.setMnemonicParsing(true);
    label.setLabelFor(target());
    label.getStyleClass().add("field-label");
    label.setWrapText(true);
    label.setMinHeight(USE_PREF_SIZE);
    label.disableProperty().bind(control.disableProperty());
    getChildren().addAll(label, control);
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().add("field-line");
    if (model.field().kind() instanceof Kind.Real real
        && real.scale() instanceof Kind.Real.Scale.Logarithmic scale) {
      getChildren().add(slider(scale, real.read("0").isPresent()));
    }
    setHgrow(control, control instanceof ToggleSwitch ? Priority.NEVER : Priority.ALWAYS);
    // On the line, not on the control: a disabled control shows no tooltip, and then it is needed.
    accessibleHelpProperty().bind(model.tipProperty());
    Ui.tip(this);
    model
        .errorProperty()
        .subscribe(text -> control.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
  }

  /** The field of this line. */
  FieldModel model() {
    return model;
  }

  /** The node that has the focus when someone is led to the field. */
  Node target() {
    return control instanceof TasksField tasks ? tasks.first() : control;
  }

  /**
   * Writes the label.
   *
   * @param mnemonic the label, with an underscore before the letter that leads to the control
   * @param leading whether it is the heading of those below it
   */
  void label(String mnemonic, boolean leading) {
    label.setMnemonicParsing(mnemonic.contains("_"));
    label.setText(mnemonic);
    pseudoClassStateChanged(LEADING, leading);
  }

  private LogSlider slider(Kind.Real.Scale.Logarithmic scale, boolean zero) {
    control.setMaxWidth(72);
    control.setMinWidth(72);
    LogSlider slider = new LogSlider(model.textProperty(), scale.least(), scale.most(), zero);
    slider.setId("slider-" + SpecLayout.id(model.field()));
    slider.setAccessibleText(model.field().label() + ", by powers of ten");
    slider.disableProperty().bind(control.disableProperty());
    slider.setMinWidth(60);
    setHgrow(slider, Priority.ALWAYS);
    return slider;
  }

  private Control control() {
    if (model.field() == ScenarioSettings.JOINED_TASKS) {
      return new TasksField(model.textProperty(), images);
    }
    if (model.field() == CommonSettings.DEVICE) {
      return suggestingBox();
    }
    return switch (model.field().kind()) {
      case Kind.OneOf<?> choice -> choiceBox(choice);
      case Kind.Truth _ -> toggle();
      default -> textField();
    };
  }

  private TextField textField() {
    CustomTextField field = new CustomTextField();
    if (model.field().hasZero()) {
      Label meaning = Ui.quiet("");
      meaning.setMouseTransparent(true);
      meaning
          .textProperty()
          .bind(
              Bindings.createStringBinding(
                  () -> model.field().meaning(model.textProperty().get()), model.textProperty()));
      field.setRight(meaning);
    }
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
    toggle.textProperty().bind(Bindings.when(model.variesProperty()).then("varies").otherwise(""));
    model
        .textProperty()
        .subscribe(text -> toggle.setSelected(text.strip().equalsIgnoreCase("true")));
    toggle
        .selectedProperty()
        .addListener((observed, was, on) -> {
          if (model.enabledProperty().get()) {
            model.textProperty().set(Boolean.toString(on));
          }
        });
    return toggle;
  }

  private ComboBox<Kind.OneOf.Option<?>> choiceBox(Kind.OneOf<?> choice) {
    ComboBox<Kind.OneOf.Option<?>> box = new ComboBox<>();
    box.getItems().setAll(choice.options());
    // Image sets can be added and removed while the form is open.
    box.addEventHandler(ComboBoxBase.ON_SHOWING, event -> refresh(box, choice));
    box.setCellFactory(list -> new ChoiceCell(list, model));
    box.setButtonCell(new ChoiceCell(null, model));
    TypedChoice.in(box, Kind.OneOf.Option::label);
    box.promptTextProperty()
        .bind(Bindings.when(model.variesProperty()).then("varies").otherwise(""));
    model.textProperty().subscribe(text -> follow(box, text));
    box.valueProperty()
        .subscribe(option -> {
          if (option != null && !following) {
            model.textProperty().set(option.key());
          }
        });
    return box;
  }

  private void refresh(ComboBox<Kind.OneOf.Option<?>> box, Kind.OneOf<?> choice) {
    if (!box.getItems().equals(choice.options())) {
      following = true;
      try {
        box.getItems().setAll(choice.options());
      } finally {
        following = false;
      }
      follow(box, model.textProperty().get());
    }
  }

  private void follow(ComboBox<Kind.OneOf.Option<?>> box, String text) {
    following = true;
    try {
      box.getSelectionModel().clearSelection();
      box.getItems().stream()
          .filter(option -> option.key().equals(text.strip()))
          .findFirst()
          .ifPresent(box.getSelectionModel()::select);
    } finally {
      following = false;
    }
  }

  /** A choice by its label; in the list, with what it means in a tooltip. */
  private static final class ChoiceCell extends ListCell<Kind.OneOf.Option<?>> {
    private final boolean inList;
    private final FieldModel model;

    ChoiceCell(@Nullable ListView<Kind.OneOf.Option<?>> list, FieldModel model) {
      inList = list != null;
      this.model = model;
    }

    @Override
    protected void updateItem(Kind.OneOf.@Nullable Option<?> option, boolean empty) {
      super.updateItem(option, empty);
      setText(empty || option == null ? (inList ? "" : unlisted()) : option.label());
      setTooltip(
          inList && option != null && !option.help().isEmpty() ? Ui.tooltip(option.help()) : null);
    }

    /** A word that is not on offer, or that several runs differ. */
    private String unlisted() {
      return model.variesProperty().get() ? "varies" : model.textProperty().get();
    }
  }
}
