package palimpsest.bench.setup;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javafx.application.Platform;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.StringExpression;
import javafx.beans.value.ObservableStringValue;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.look.Sheet;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.Unbroken;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecLayout;
import palimpsest.setting.Setting;

/** The form on the left: what is used most comes first, what is used least is folded away. */
public final class SetupForm extends ScrollPane {

  private final SetupViewModel model;
  private final TitledPane more;
  private final Set<Character> mnemonics = new HashSet<>();

  /**
   * A form.
   *
   * @param model the model of the form
   * @param images the images missing for its runs
   * @param chooser asks for another folder of image sets
   * @param actions those of the window, of which the form offers some
   */
  public SetupForm(SetupViewModel model, ImagesModel images, Runnable chooser, Actions actions) {
    this.model = model;
    Sheet.dress(this, "setup");
    getStyleClass().addAll("setup", "edge-to-edge");
    setId("setup");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    VBox rows = new VBox();
    rows.getStyleClass().add("setup-rows");
    rows.getChildren().add(new PresetRow(model, actions, mnemonic("Preset")));
    rows.getChildren().add(heading("Method"));
    addRows(rows, FormOrder.METHOD);
    rows.getChildren().add(plan());
    rows.getChildren().add(memory());
    rows.getChildren().add(heading("Training"));
    addRows(rows, FormOrder.TRAINING);
    int below = FormOrder.TRAINING.size() - FormOrder.TRAINING.indexOf(DataSettings.TASKS) - 1;
    rows.getChildren()
        .add(
            rows.getChildren().size() - below,
            new ImagesRow(images, actions.get("fetch-images"), chooser));
    rows.getChildren().add(gridButton(actions));
    rows.getChildren().add(estimate());
    rows.getChildren().add(new DataRow(images, chooser));
    more = more();
    rows.getChildren().add(more);
    setContent(rows);
  }

  /** Leads to the topmost field that says something wrong, and gives its complaint. */
  public String showFault() {
    FieldModel wrong = model.wrongField();
    if (wrong == null) {
      return model.hindranceProperty().get();
    }
    if (FormOrder.MORE.contains(wrong.field())) {
      more.setExpanded(true);
      applyCss();
      layout();
    }
    Node control = lookup("#field-" + SpecLayout.id(wrong.field()));
    if (control != null) {
      (control instanceof TasksField tasks ? tasks.first() : control).requestFocus();
      reveal(control);
    }
    return wrong.complaintProperty().get();
  }

  /** Scrolls until something begins at the upper edge, as far as there is enough below it. */
  private void revealTop(Node part) {
    applyCss();
    layout();
    double hidden = getContent().getLayoutBounds().getHeight() - getViewportBounds().getHeight();
    if (hidden > 0) {
      double top = getContent().sceneToLocal(part.localToScene(0, 0)).getY();
      setVvalue(Math.clamp(top / hidden, 0, 1));
    }
  }

  /** Scrolls until a control is seen. */
  private void reveal(Node control) {
    double hidden = getContent().getLayoutBounds().getHeight() - getViewportBounds().getHeight();
    if (hidden > 0) {
      double top = getContent().sceneToLocal(control.localToScene(0, 0)).getY();
      setVvalue(Math.clamp((top - getViewportBounds().getHeight() / 2) / hidden, 0, 1));
    }
  }

  private TitledPane more() {
    VBox rows = new VBox();
    rows.getStyleClass().add("setup-more");
    TitledPane more = new TitledPane("More", rows);
    more.setId("setup-more");
    more.getStyleClass().addAll("dense", "more");
    more.setExpanded(false);
    more.setAnimated(false);
    // Half of the form's rows are made when someone asks for them: the window need not wait.
    more.expandedProperty()
        .subscribe(unfolded -> {
          if (unfolded && rows.getChildren().isEmpty()) {
            addRows(rows, FormOrder.MORE);
          }
          if (unfolded) {
            // It has no height before it has been laid out.
            Platform.runLater(() -> revealTop(more));
          }
        });
    return more;
  }

  private void addRows(VBox rows, List<Setting<?>> fields) {
    for (Setting<?> field : fields) {
      rows.getChildren()
          .add(
              new FieldRow(
                  model.field(field),
                  mnemonic(SeedTexts.label(field)),
                  model.field(DataSettings.IMAGES).textProperty()));
    }
  }

  private Label plan() {
    Label plan = Ui.quiet("");
    plan.setId("plan");
    plan.getStyleClass().add("plan");
    plan.setWrapText(true);
    plan.textProperty().bind(Unbroken.of(model.planProperty()));
    return plan;
  }

  private static HBox gridButton(Actions actions) {
    Action grid = actions.get("grid");
    Button button = new Button("Queue a grid…", new FontIcon(Feather.GRID));
    button.setId("grid");
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    Ui.named(
        button,
        "Queue a grid",
        grid.tip(
            "Several strategies, representations, seeds or other settings at once: one run"
                + " per combination."));
    button.setOnAction(event -> actions.perform(grid));
    Label label = new Label("");
    label.getStyleClass().add("field-label");
    HBox row = new HBox(label, button);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("field-line");
    return row;
  }

  private Label estimate() {
    Label estimate = Ui.quiet("");
    estimate.setId("estimate");
    estimate.getStyleClass().add("plan");
    estimate.setWrapText(true);
    estimate.textProperty().bind(Unbroken.of(model.estimate().textProperty()));
    Ui.shownWhen(estimate, model.estimate().textProperty().isNotEmpty());
    return estimate;
  }

  /** Parameters and memory, or why that is too much. */
  private VBox memory() {
    StringExpression known = model.estimate().sizeProperty();
    Label size =
        memoryLine(
            "memory",
            Bindings.when(known.isEmpty()).then("Parameters and memory: –").otherwise(known),
            "quiet");
    // It keeps its space while something is wrong in a field, so that nothing moves meanwhile.
    Ui.shownWhen(size, model.estimate().refusalProperty().isEmpty());
    Label shortage = memoryLine("memory-shortage", model.estimate().shortageProperty(), "shortage");
    Label refusal = memoryLine("memory-refusal", model.estimate().refusalProperty(), "complaint");
    return new VBox(size, shortage, refusal);
  }

  private static Label memoryLine(String id, ObservableStringValue text, String style) {
    Label line = new Label();
    line.setId(id);
    line.getStyleClass().addAll("plan", style);
    line.setWrapText(true);
    line.setMinHeight(Label.USE_PREF_SIZE);
    line.textProperty().bind(Unbroken.of(text));
    Ui.shownWhen(line, Bindings.isNotEmpty(text));
    return line;
  }

  private static Label heading(String text) {
    Label heading = new Label(text);
    heading.getStyleClass().add("heading");
    return heading;
  }

  /** Puts an underscore before the first letter that no other label leads to. */
  private String mnemonic(String label) {
    for (int i = 0; i < label.length(); i++) {
      char letter = Character.toLowerCase(label.charAt(i));
      if (Character.isLetter(letter) && mnemonics.add(letter)) {
        return label.substring(0, i) + "_" + label.substring(i);
      }
    }
    return label;
  }
}
