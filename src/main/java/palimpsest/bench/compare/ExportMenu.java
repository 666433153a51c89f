package palimpsest.bench.compare;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SplitMenuButton;
import javafx.scene.layout.Region;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.export.FigureMenu;
import palimpsest.bench.look.Ui;
import palimpsest.export.MatrixRange;

/** Buttons that open a list of the files that can be written. */
final class ExportMenu {

  private ExportMenu() {}

  /** The exports of the figure. */
  static MenuButton figure(CompareExports exports, ObservableValue<Boolean> nothing) {
    MenuButton button = button("compare-export", "Export figure", nothing);
    Ui.tip(button, "Saves the figure, drawn for print, or its numbers. Ctrl+E");
    FigureMenu.fill(button, () -> exports.figure(), exports::figure, exports::figureNumbers);
    return button;
  }

  /** Writes the notebook's figures; its menu has the other grey range of matrices. */
  static SplitMenuButton notebook(NotebookExports exports, ObservableValue<Boolean> nothing) {
    SplitMenuButton button = new SplitMenuButton();
    button.setText("Notebook figures");
    button.setGraphic(new FontIcon(Feather.BOOK_OPEN));
    button.setId("compare-notebook");
    button.getStyleClass().add("flat");
    button.setMinWidth(Region.USE_PREF_SIZE);
    Ui.tip(
        button,
        "Saves the notebook's figures of the chosen runs to a folder, each as PNG and SVG:"
            + " mean loss, mean accuracy, the tasks of replay against natural replay, and the"
            + " Fisher matrices of EWC and natural replay, all in grey from 0 to 0.1.");
    button.disableProperty().bind(nothing);
    button.setOnAction(event -> exports.write());
    item(button, "compare-notebook-fixed", "All matrices from 0 to 0.1", exports::write);
    item(
        button,
        "compare-notebook-percentile",
        "Each matrix to its own 99th percentile",
        () -> exports.write(MatrixRange.PERCENTILE));
    return button;
  }

  /** The exports of the table. */
  static MenuButton table(CompareExports exports, ObservableValue<Boolean> nothing) {
    MenuButton button = button("compare-export-table", "Export table", nothing);
    Ui.tip(button, "Saves the table: mean, deviation and standard error of each configuration.");
    item(button, "compare-table-csv", "CSV", exports::tableCsv);
    item(button, "compare-table-latex", "LaTeX", exports::tableLatex);
    return button;
  }

  private static MenuButton button(String id, String name, ObservableValue<Boolean> nothing) {
    MenuButton button = new MenuButton("Export", new FontIcon(Feather.DOWNLOAD));
    button.setId(id);
    button.setAccessibleText(name);
    button.getStyleClass().add("flat");
    button.setMinWidth(Region.USE_PREF_SIZE);
    button.disableProperty().bind(nothing);
    return button;
  }

  private static void item(MenuButton button, String id, String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setId(id);
    item.setOnAction(event -> action.run());
    button.getItems().add(item);
  }
}
