package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Executor;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.FisherSnapshot;

/**
 * The model of the Fisher viewer: the matrices side by side, their difference, the levels, and the
 * entry under the pointer. It knows matrices as {@link MatrixChoice}s alone and reads only those on
 * the screen, while the viewer is visible.
 */
public final class FisherViewModel {

  /** Panes at most. */
  static final int PANES = 3;

  private final MatrixChoices choices = new MatrixChoices();
  private final List<PaneModel> panes;
  private final DifferenceModel difference;
  private final LevelsModel levels;
  private final ZoomModel zoom = new ZoomModel();
  private final IntegerProperty paneCount = new SimpleIntegerProperty(this, "paneCount", 1);
  private final BooleanProperty differing = new SimpleBooleanProperty(this, "differing");
  private final BooleanProperty visible = new SimpleBooleanProperty(this, "visible");
  private final PointerReading reading;
  private OptionalLong followed = OptionalLong.empty();
  private boolean following = true;
  private boolean renewing;

  /**
   * A viewer without matrices.
   *
   * @param files the executor that reads matrices
   * @param values the executor that counts and reads visible values
   * @param numbers the executor for long computations
   * @param window the window's thread
   */
  public FisherViewModel(Executor files, Executor values, Executor numbers, Executor window) {
    panes =
        List.of(
            new PaneModel("A", files, window),
            new PaneModel("B", files, window),
            new PaneModel("C", files, window));
    difference = new DifferenceModel(numbers, window);
    difference.slot().count(numbers, window);
    levels = new LevelsModel(values, numbers, window);
    difference
        .slot()
        .contentProperty()
        .subscribe(content -> levels.differenceShown(content == null ? null : content.source()));
    reading = new PointerReading(values, window);
    for (PaneModel pane : panes) {
      pane.slot().count(numbers, window);
      pane.slot().contentProperty().subscribe(content -> contentChanged());
    }
    panes.getFirst().choiceProperty().subscribe(this::firstChosen);
    paneCount.subscribe(count -> arrange());
    differing.subscribe(on -> arrange());
    visible.subscribe(on -> arrange());
  }

  /** Every matrix that can be looked at, the newest last. */
  public ObservableList<MatrixChoice> choices() {
    return choices.all();
  }

  /** The number of matrices side by side, from 1 to 3. */
  public IntegerProperty paneCountProperty() {
    return paneCount;
  }

  /** Whether A and B are shown together with their difference. */
  public BooleanProperty differingProperty() {
    return differing;
  }

  /** Whether the page is on the screen; while it is not, nothing is read or computed. */
  public BooleanProperty visibleProperty() {
    return visible;
  }

  /** The entry under the pointer: row, column and value. */
  public ReadOnlyStringProperty readingProperty() {
    return reading.textProperty();
  }

  /** The panes A, B and C. */
  List<PaneModel> panes() {
    return panes;
  }

  /** The difference of A and B. */
  DifferenceModel difference() {
    return difference;
  }

  /** The mapping from values to grey. */
  LevelsModel levels() {
    return levels;
  }

  /** The visible part. */
  ZoomModel zoom() {
    return zoom;
  }

  /**
   * Offers matrices to look at instead of those offered before. Pane A moves to the newest unless
   * another one was chosen; the other panes keep theirs.
   *
   * @param matrices the newest last
   */
  public void offer(List<MatrixChoice> matrices) {
    follow(OptionalLong.empty(), "");
    choices.keep(matrices);
    renew();
  }

  /**
   * The same for a run that is looked at: pane A moves to the newest of its matrices, and is empty
   * while it has none, rather than showing another run's.
   *
   * @param run its number
   * @param underWay whether it came by itself, as the queue advanced: what was chosen then stays
   * @param without the text in pane A while the run has no matrix
   */
  void offer(List<MatrixChoice> matrices, long run, boolean underWay, String without) {
    if (followed.orElse(run) != run && !underWay) {
      following = true;
    }
    follow(OptionalLong.of(run), without);
    choices.keep(matrices);
    renew();
  }

  private void follow(OptionalLong run, String without) {
    followed = run;
    choices.follow(run);
    panes.getFirst().sayWithout(without);
  }

  /**
   * Offers a matrix that was only measured in passing, as the newest of all, in place of the one
   * before it.
   */
  public void showLive(FisherSnapshot matrix) {
    choices.pass(matrix);
    renew();
  }

  /** No longer offers what was measured in passing. */
  public void endLive() {
    choices.pass(null);
    renew();
  }

  /** The tasks of which there are matrices like those shown, in their order. */
  List<Integer> tasks() {
    return choices.tasks(first());
  }

  /** Shows the matrices of another task in every pane that has one like its own of that task. */
  void goToTask(int task) {
    for (PaneModel pane : panes) {
      MatrixChoice now = pane.choiceProperty().get();
      if (now != null && now.task() != task) {
        choices.ofTask(task, now).ifPresent(pane.choiceProperty()::set);
      }
    }
  }

  /** Shows the matrices of the task before or after. */
  void stepTask(int step) {
    MatrixChoice first = first();
    List<Integer> tasks = tasks();
    if (first != null) {
      int next = tasks.indexOf(first.task()) + step;
      if (next >= 0 && next < tasks.size()) {
        goToTask(tasks.get(next));
      }
    }
  }

  /**
   * The matrices to show side by side with A: its task in other representations, A itself first.
   */
  List<MatrixChoice> sideBySideChoices() {
    MatrixChoice first = first();
    if (first == null) {
      return List.of();
    }
    List<MatrixChoice> found = choices.sideBySide(first);
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
    differing.set(!differing.get() && choices.all().size() > 1);
  }

  /** Reads an entry in every pane; places outside the matrices read as nothing. */
  void pointAt(int row, int column) {
    reading.at(shown(), row, column);
  }

  /** The places on the screen, from left to right. */
  List<PaneContent> shown() {
    if (differing.get()) {
      return List.of(panes.get(0).slot(), panes.get(1).slot(), difference.slot());
    }
    return panes.subList(0, paneCount.get()).stream().map(PaneModel::slot).toList();
  }

  private @Nullable MatrixChoice first() {
    return panes.getFirst().choiceProperty().get();
  }

  private void renew() {
    if (!choices.isStale() && (!following || choices.newest().equals(shownFirst()))) {
      return;
    }
    // A list that changes makes those who choose from it forget.
    List<@Nullable MatrixChoice> before = new ArrayList<>();
    for (PaneModel pane : panes) {
      before.add(pane.choiceProperty().get());
    }
    renewing = true;
    try {
      choices.renew();
      for (int i = 0; i < PANES; i++) {
        MatrixChoice now = choices.inPlaceOf(before.get(i));
        if (i == 0 && (following || now == null)) {
          following = true;
          now = choices.newest().orElse(null);
        }
        panes.get(i).choiceProperty().set(now);
      }
    } finally {
      renewing = false;
    }
    arrange();
  }

  private Optional<MatrixChoice> shownFirst() {
    return Optional.ofNullable(first());
  }

  /** A person who chooses something else than the newest for pane A keeps it. */
  private void firstChosen(@Nullable MatrixChoice choice) {
    if (!renewing) {
      following = choice == null || choices.newest().filter(choice::isSame).isPresent();
    }
  }

  /** Gives every pane in use a matrix, and lets go of the others'. */
  private void arrange() {
    int used = differing.get() ? 2 : paneCount.get();
    MatrixChoice first = first();
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
    return choices
        .newest(choice -> panes.stream().noneMatch(p -> choice.equals(p.choiceProperty().get())))
        .orElse(first);
  }

  private void contentChanged() {
    if (shown().getFirst().contentProperty().get() == null) {
      pointAt(-1, -1);
    }
    zoom.size(
        shown().stream()
            .map(paneContent -> paneContent.contentProperty().get())
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
}
