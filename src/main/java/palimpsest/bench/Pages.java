package palimpsest.bench;

import java.util.ArrayList;
import java.util.List;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.scene.Node;
import javafx.scene.control.Tab;
import javafx.scene.control.TabPane;
import javafx.scene.control.TabPane.TabClosingPolicy;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.Actions;
import palimpsest.bench.look.Ui;

/**
 * The pages of the window, one behind the other, each with its number for a key. A page is
 * furnished when it is first entered, so that the window does not wait for pages that are never
 * seen.
 */
final class Pages {

  private record Room(Tab tab, Action action) {}

  private final TabPane tabs = new TabPane();
  private final List<Room> pages = new ArrayList<>();

  Pages() {
    tabs.setId("pages");
    tabs.setTabClosingPolicy(TabClosingPolicy.UNAVAILABLE);
  }

  /**
   * Adds a page behind those that are there, with its number as its key.
   *
   * @param id its name in the program, such as {@code live}
   * @param help its purpose, in a sentence
   * @param focus gives the focus to what one uses first, when the page was shown by its key
   */
  void add(String id, String title, Feather icon, String help, Node content, Runnable focus) {
    KeyCode number = KeyCode.valueOf("DIGIT" + (pages.size() + 1));
    add(id, title, icon, help, Action.command(number), content, focus);
  }

  /** Adds a page with a key of its own. */
  void add(
      String id,
      String title,
      Feather icon,
      String help,
      KeyCombination key,
      Node content,
      Runnable focus) {
    Tab tab = new Tab(title);
    tab.setId("page-" + id);
    tab.selectedProperty()
        .subscribe(entered -> {
          if (entered) {
            tab.setContent(content);
          }
        });
    Action action =
        new Action(
            "page-" + id,
            "Go to " + title,
            "Pages",
            icon,
            help,
            key,
            () -> {
              tabs.getSelectionModel().select(tab);
              // What is entered for the first time has no parts before it has its style.
              content.applyCss();
              focus.run();
            });
    tab.setTooltip(Ui.tooltip(action.tip()));
    pages.add(new Room(tab, action));
    tabs.getTabs().add(tab);
  }

  /** Gives every page's key to the actions. */
  void offer(Actions actions) {
    pages.forEach(room -> actions.add(room.action()));
  }

  /** Goes to a page. */
  void show(String id) {
    tabs.getSelectionModel().select(tab(id));
  }

  /** Whether a page is the one that is seen. */
  ReadOnlyBooleanProperty isShown(String id) {
    return tab(id).selectedProperty();
  }

  /** The node for the window. */
  TabPane node() {
    return tabs;
  }

  private Tab tab(String id) {
    return pages.stream()
        .map(Room::tab)
        .filter(tab -> tab.getId().equals("page-" + id))
        .findFirst()
        .orElseThrow();
  }
}
