package palimpsest.bench.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/**
 * The list of keys: every action that has one, under its group's heading, as far as it answers the
 * search.
 */
public final class KeyListViewModel {

  /** A line of the list. */
  public sealed interface Line {}

  /**
   * The name of a group.
   *
   * @param text the name
   */
  public record Heading(String text) implements Line {}

  /**
   * An action and its key.
   *
   * @param action the action
   */
  public record Shortcut(Action action) implements Line {}

  private final Actions actions;
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<Line> lines = FXCollections.observableArrayList();
  private final ObservableList<Line> linesToOthers =
      FXCollections.unmodifiableObservableList(lines);

  /** The keys of these actions. */
  public KeyListViewModel(Actions actions) {
    this.actions = actions;
    query.addListener((observed, was, is) -> search());
    search();
  }

  /** The search text: words that must each occur in title, group, help or key. */
  public StringProperty queryProperty() {
    return query;
  }

  /** The lines that match. */
  public ObservableList<Line> lines() {
    return linesToOthers;
  }

  /** Begins again with all actions. */
  public void open() {
    query.set("");
    search();
  }

  private void search() {
    List<Line> found = new ArrayList<>();
    List<String> groups = actions.all().stream().map(Action::group).distinct().toList();
    for (String group : groups) {
      List<Shortcut> keys =
          actions.all().stream()
              .filter(action -> action.shortcut() != null)
              .filter(action -> action.group().equals(group) && answers(action))
              .map(Shortcut::new)
              .toList();
      if (!keys.isEmpty()) {
        found.add(new Heading(group));
        found.addAll(keys);
      }
    }
    lines.setAll(found);
  }

  private boolean answers(Action action) {
    String text =
        String.join(" ", action.title(), action.group(), action.help(), action.keyText())
            .toLowerCase(Locale.ROOT);
    for (String word : query.get().toLowerCase(Locale.ROOT).strip().split("\\s+", -1)) {
      if (!text.contains(word)) {
        return false;
      }
    }
    return true;
  }
}
