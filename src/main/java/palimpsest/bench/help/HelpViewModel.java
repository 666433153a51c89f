package palimpsest.bench.help;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;

/** The page being read, the parts of the documents that match a search, and the way back. */
public final class HelpViewModel {

  private final HelpBook book;
  private final StringProperty query = new SimpleStringProperty(this, "query", "");
  private final ObservableList<HelpPage.Heading> offers = FXCollections.observableArrayList();
  private final ReadOnlyObjectWrapper<HelpPage.Heading> place;
  private final Deque<HelpPage.Heading> past = new ArrayDeque<>();
  private final ReadOnlyBooleanWrapper canGoBack = new ReadOnlyBooleanWrapper(this, "back", false);

  /** A book, opened at its first page. */
  public HelpViewModel(HelpBook book) {
    this.book = book;
    place =
        new ReadOnlyObjectWrapper<>(this, "place", book.pages().getFirst().headings().getFirst());
    query.subscribe(text -> search());
  }

  /** The search text; empty for the table of contents. */
  public StringProperty queryProperty() {
    return query;
  }

  /**
   * The headings of the parts in which every word of the query occurs, first those that say all of
   * them themselves; without a query, the titles of all pages.
   */
  public ObservableList<HelpPage.Heading> offers() {
    return FXCollections.unmodifiableObservableList(offers);
  }

  /** Whether a heading is the first of those offered from the pages for developers. */
  boolean beginsDevelopers(HelpPage.Heading heading) {
    return HelpBook.isForDevelopers(heading.path())
        && offers.stream()
            .filter(offer -> HelpBook.isForDevelopers(offer.path()))
            .findFirst()
            .filter(heading::equals)
            .isPresent();
  }

  /** The heading that is read. */
  public ReadOnlyObjectProperty<HelpPage.Heading> placeProperty() {
    return place.getReadOnlyProperty();
  }

  /** Whether there is a way back. */
  public ReadOnlyBooleanProperty canGoBackProperty() {
    return canGoBack.getReadOnlyProperty();
  }

  /** The page that is read. */
  public HelpPage page() {
    return book.page(place.get().path()).orElseThrow();
  }

  /** The title of a heading's page. */
  public String titleOf(HelpPage.Heading heading) {
    return book.page(heading.path()).orElseThrow().title();
  }

  /** Goes to a heading. */
  public void show(HelpPage.Heading heading) {
    if (!heading.equals(place.get())) {
      past.push(place.get());
      canGoBack.set(true);
      place.set(heading);
    }
  }

  /**
   * Follows a link.
   *
   * @param from the page that it stands on, which may still be seen while another one is being set
   * @return whether it leads anywhere in the documents
   */
  public boolean follow(HelpPage from, String destination) {
    Optional<HelpPage.Heading> heading = book.heading(from.path(), destination);
    heading.ifPresent(this::show);
    return heading.isPresent();
  }

  /** Goes back to where one was before. */
  public void back() {
    if (!past.isEmpty()) {
      place.set(past.pop());
      canGoBack.set(!past.isEmpty());
    }
  }

  private void search() {
    String asked = query.get().strip().toLowerCase(Locale.ROOT);
    List<String> words = List.of(asked.split("\\s+", -1));
    List<HelpPage.Heading> titled = new ArrayList<>();
    List<HelpPage.Heading> told = new ArrayList<>();
    for (HelpPage.Section section : book.sections()) {
      HelpPage.Heading heading = section.heading();
      if (asked.isEmpty() ? heading.level() == 1 : has(SearchWords.of(heading.text()), words)) {
        titled.add(heading);
      } else if (!asked.isEmpty() && has(section.words(), words)) {
        told.add(heading);
      }
    }
    titled.addAll(told);
    // What developers wrote for each other comes after all that is for users.
    titled.sort(Comparator.comparing(heading -> HelpBook.isForDevelopers(heading.path())));
    offers.setAll(titled);
  }

  private static boolean has(SearchWords text, List<String> words) {
    return words.stream().allMatch(text::has);
  }
}
