package palimpsest.bench.setup;

import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import javafx.collections.transformation.FilteredList;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.setting.Setting;

/** A list of settings, narrowed by what is typed above it, from which one is taken at a time. */
final class SettingAdder extends VBox {

  private static final double LINE = 26;
  private static final int LINES = 5;

  private final Consumer<Setting<?>> add;
  private final TextField search = new TextField();
  private final ObservableList<Setting<?>> settings = FXCollections.observableArrayList();
  private final FilteredList<Setting<?>> matching = new FilteredList<>(settings);
  private final ListView<Setting<?>> list = new ListView<>(matching);

  /**
   * A list.
   *
   * @param add takes the setting that was chosen
   */
  SettingAdder(Consumer<Setting<?>> add) {
    this.add = add;
    getStyleClass().add("setting-adder");
    Label label = new Label("Add setting");
    label.getStyleClass().add("grid-axis-name");
    label.setLabelFor(search);
    search.setId("grid-add");
    search.setPromptText("Type to search, Enter adds the first");
    search.setAccessibleText("Add setting");
    Ui.tip(search, "Lets another setting vary. Arrow down goes into the list.");
    search.textProperty().subscribe(this::narrow);
    search.setOnAction(event -> take(matching.isEmpty() ? null : matching.getFirst()));
    search.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.DOWN) {
            list.requestFocus();
            list.getSelectionModel().selectFirst();
            event.consume();
          }
        });
    list.setId("grid-offers");
    list.setAccessibleText("Settings that can be added");
    list.setFixedCellSize(LINE);
    list.setPrefHeight(LINE * LINES + 2);
    list.setMinHeight(LINE * LINES + 2);
    list.setPlaceholder(Ui.quiet("No matching settings"));
    list.setCellFactory(view -> new Offer());
    list.addEventHandler(
        KeyEvent.KEY_PRESSED,
        event -> {
          if (event.getCode() == KeyCode.ENTER || event.getCode() == KeyCode.SPACE) {
            take(list.getSelectionModel().getSelectedItem());
            event.consume();
          }
        });
    Ui.passEscape(list, () -> false);
    getChildren().addAll(label, search, list);
  }

  /** Offers other settings. */
  void offer(List<Setting<?>> others) {
    settings.setAll(others);
  }

  /** Leads to the search. */
  void focusSearch() {
    search.requestFocus();
  }

  private void take(@Nullable Setting<?> setting) {
    if (setting != null) {
      search.clear();
      add.accept(setting);
    }
  }

  private void narrow(String words) {
    String wanted = words.strip().toLowerCase(Locale.ROOT);
    matching.setPredicate(setting ->
        SeedTexts.label(setting).toLowerCase(Locale.ROOT).contains(wanted)
            || setting.key().contains(wanted));
  }

  /** A setting by its label, with what it does in a tooltip; a click takes it. */
  private final class Offer extends ListCell<Setting<?>> {
    Offer() {
      setOnMouseClicked(event -> {
        if (!isEmpty()) {
          take(getItem());
        }
      });
    }

    @Override
    protected void updateItem(@Nullable Setting<?> setting, boolean empty) {
      super.updateItem(setting, empty);
      setText(empty || setting == null ? "" : SeedTexts.label(setting));
      setTooltip(empty || setting == null ? null : Ui.tooltip(setting.help()));
    }
  }
}
