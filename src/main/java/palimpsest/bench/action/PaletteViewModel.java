package palimpsest.bench.action;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The command palette's entries for the text typed so far, and the selected line. */
public final class PaletteViewModel {

  /** The action that opens the palette; it would be what was done last, always. */
  private static final String ITSELF = "palette";

  private record Hit(Action action, int score, int age) {}

  private final Actions actions;
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<Action> offers = FXCollections.observableArrayList();
  private final ObservableList<Action> offersToOthers =
      FXCollections.unmodifiableObservableList(offers);
  private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(this, "chosen", -1);

  /** A palette of these actions. */
  public PaletteViewModel(Actions actions) {
    this.actions = actions;
    query.addListener((observed, was, is) -> search());
    search();
  }

  /** The text typed so far. */
  public StringProperty queryProperty() {
    return query;
  }

  /** The matching actions, the best match first; with no text, the most recently used. */
  public ObservableList<Action> offers() {
    return offersToOthers;
  }

  /** The place of the offer that Enter takes; -1 if there is none. */
  public ReadOnlyIntegerProperty chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** Begins again: nothing written, everything offered. */
  public void open() {
    query.set("");
    search();
  }

  /** Chooses another offer, so many lines further; beyond the last comes the first. */
  public void move(int lines) {
    if (!offers.isEmpty()) {
      chosen.set(Math.floorMod(chosen.get() + lines, offers.size()));
    }
  }

  /** Chooses an offer by its place. */
  public void choose(int place) {
    chosen.set(Math.clamp(place, -1, offers.size() - 1));
  }

  /** The offer that Enter takes. */
  public Optional<Action> choice() {
    return chosen.get() < 0 ? Optional.empty() : Optional.of(offers.get(chosen.get()));
  }

  private void search() {
    List<Action> recent = actions.recent();
    List<Hit> hits = new ArrayList<>();
    for (Action action : actions.all()) {
      if (action.id().equals(ITSELF)) {
        continue;
      }
      OptionalInt score = score(action);
      if (score.isPresent()) {
        int age = recent.indexOf(action);
        hits.add(new Hit(action, score.getAsInt(), age < 0 ? Integer.MAX_VALUE : age));
      }
    }
    // What cannot be done now comes last; sorting keeps the order of the rest among equals.
    hits.sort(
        Comparator.comparing((Hit hit) -> !hit.action().isEnabled())
            .thenComparing(Hit::score, Comparator.reverseOrder())
            .thenComparingInt(Hit::age));
    chosen.set(-1);
    offers.setAll(hits.stream().map(Hit::action).toList());
    chosen.set(offers.isEmpty() ? -1 : 0);
  }

  /** A title that answers is worth more than title and group together. */
  private OptionalInt score(Action action) {
    OptionalInt title = Fuzzy.score(query.get(), action.title());
    return title.isPresent()
        ? OptionalInt.of(2 * title.getAsInt())
        : Fuzzy.score(query.get(), action.group() + " " + action.title());
  }
}
