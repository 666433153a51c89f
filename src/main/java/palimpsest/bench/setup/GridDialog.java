package palimpsest.bench.setup;

import atlantafx.base.theme.Styles;
import java.util.List;
import java.util.function.Consumer;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.geometry.Pos;
import javafx.scene.Scene;
import javafx.scene.control.Button;
import javafx.scene.control.CheckBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.stage.Modality;
import javafx.stage.Stage;
import javafx.stage.Window;
import palimpsest.bench.look.Sheet;
import palimpsest.bench.look.Ui;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.SpecDraft;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.Representation;
import palimpsest.setting.Setting;
import palimpsest.strategy.Strategies;
import palimpsest.strategy.Strategy;

/** Asks which runs a grid is to have, and says how many and how long before one says yes. */
public final class GridDialog {

  private static final int COLUMNS = 3;

  private final GridViewModel model;
  private final Consumer<List<ExperimentSpec>> queue;
  private final Stage stage = new Stage();

  /**
   * A dialog, not shown yet.
   *
   * @param owner the window it lies over
   * @param queue takes the runs once the person says yes
   */
  public GridDialog(Window owner, GridViewModel model, Consumer<List<ExperimentSpec>> queue) {
    this.model = model;
    this.queue = queue;
    stage.initOwner(owner);
    stage.initModality(Modality.WINDOW_MODAL);
    stage.setTitle("Queue a grid");
  }

  /** Made when it is first shown, so that the window need not wait for it at its start. */
  private Scene scene() {
    VBox root =
        new VBox(
            intro(),
            choices("Strategy", "strategy", null, Strategies.ALL.components()),
            choices(
                "Fisher",
                "representation",
                FisherSettings.REPRESENTATION,
                List.of(Representation.values())),
            lists(),
            summary(),
            buttons());
    root.getStyleClass().addAll("bench", "grid-dialog");
    VBox.setVgrow(root.getChildren().get(4), Priority.ALWAYS);
    Sheet.dress(root, "bench");
    Sheet.dress(root, "setup");
    Scene scene = new Scene(root);
    scene
        .getAccelerators()
        .put(new KeyCodeCombination(KeyCode.ENTER, KeyCodeCombination.SHORTCUT_DOWN), this::accept);
    return scene;
  }

  /** Shows it, filled with what the form says. */
  public void show(SpecDraft form) {
    if (stage.getScene() == null) {
      stage.setScene(scene());
      stage.setMinWidth(560);
      stage.setMinHeight(520);
    }
    model.begin(form);
    stage.show();
    stage.toFront();
  }

  private static Label intro() {
    Label intro =
        Ui.quiet(
            "One run for every combination of these; everything else is as in the form."
                + " Settings that a strategy does not use add no runs of it.");
    intro.setWrapText(true);
    intro.setMinHeight(Label.USE_PREF_SIZE);
    return intro;
  }

  private VBox choices(
      String title, String id, @org.jspecify.annotations.Nullable Setting<?> field, List<?> kinds) {
    GridPane boxes = new GridPane();
    boxes.getStyleClass().add("grid-choices");
    for (int i = 0; i < kinds.size(); i++) {
      boxes.add(box(id, kinds.get(i)), i % COLUMNS, i / COLUMNS);
    }
    Label heading = new Label(title);
    heading.getStyleClass().add("heading");
    VBox group = new VBox(heading, boxes);
    if (field != null) {
      boxes.disableProperty().bind(model.used(field).not());
      heading
          .textProperty()
          .bind(
              Bindings.when(model.used(field))
                  .then(title)
                  .otherwise(title + " – not used by these strategies"));
    }
    return group;
  }

  private CheckBox box(String id, Object kind) {
    Choice choice;
    BooleanProperty chosen;
    switch (kind) {
      case Strategy strategy -> {
        choice = new Choice(strategy.key(), strategy.label(), strategy.help());
        chosen = model.strategy(strategy);
      }
      case Representation representation -> {
        choice = new Choice(representation.key(), representation.label(), representation.help());
        chosen = model.representation(representation);
      }
      default -> throw new IllegalArgumentException(kind.toString());
    }
    CheckBox box = new CheckBox(choice.label());
    box.setId("grid-" + id + "-" + choice.key());
    Ui.tip(box, choice.help());
    box.setMinWidth(156);
    box.selectedProperty().bindBidirectional(chosen);
    return box;
  }

  private VBox lists() {
    VBox rows = new VBox();
    rows.getStyleClass().add("grid-lists");
    for (Setting<?> field : GridViewModel.LISTS) {
      TextField values = new TextField();
      values.setId("grid-" + field.key());
      values.setAccessibleText(SeedTexts.label(field));
      values.textProperty().bindBidirectional(model.text(field));
      values.disableProperty().bind(model.used(field).not());
      Ui.tip(
          values,
          "Several, separated by commas"
              + (field == CommonSettings.SEED ? ", ranges too: 42-46,50." : ": 1,10,100.")
              + "\n\n"
              + SeedTexts.help(field));
      HBox.setHgrow(values, Priority.ALWAYS);
      Label label = new Label(SeedTexts.label(field));
      label.setLabelFor(values);
      label.getStyleClass().add("field-label");
      label.disableProperty().bind(values.disableProperty());
      HBox line = new HBox(label, values);
      line.setAlignment(Pos.CENTER_LEFT);
      line.getStyleClass().add("field-line");
      Label complaint = new Label();
      complaint.setId("grid-complaint-" + field.key());
      complaint.getStyleClass().add("complaint");
      complaint.setWrapText(true);
      complaint.setMinHeight(Label.USE_PREF_SIZE);
      complaint.textProperty().bind(model.complaint(field));
      Ui.shownWhen(complaint, model.complaint(field).isNotEmpty());
      model
          .complaint(field)
          .subscribe(text -> values.pseudoClassStateChanged(Styles.STATE_DANGER, !text.isEmpty()));
      rows.getChildren().addAll(line, complaint);
    }
    return rows;
  }

  private VBox summary() {
    Label count = new Label();
    count.setId("grid-count");
    count.getStyleClass().add("grid-count");
    count
        .textProperty()
        .bind(Bindings.createStringBinding(this::countText, model.runsProperty(), hindrance()));
    Label estimate = Ui.quiet("");
    estimate.setId("grid-estimate");
    estimate.setWrapText(true);
    estimate
        .textProperty()
        .bind(
            Bindings.when(hindrance().isEmpty())
                .then(model.estimateProperty())
                .otherwise(
                    Bindings.when(model.faultyFieldsProperty())
                        .then("A value above is not valid.")
                        .otherwise(hindrance())));
    Label memory = Ui.quiet("");
    memory.setId("grid-memory");
    memory.setWrapText(true);
    memory.textProperty().bind(model.memoryProperty());
    Ui.shownWhen(memory, model.memoryProperty().isNotEmpty());
    VBox summary = new VBox(count, estimate, memory);
    summary.getStyleClass().add("grid-summary");
    return summary;
  }

  private javafx.beans.property.ReadOnlyStringProperty hindrance() {
    return model.hindranceProperty();
  }

  private String countText() {
    int runs = model.runsProperty().get().size();
    return runs == 0
        ? (hindrance().get().isEmpty() ? "counting …" : "No runs yet")
        : runs == 1 ? "1 run" : "%,d runs".formatted(runs);
  }

  private HBox buttons() {
    Button yes = new Button();
    yes.setId("grid-queue");
    yes.setDefaultButton(true);
    yes.disableProperty()
        .bind(
            Bindings.createBooleanBinding(
                () -> model.runsProperty().get().isEmpty(), model.runsProperty()));
    yes.textProperty()
        .bind(
            Bindings.createStringBinding(
                () -> {
                  int runs = model.runsProperty().get().size();
                  return runs == 0
                      ? "Queue"
                      : runs == 1 ? "Queue 1 run" : "Queue %,d runs".formatted(runs);
                },
                model.runsProperty()));
    yes.setOnAction(event -> accept());
    Button no = new Button("Cancel");
    no.setId("grid-cancel");
    no.setCancelButton(true);
    no.setOnAction(event -> stage.hide());
    HBox buttons = new HBox(Ui.spacer(), no, yes);
    buttons.getStyleClass().add("grid-buttons");
    return buttons;
  }

  private void accept() {
    List<ExperimentSpec> runs = model.runsProperty().get();
    if (!runs.isEmpty()) {
      stage.hide();
      queue.accept(runs);
    }
  }
}
