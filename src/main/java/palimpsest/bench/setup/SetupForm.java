package palimpsest.bench.setup;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import javafx.geometry.Pos;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.OverrunStyle;
import javafx.scene.control.ScrollPane;
import javafx.scene.control.TitledPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Sheet;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.Unbroken;
import palimpsest.experiment.Preset;
import palimpsest.experiment.SpecField;

/** The form on the left: what is used most comes first, what is used least is folded away. */
public final class SetupForm extends ScrollPane {

  private final SetupViewModel model;
  private final TitledPane more;
  private final Set<Character> mnemonics = new HashSet<>();

  /**
   * A form.
   *
   * @param model what it shows
   * @param images what its runs lack of images
   * @param data the folder that image sets are read from
   * @param chooser asks for another such folder, given the present one
   * @param grid asks for a grid of runs
   */
  public SetupForm(
      SetupViewModel model,
      ImagesModel images,
      DataFolder data,
      Function<Path, Optional<Path>> chooser,
      Runnable grid) {
    this.model = model;
    Sheet.dress(this, "setup");
    getStyleClass().addAll("setup", "edge-to-edge");
    setId("setup");
    setFitToWidth(true);
    setHbarPolicy(ScrollBarPolicy.NEVER);
    VBox rows = new VBox();
    rows.getStyleClass().add("setup-rows");
    rows.getChildren().add(presetRow());
    rows.getChildren().add(heading("Method"));
    addRows(rows, FormOrder.METHOD);
    rows.getChildren().add(plan());
    rows.getChildren().add(heading("Training"));
    addRows(rows, FormOrder.TRAINING);
    int below = FormOrder.TRAINING.size() - FormOrder.TRAINING.indexOf(SpecField.TASKS) - 1;
    rows.getChildren().add(rows.getChildren().size() - below, new ImagesRow(images));
    rows.getChildren().add(gridButton(grid));
    rows.getChildren().add(estimate());
    rows.getChildren().add(dataRow(data, chooser, images::look));
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
    Node control = lookup("#field-" + wrong.field().key());
    if (control != null) {
      control.requestFocus();
      reveal(control);
    }
    return wrong.complaintProperty().get();
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
        });
    return more;
  }

  private void addRows(VBox rows, List<SpecField> fields) {
    for (SpecField field : fields) {
      rows.getChildren().add(new FieldRow(model.field(field), mnemonic(SeedTexts.label(field))));
    }
  }

  private HBox presetRow() {
    ComboBox<PresetChoice> box = new ComboBox<>();
    box.setId("preset");
    box.getItems().add(new PresetChoice(null, false));
    model.presets().forEach(preset -> box.getItems().add(new PresetChoice(preset, false)));
    box.setConverter(new PresetNames());
    box.setButtonCell(new PresetShown(box));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText("Preset");
    HBox.setHgrow(box, Priority.ALWAYS);
    Label label = new Label(mnemonic("Preset"));
    HBox row = new HBox(label, box);
    Runnable follow =
        () -> {
          Preset preset = model.presetProperty().get();
          PresetChoice shown = new PresetChoice(preset, model.changedProperty().get());
          box.setValue(shown);
          row.setAccessibleHelp(
              preset == null
                  ? "Fills the form with runs worth having ready."
                  : shown.label() + "\n\n" + preset.help());
        };
    model.presetProperty().subscribe(follow);
    model.changedProperty().subscribe(follow);
    follow.run();
    box.valueProperty()
        .subscribe(choice -> {
          if (choice != null
              && !choice.changed()
              && (model.changedProperty().get()
                  || !Objects.equals(choice.preset(), model.presetProperty().get()))) {
            model.fill(choice.preset());
          }
        });
    label.setMnemonicParsing(true);
    label.setLabelFor(box);
    label.getStyleClass().add("field-label");
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().addAll("field-line", "preset-row");
    Ui.tip(row);
    return row;
  }

  private Label plan() {
    Label plan = Ui.quiet("");
    plan.setId("plan");
    plan.getStyleClass().add("plan");
    plan.setWrapText(true);
    plan.textProperty().bind(Unbroken.of(model.planProperty()));
    return plan;
  }

  private static HBox gridButton(Runnable grid) {
    Button button = new Button("Queue a grid…", new FontIcon(Feather.GRID));
    button.setId("grid");
    button.setMaxWidth(Double.MAX_VALUE);
    HBox.setHgrow(button, Priority.ALWAYS);
    Ui.named(
        button,
        "Queue a grid",
        "Several strategies, representations, importances, buffers and seeds at once: a run for"
            + " each combination. Ctrl+G");
    button.setOnAction(event -> grid.run());
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

  private static HBox dataRow(
      DataFolder data, Function<Path, Optional<Path>> chooser, Runnable chosen) {
    Button button = new Button(name(data.get()));
    button.setId("data-folder");
    button.setMaxWidth(Double.MAX_VALUE);
    button.setAlignment(Pos.CENTER_LEFT);
    button.setTextOverrun(OverrunStyle.LEADING_ELLIPSIS);
    button.setAccessibleText("Data folder");
    Ui.tip(button);
    Runnable describe =
        () ->
            button.setAccessibleHelp(
                "Where image sets are read from, in torchvision's layout (MNIST/raw/…).\n\n"
                    + data.get().toAbsolutePath().normalize());
    describe.run();
    button.setOnAction(event ->
        chooser
            .apply(data.get())
            .ifPresent(folder -> {
              data.set(folder);
              button.setText(name(folder));
              describe.run();
              chosen.run();
            }));
    HBox.setHgrow(button, Priority.ALWAYS);
    Label label = new Label("Data folder");
    label.getStyleClass().add("field-label");
    HBox row = new HBox(label, button);
    row.setAlignment(Pos.CENTER_LEFT);
    row.getStyleClass().add("field-line");
    return row;
  }

  private static String name(Path folder) {
    return folder.normalize().toString().isEmpty() ? "." : folder.normalize().toString();
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

  /**
   * A preset, or none, which is a choice like the others.
   *
   * @param changed whether the form says something else by now
   */
  private record PresetChoice(@Nullable Preset preset, boolean changed) {
    String label() {
      if (preset == null) {
        return "Own settings";
      }
      if (changed) {
        return preset.label() + ", changed";
      }
      return preset.runs().size() == 1
          ? preset.label()
          : "%s (%d runs)".formatted(preset.label(), preset.runs().size());
    }
  }

  /** What the closed box says, also of a changed preset, which is none of its items. */
  private static final class PresetShown extends ListCell<PresetChoice> {
    private final ComboBox<PresetChoice> box;

    PresetShown(ComboBox<PresetChoice> box) {
      this.box = box;
    }

    @Override
    protected void updateItem(@Nullable PresetChoice item, boolean empty) {
      super.updateItem(item, empty);
      setText(box.getConverter().toString(box.getValue()));
    }
  }

  private static final class PresetNames extends StringConverter<PresetChoice> {
    @Override
    public String toString(@Nullable PresetChoice choice) {
      return choice == null ? "" : choice.label();
    }

    @Override
    public PresetChoice fromString(String text) {
      return new PresetChoice(null, false);
    }
  }
}
