package palimpsest.bench.compare;

import java.util.List;
import javafx.beans.property.ReadOnlyIntegerProperty;
import javafx.beans.property.ReadOnlyIntegerWrapper;
import javafx.util.Subscription;
import palimpsest.experiment.ShortNames;
import palimpsest.experiment.ShortNames.Name;

/** A configuration in the list of what may be compared, with its runs that pass the filter. */
public final class GroupChoice {

  private final Name name;
  private final List<RunChoice> runs;
  private final ReadOnlyIntegerWrapper chosen = new ReadOnlyIntegerWrapper(this, "chosen", 0);
  private final Subscription listening;

  GroupChoice(Name name, List<RunChoice> runs) {
    this.name = name;
    this.runs = List.copyOf(runs);
    chosen.set((int) this.runs.stream().filter(run -> run.chosenProperty().get()).count());
    // Counted up and down: of a thousand runs of a sweep, all may be chosen at once.
    listening =
        Subscription.combine(
            this.runs.stream()
                .map(run -> run.chosenProperty().subscribe((was, is) -> count(is ? 1 : -1)))
                .toArray(Subscription[]::new));
  }

  private void count(int more) {
    chosen.set(chosen.get() + more);
  }

  /** Its label, which tells it from other configurations. */
  public String label() {
    return name.text();
  }

  /** The name or the method, without what tells it from others that are called alike. */
  public String title() {
    return name.title();
  }

  /** Details that tell it from configurations with the same label; empty if there are none. */
  public String details() {
    return String.join(ShortNames.SEPARATOR, name.differences());
  }

  /** Its runs. */
  public List<RunChoice> runs() {
    return runs;
  }

  /** Those of them of which there is something to draw. */
  public List<RunChoice> choosable() {
    return runs.stream().filter(RunChoice::isChoosable).toList();
  }

  /** The reason why not all of them can be chosen, in a sentence; empty if they can. */
  public String hindrance() {
    int empty = runs.size() - choosable().size();
    return empty == 0
        ? ""
        : "%d of %d runs ended before the end of the first epoch: nothing to draw."
            .formatted(empty, runs.size());
  }

  /** The number of its runs that are chosen. */
  public ReadOnlyIntegerProperty chosenProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** Listens no more. */
  void forget() {
    listening.unsubscribe();
  }
}
