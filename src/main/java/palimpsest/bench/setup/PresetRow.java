package palimpsest.bench.setup;

import java.util.Objects;
import javafx.geometry.Pos;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.util.StringConverter;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.look.Ui;
import palimpsest.experiment.Preset;

/** The first line of the form: which preset it was filled from, and the others. */
final class PresetRow extends HBox {

  private final SetupViewModel model;
  private final Actions actions;
  private final ComboBox<PresetChoice> box = new ComboBox<>();
  private final Label label = new Label();

  /**
   * A line.
   *
   * @param actions among them one for each preset, with its key
   */
  PresetRow(SetupViewModel model, Actions actions) {
    this.model = model;
    this.actions = actions;
    box.setId("preset");
    box.getItems().add(new PresetChoice(null, false));
    model.presets().forEach(preset -> box.getItems().add(new PresetChoice(preset, false)));
    box.setConverter(new PresetNames());
    box.setCellFactory(list -> new PresetOffer());
    box.setButtonCell(new PresetShown(box));
    box.setMaxWidth(Double.MAX_VALUE);
    box.setAccessibleText("Preset");
    setHgrow(box, Priority.ALWAYS);
    model.presetProperty().subscribe(this::follow);
    model.changedProperty().subscribe(this::follow);
    follow();
    box.valueProperty().subscribe(this::choose);
    label.setMnemonicParsing(true);
    label.setLabelFor(box);
    label.getStyleClass().add("field-label");
    getChildren().addAll(label, box);
    setAlignment(Pos.CENTER_LEFT);
    getStyleClass().addAll("field-line", "preset-row");
    Ui.tip(this);
  }

  /** Writes the label, with an underscore before the letter that leads to the control. */
  void label(String mnemonic) {
    label.setText(mnemonic);
  }

  private void follow() {
    Preset preset = model.presetProperty().get();
    PresetChoice shown = new PresetChoice(preset, model.changedProperty().get());
    box.setValue(shown);
    setAccessibleHelp(
        preset == null
            ? "Fills the form with the settings of a well-known experiment; each preset has"
                + " its own key."
            : shown.label() + "\n\n" + action(preset).tip());
  }

  private void choose(@Nullable PresetChoice choice) {
    if (choice != null
        && !choice.changed()
        && (model.changedProperty().get()
            || !Objects.equals(choice.preset(), model.presetProperty().get()))) {
      model.fill(choice.preset());
    }
  }

  private Action action(Preset preset) {
    return actions.get("preset-" + preset.key());
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
        return "Changed from " + preset.label();
      }
      return preset.runs().size() == 1
          ? preset.label()
          : "%s (%d runs)".formatted(preset.label(), preset.runs().size());
    }
  }

  /** A preset in the open list, with its key. */
  private final class PresetOffer extends ListCell<PresetChoice> {
    private final Label name = new Label();
    private final Label key = Ui.quiet("");
    private final HBox line = new HBox(name, Ui.spacer(), key);

    PresetOffer() {
      line.setAlignment(Pos.CENTER_LEFT);
      line.getStyleClass().add("preset-offer");
    }

    @Override
    protected void updateItem(@Nullable PresetChoice item, boolean empty) {
      super.updateItem(item, empty);
      setText(null);
      setGraphic(null);
      if (item != null && !empty) {
        name.setText(item.label());
        key.setText(item.preset() == null ? "" : action(item.preset()).keyText());
        setAccessibleText(item.label() + ", " + key.getText());
        setGraphic(line);
      }
    }
  }

  /** The text of the closed box, also for a changed preset, which is none of its items. */
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
