package palimpsest.bench.export;

import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import org.kordamp.ikonli.feather.Feather;
import org.kordamp.ikonli.javafx.FontIcon;
import palimpsest.bench.look.Ui;
import palimpsest.export.FigureFormat;

/** The list of the files that can be made of a figure, the same on every page. */
public final class FigureMenu {

  /** Saves a figure as a picture. */
  @FunctionalInterface
  public interface Picture {

    /** Asks for a file and writes it. */
    void save(FigureFormat format);
  }

  private FigureMenu() {}

  /** A button that is only an arrow, and opens the list. */
  public static MenuButton arrow(
      String id, String name, String tip, Runnable edit, Picture picture, Runnable numbers) {
    MenuButton button = new MenuButton(null, new FontIcon(Feather.DOWNLOAD));
    button.setId(id);
    button.getStyleClass().addAll("button-icon", "flat", "no-arrow");
    Ui.named(button, name, tip);
    fill(button, edit, picture, numbers);
    return button;
  }

  /**
   * Puts the list into a button; the ids of its lines begin with the button's.
   *
   * @param edit sets the figure for paper
   * @param picture writes it as it was set last
   * @param numbers writes its numbers
   */
  public static void fill(MenuButton button, Runnable edit, Picture picture, Runnable numbers) {
    item(button, "edit", "Figure for print…", edit);
    button.getItems().add(new SeparatorMenuItem());
    for (FigureFormat format : FigureFormat.values()) {
      item(button, format.extension(), format.name(), () -> picture.save(format));
    }
    button.getItems().add(new SeparatorMenuItem());
    item(button, "csv", "Numbers as CSV", numbers);
  }

  private static void item(MenuButton button, String id, String text, Runnable action) {
    MenuItem item = new MenuItem(text);
    item.setId(button.getId() + "-" + id);
    item.setOnAction(event -> action.run());
    button.getItems().add(item);
  }
}
