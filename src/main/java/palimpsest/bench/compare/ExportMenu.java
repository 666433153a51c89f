package palimpsest.bench.compare;

import javafx.beans.value.ObservableValue;
import javafx.scene.control.Button;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Ui;
import palimpsest.export.FigureFormat;

/** Buttons that open a list of the files that can be written. */
final class ExportMenu {

  /** The largest scale of a PNG file. */
  private static final int LARGEST = 4;

  private ExportMenu() {}

  /** What can be made of the figure. */
  static MenuButton figure(CompareExports exports, ObservableValue<Boolean> nothing) {
    MenuButton button = button("compare-export", "Export figure", nothing);
    button.setTooltip(
        Ui.tip("Saves the figure as it is, drawn in the colours of print, or its numbers. Ctrl+E"));
    for (int scale = 1; scale <= LARGEST; scale++) {
      int times = scale;
      item(
          button,
          "compare-export-png-" + scale,
          "PNG, %d ×".formatted(scale),
          () -> exports.figure(FigureFormat.PNG, times));
    }
    button.getItems().add(new SeparatorMenuItem());
    item(button, "compare-export-svg", "SVG", () -> exports.figure(FigureFormat.SVG, 1));
    item(button, "compare-export-pdf", "PDF", () -> exports.figure(FigureFormat.PDF, 1));
    button.getItems().add(new SeparatorMenuItem());
    item(button, "compare-export-csv", "Numbers as CSV", exports::figureNumbers);
    return button;
  }

  /** Writes the notebook's figures. */
  static Button notebook(NotebookExports exports, ObservableValue<Boolean> nothing) {
    Button button = new Button("Notebook figures", new FontIcon(Feather.BOOK_OPEN));
    button.setId("compare-notebook");
    button.getStyleClass().add("flat");
    button.setTooltip(
        Ui.tip(
            "Saves the notebook's figures of the chosen runs into a folder, each as PNG and SVG:"
                + " mean loss, mean accuracy, the tasks of replay against natural replay, and the"
                + " Fisher matrices of EWC and natural replay."));
    button.disableProperty().bind(nothing);
    button.setOnAction(event -> exports.write());
    return button;
  }

  /** What can be made of the table. */
  static MenuButton table(CompareExports exports, ObservableValue<Boolean> nothing) {
    MenuButton button = button("compare-export-table", "Export table", nothing);
    button.setTooltip(
        Ui.tip("Saves the table: mean, deviation and standard error of each configuration."));
    item(button, "compare-table-csv", "CSV", exports::tableCsv);
    item(button, "compare-table-latex", "LaTeX", exports::tableLatex);
    return button;
  }

  private static MenuButton button(String id, String name, ObservableValue<Boolean> nothing) {
    MenuButton button = new MenuButton("Export", new FontIcon(Feather.DOWNLOAD));
    button.setId(id);
    button.setAccessibleText(name);
    button.getStyleClass().add("flat");
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
