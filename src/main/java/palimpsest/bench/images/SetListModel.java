package palimpsest.bench.images;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleObjectProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.catalogue.SetSummary;

/**
 * The list of what can be shown, and the choice in it. Files are looked at in the background. Used
 * on the window's thread.
 */
final class SetListModel {

  private final Latest<List<SetSummary>> looking;
  private final Runnable listed;
  private final ObservableList<Entry> entries =
      FXCollections.observableArrayList(new Entry.ThisSetup());
  private final ObjectProperty<Entry> chosen =
      new SimpleObjectProperty<>(this, "chosen", entries.getFirst());
  private final ReadOnlyStringWrapper troubles = new ReadOnlyStringWrapper(this, "troubles", "");
  private String wanted = "";
  private OwnSets.Listing own = new OwnSets.Listing(List.of(), List.of());

  /**
   * A list of the form's tasks alone.
   *
   * @param executor the executor that looks at files
   * @param listed called whenever files have been looked at
   */
  SetListModel(BackgroundExecutor executor, Runnable listed) {
    looking = new Latest<>(executor);
    this.listed = listed;
  }

  /** The list: the form's tasks, own sets, and those that come with the program. */
  ObservableList<Entry> entries() {
    return entries;
  }

  /** The chosen entry. */
  ObjectProperty<Entry> chosenProperty() {
    return chosen;
  }

  /** The faults of the list of own sets, in sentences; empty if there are none. */
  ReadOnlyStringProperty troublesProperty() {
    return troubles.getReadOnlyProperty();
  }

  /** The chosen set, if it is an own one. */
  Optional<OwnSet> chosenOwn() {
    return chosen.get() instanceof Entry.Known(SetSummary set) && set.set() instanceof OwnSet mine
        ? Optional.of(mine)
        : Optional.empty();
  }

  /** Chooses the form's tasks. */
  void chooseSetup() {
    chosen.set(entries.getFirst());
  }

  /** Chooses a set once it is listed; none if the key is empty. */
  void chooseNext(String key) {
    wanted = key;
  }

  /** Whether own sets were added or removed since they were listed. */
  boolean isOutdated() {
    return !OwnSets.all().equals(own);
  }

  /**
   * Looks at the files of all sets.
   *
   * @param root the data root
   */
  void look(Path root) {
    looking.ask(() -> SetSummary.all(root), this::list);
  }

  private void list(List<SetSummary> sets) {
    own = OwnSets.all();
    troubles.set(String.join(" ", own.troubles()));
    String key = wanted.isEmpty() ? chosen.get().key() : wanted;
    wanted = "";
    List<Entry> now =
        Stream.concat(
                Stream.<Entry>of(new Entry.ThisSetup()),
                sets.stream()
                    .sorted(Comparator.comparing(set -> !set.isOwn()))
                    .map(Entry.Known::new))
            .toList();
    Entry next =
        now.stream().filter(one -> one.key().equals(key)).findFirst().orElse(now.getFirst());
    if (!entries.equals(now)) {
      entries.setAll(now);
    }
    chosen.set(next);
    listed.run();
  }
}
