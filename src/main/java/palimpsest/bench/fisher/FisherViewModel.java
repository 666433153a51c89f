package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.work.Latest;
import palimpsest.chart.MatrixSource;
import palimpsest.experiment.FisherSnapshot;

/**
 * What the Fisher viewer shows: which matrices side by side, whether their difference, in which
 * levels, and what is pointed at. It knows matrices as {@link MatrixChoice}s alone and reads only
 * those on the screen, while somebody looks.
 */
public final class FisherViewModel {

  /** Panes at most. */
  static final int PANES = 3;

  private final ObservableList<MatrixChoice> choices = FXCollections.observableArrayList();
  private final List<PaneModel> panes;
  private final DifferenceModel difference;
  private final LevelsModel levels;
  private final ZoomModel zoom = new ZoomModel();
  private final IntegerProperty paneCount = new SimpleIntegerProperty(this, "paneCount", 1);
  private final BooleanProperty differing = new SimpleBooleanProperty(this, "differing");
  private final BooleanProperty visible = new SimpleBooleanProperty(this, "visible");
  private final ReadOnlyStringWrapper reading = new ReadOnlyStringWrapper(this, "reading", "");
  private final Latest<String> reader;
  private List<MatrixChoice> offered = List.of();
  private @Nullable MatrixChoice live;

  /**
   * A viewer without matrices.
   *
   * @param files where matrices are read
   * @param values where what is in view is counted and read out
   * @param numbers where what takes long is computed
   * @param window the window's thread
   */
  public FisherViewModel(Executor files, Executor values, Executor numbers, Executor window) {
    panes =
        List.of(
            new PaneModel("A", files, window),
            new PaneModel("B", files, window),
            new PaneModel("C", files, window));
    difference = new DifferenceModel(numbers, window);
    levels = new LevelsModel(values, window);
    reader = new Latest<>(values, window);
    for (PaneModel pane : panes) {
      pane.slot().contentProperty().subscribe(content -> contentChanged());
    }
    paneCount.subscribe(count -> arrange());
    differing.subscribe(on -> arrange());
    visible.subscribe(on -> arrange());
  }

  /** Every matrix that can be looked at, the newest last. */
  public ObservableList<MatrixChoice> choices() {
    return choices;
  }

  /** How many matrices are shown side by side, from 1 to 3. */
  public IntegerProperty paneCountProperty() {
    return paneCount;
  }

  /** Whether A and B are shown together with their difference. */
  public BooleanProperty differingProperty() {
    return differing;
  }

  /** Whether the room is on the screen; while it is not, nothing is read or computed. */
  public BooleanProperty visibleProperty() {
    return visible;
  }

  /** What is under the pointer: row, column and value. */
  public ReadOnlyStringProperty readingProperty() {
    return reading.getReadOnlyProperty();
  }

  /** The panes A, B and C. */
  List<PaneModel> panes() {
    return panes;
  }

  /** The difference of A and B. */
  DifferenceModel difference() {
    return difference;
  }

  /** How values become grey. */
  LevelsModel levels() {
    return levels;
  }

  /** Which part is on the screen. */
  ZoomModel zoom() {
    return zoom;
  }

  /**
   * Offers matrices to look at instead of those offered before. Pane A goes on to the newest unless
   * an earlier one was chosen; the other panes keep theirs.
   *
   * @param matrices the newest last
   */
  public void offer(List<MatrixChoice> matrices) {
    offered = List.copyOf(matrices);
    renew();
  }

  /**
   * Offers a matrix that was only measured in passing, as the newest of all, in place of the one
   * before it.
   */
  public void showLive(FisherSnapshot matrix) {
    live = MatrixChoice.live(matrix);
    renew();
  }

  /** No longer offers what was measured in passing. */
  public void endLive() {
    if (live != null) {
      live = null;
      renew();
    }
  }

  /** The tasks of which there are matrices like those shown, in their order. */
  List<Integer> tasks() {
    MatrixChoice first = panes.getFirst().choiceProperty().get();
    return choices.stream()
        .filter(choice -> first != null && isAlike(choice, first))
        .map(MatrixChoice::task)
        .distinct()
        .sorted()
        .toList();
  }

  /** Shows the matrices of another task in every pane that has one like its own of that task. */
  void goToTask(int task) {
    for (PaneModel pane : panes) {
      MatrixChoice now = pane.choiceProperty().get();
      if (now != null && now.task() != task) {
        newest(choice -> choice.task() == task && isAlike(choice, now))
            .ifPresent(pane.choiceProperty()::set);
      }
    }
  }

  /** Shows the matrices of the task before or after. */
  void stepTask(int step) {
    MatrixChoice first = panes.getFirst().choiceProperty().get();
    List<Integer> tasks = tasks();
    if (first != null) {
      int next = tasks.indexOf(first.task()) + step;
      if (next >= 0 && next < tasks.size()) {
        goToTask(tasks.get(next));
      }
    }
  }

  /** What can be shown side by side with A: its task in other representations, A itself first. */
  List<MatrixChoice> sideBySideChoices() {
    MatrixChoice first = panes.getFirst().choiceProperty().get();
    if (first == null) {
      return List.of();
    }
    List<MatrixChoice> found = new ArrayList<>(List.of(first));
    choices.reversed().stream()
        .filter(choice -> choice.task() == first.task())
        .sorted(
            Comparator.comparing((MatrixChoice choice) -> choice.run() != first.run())
                .thenComparing(MatrixChoice::representation))
        .forEach(choice -> {
          if (found.stream().noneMatch(o -> o.representation() == choice.representation())) {
            found.add(choice);
          }
        });
    return found.subList(0, Math.min(PANES, found.size()));
  }

  /** Shows up to three representations of A's task side by side. */
  void sideBySide() {
    List<MatrixChoice> chosen = sideBySideChoices();
    if (chosen.size() > 1) {
      differing.set(false);
      for (int i = 0; i < chosen.size(); i++) {
        panes.get(i).choiceProperty().set(chosen.get(i));
      }
      paneCount.set(chosen.size());
    }
  }

  /** Shows some matrices side by side, without a difference. */
  void showPanes(int count) {
    differing.set(false);
    paneCount.set(count);
  }

  /** Shows A, B and their difference, or no longer. Nothing happens if there is only one matrix. */
  void toggleDifference() {
    differing.set(!differing.get() && choices.size() > 1);
  }

  /** Reads an entry in every pane; places outside the matrices read as nothing. */
  void pointAt(int row, int column) {
    List<Slot> slots = shown();
    Slot.Content first = slots.getFirst().contentProperty().get();
    if (first == null
        || Math.min(row, column) < 0
        || Math.max(row, column) >= first.source().size()) {
      reader.forget();
      reading.set("");
      return;
    }
    record Value(String name, MatrixSource source) {}
    List<Value> values = new ArrayList<>();
    for (Slot slot : slots) {
      Slot.Content content = slot.contentProperty().get();
      if (content != null && Math.max(row, column) < content.source().size()) {
        values.add(new Value(slots.size() == 1 ? "value" : slot.letter(), content.source()));
      }
    }
    String place =
        "row %,d  %s    column %,d  %s"
            .formatted(row, name(first, row), column, name(first, column));
    reader.ask(
        superseded -> {
          StringBuilder text = new StringBuilder(place);
          for (Value value : values) {
            text.append("    ")
                .append(value.name())
                .append(' ')
                .append(text(value.source().at(row, column)));
          }
          return text.toString();
        },
        reading::set,
        reading::set);
  }

  /** The places on the screen, from left to right. */
  List<Slot> shown() {
    if (differing.get()) {
      return List.of(panes.get(0).slot(), panes.get(1).slot(), difference.slot());
    }
    return panes.subList(0, paneCount.get()).stream().map(PaneModel::slot).toList();
  }

  private void renew() {
    MatrixChoice first = panes.getFirst().choiceProperty().get();
    boolean followsNewest = first == null || choices.isEmpty() || first.isSame(choices.getLast());
    List<MatrixChoice> next = new ArrayList<>(offered);
    if (live != null) {
      next.add(live);
    }
    if (same(next, choices)) {
      return;
    }
    List<@Nullable MatrixChoice> kept = new ArrayList<>();
    for (PaneModel pane : panes) {
      kept.add(pane.choiceProperty().get());
    }
    choices.setAll(next);
    for (int i = 0; i < PANES; i++) {
      MatrixChoice before = kept.get(i);
      MatrixChoice now =
          next.isEmpty() || before == null
              ? null
              : next.stream()
                  .filter(choice -> choice.isSame(before))
                  .findFirst()
                  .orElse(before.isLive() ? live : null);
      if (i == 0 && !next.isEmpty() && (followsNewest || now == null)) {
        now = next.getLast();
      }
      panes.get(i).choiceProperty().set(now);
    }
    arrange();
  }

  private static boolean same(List<MatrixChoice> one, List<MatrixChoice> other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int i = 0; i < one.size(); i++) {
      if (!one.get(i).isSame(other.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Gives every pane in use a matrix, and lets go of the others'. */
  private void arrange() {
    int used = differing.get() ? 2 : paneCount.get();
    MatrixChoice first = panes.getFirst().choiceProperty().get();
    for (int i = 0; i < PANES; i++) {
      PaneModel pane = panes.get(i);
      if (i < used && first != null && pane.choiceProperty().get() == null) {
        pane.choiceProperty().set(companion(i, first));
      }
      pane.want(visible.get() && i < used);
      if (i >= used) {
        pane.release();
      }
    }
    contentChanged();
  }

  /** Something to look at beside A: its task in another representation, or another task. */
  private MatrixChoice companion(int pane, MatrixChoice first) {
    List<MatrixChoice> others = sideBySideChoices();
    if (pane < others.size()) {
      return others.get(pane);
    }
    return newest(choice -> panes.stream().noneMatch(p -> choice.equals(p.choiceProperty().get())))
        .orElse(first);
  }

  private void contentChanged() {
    zoom.size(
        shown().stream()
            .map(slot -> slot.contentProperty().get())
            .mapToInt(content -> content == null ? 0 : content.source().size())
            .max()
            .orElse(0));
    FisherSnapshot a = panes.get(0).matrix();
    FisherSnapshot b = panes.get(1).matrix();
    if (differing.get() && visible.get() && a != null && b != null) {
      difference.compare(a, b);
    } else {
      difference.close();
    }
  }

  private Optional<MatrixChoice> newest(Predicate<MatrixChoice> condition) {
    return choices.reversed().stream().filter(condition).findFirst();
  }

  /** Whether two choices differ in their task and moment alone. */
  private static boolean isAlike(MatrixChoice one, MatrixChoice other) {
    return one.representation() == other.representation()
        && (one.run() == other.run() || one.isLive() || other.isLive());
  }

  private static String name(Slot.Content content, int index) {
    return index < content.layout().size() ? content.layout().nameOf(index) : "";
  }

  private static String text(float value) {
    return value == 0 ? "0" : "%.4g".formatted(value);
  }
}
