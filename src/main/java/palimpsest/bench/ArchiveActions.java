package palimpsest.bench;

import java.util.List;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.value.ObservableValue;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.archive.ArchivedRun;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.action.Actions;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.runtable.RunColumns;
import palimpsest.bench.runtable.RunEdits;
import palimpsest.bench.runtable.RunRow;
import palimpsest.bench.runtable.RunsView;
import palimpsest.bench.session.RunModel;
import palimpsest.bench.session.RunViewModel;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.site.SweepLauncher;

/** The actions on the runs of the archive. */
record ArchiveActions(
    RunViewModel runs,
    SweepLauncher launcher,
    SetupViewModel setup,
    Pages pages,
    RunEdits edits,
    RunsView view,
    CompareViewModel comparison) {

  void addTo(Actions actions) {
    ReadOnlyBooleanProperty here = pages.isShown("runs");
    BooleanBinding some = Bindings.isNotEmpty(view.selection()).and(here);
    BooleanBinding one = Bindings.size(view.selection()).isEqualTo(1).and(here);
    ActionGroup group = new ActionGroup(actions, "Runs");
    group.add(
        "runs-search",
        "Filter runs",
        Feather.SEARCH,
        "Go to the table of runs and type a filter.",
        Action.command(KeyCode.F),
        () -> {
          pages.show("runs");
          view.search();
        });
    group.add(
        "runs-open",
        "Open run",
        Feather.ACTIVITY,
        "Show the chosen run in Live and Fisher. Also: Enter, or a double click.",
        Action.command(KeyCode.O),
        one,
        () -> open(chosen().getFirst().id()));
    group.add(
        "runs-duplicate",
        "Duplicate to form",
        Feather.COPY,
        "Fill the form with the settings of the chosen run.",
        Action.shiftCommand(KeyCode.D),
        one,
        () -> setup.load(chosen().getFirst().spec()));
    group.add(
        "runs-again",
        "Queue again",
        Feather.REPEAT,
        "Add runs with the same settings as the chosen ones to the end of the queue.",
        Action.shiftCommand(KeyCode.ENTER),
        some,
        () -> launcher.start(chosen().stream().map(ArchivedRun::spec).toList()));
    group.add(
        "go-on",
        "Resume",
        Feather.FAST_FORWARD,
        "Resume runs that failed, were stopped or were interrupted, each from its last checkpoint.",
        Action.shiftCommand(KeyCode.G),
        someLeft(),
        () -> runs.goOn(left()));
    group.add(
        "runs-compare",
        "Compare runs",
        Feather.TRENDING_UP,
        "Draw the chosen runs in one figure on the Compare page.",
        Action.shiftCommand(KeyCode.C),
        some,
        () -> {
          comparison.choose(chosen().stream().map(ArchivedRun::id).toList());
          pages.show("compare");
        });
    group.add(
        "runs-notes",
        "Write notes",
        Feather.EDIT_2,
        "Edit the notes of the chosen runs. A double click edits those of one.",
        Action.key(KeyCode.F2),
        some,
        () -> view.edit(RunColumns.NOTES));
    group.add(
        "runs-tags",
        "Write tags",
        Feather.TAG,
        "Edit the tags of the chosen runs: single words to find them by.",
        new KeyCodeCombination(KeyCode.F2, KeyCombination.SHIFT_DOWN),
        some,
        () -> view.edit(RunColumns.TAGS));
    group.add(
        "runs-delete",
        "Delete runs",
        Feather.TRASH_2,
        "Delete the chosen runs. This can be undone.",
        Action.key(KeyCode.DELETE),
        some,
        () -> edits.delete(List.copyOf(view.selection())));
    view.offer(
        actions,
        Stream.of(
                "runs-open",
                "runs-duplicate",
                "runs-again",
                "go-on",
                "runs-compare",
                "runs-notes",
                "runs-tags",
                "runs-delete")
            .map(actions::get)
            .toList(),
        actions.get("runs-open"));
  }

  /**
   * Whether something was interrupted or failed: among the chosen runs, or in Live the one that is
   * shown.
   */
  private BooleanBinding someLeft() {
    ObservableValue<Number> revision = runs.shownProperty().flatMap(RunModel::revisionProperty);
    return Bindings.createBooleanBinding(
        () -> {
          // A lazy binding must be read to report further changes.
          revision.getValue();
          return !left().isEmpty();
        },
        view.selection(),
        pages.isShown("runs"),
        pages.isShown("live"),
        runs.queue(),
        revision);
  }

  private List<ArchivedRun> left() {
    Stream<ArchivedRun> seen =
        pages.isShown("runs").get()
            ? chosen().stream()
            : pages.isShown("live").get()
                ? Stream.ofNullable(runs.shownProperty().get()).map(RunModel::archived)
                : Stream.empty();
    return seen.filter(runs::isLeft).toList();
  }

  private List<ArchivedRun> chosen() {
    return view.selection().stream().map(RunRow::run).toList();
  }

  private void open(long run) {
    runs.show(run);
    pages.show("live");
  }
}
