package palimpsest.bench;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.action.ActionGroup;
import palimpsest.bench.compare.CompareExports;
import palimpsest.bench.compare.CompareViewModel;
import palimpsest.bench.compare.NotebookExports;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.runtable.RunsView;

/** The exports into files, by the selected page. */
record FileActions(
    Pages pages,
    LiveView live,
    FisherView fisher,
    RunsView runs,
    CompareViewModel comparison,
    CompareExports compare,
    NotebookExports notebook) {

  void addTo(ActionGroup group) {
    BooleanBinding drawn =
        pages
            .isShown("compare")
            .and(Bindings.createBooleanBinding(this::isDrawn, comparison.comparedProperty()));
    BooleanBinding table = pages.isShown("runs").or(drawn);
    BooleanBinding figure = pages.isShown("live").or(pages.isShown("fisher")).or(drawn);
    group.add(
        "export",
        "Export figure",
        Feather.DOWNLOAD,
        "Set up the figure on this page for print and save it; in Fisher, save the matrix as"
            + " PNG, PDF or SVG.",
        Action.command(KeyCode.E),
        figure,
        () -> byPage(live::export, fisher::export, compare::figure));
    group.add(
        "export-numbers",
        "Export numbers",
        Feather.DATABASE,
        "Save the numbers of the figure on this page as CSV; in Fisher, the matrix as npz.",
        Action.shiftCommand(KeyCode.E),
        figure,
        () -> byPage(live::exportNumbers, fisher::exportNumbers, compare::figureNumbers));
    group.add(
        "export-table",
        "Export table as CSV",
        Feather.FILE_TEXT,
        "Save the table of Runs or Compare as CSV, with unformatted numbers.",
        Action.command(KeyCode.T),
        table,
        () -> byTable(runs::exportCsv, compare::tableCsv));
    group.add(
        "export-latex",
        "Export table as LaTeX",
        Feather.FILE_TEXT,
        "Save the table of Runs or Compare as LaTeX, as shown.",
        Action.shiftCommand(KeyCode.T),
        table,
        () -> byTable(runs::exportLatex, compare::tableLatex));
    group.add(
        "export-folders",
        "Export runs as folders",
        Feather.FOLDER_PLUS,
        "Save each chosen run as a folder: its settings, scores, figures, matrices and weights.",
        Action.shiftCommand(KeyCode.X),
        Bindings.isNotEmpty(runs.selection()).and(pages.isShown("runs")),
        runs::exportFolders);
    group.add(
        "export-notebook",
        "Export the notebook's figures",
        Feather.BOOK_OPEN,
        "Save the notebook's figures of the runs chosen in Compare, each as PNG and SVG.",
        Action.shiftCommand(KeyCode.N),
        drawn,
        notebook::write);
  }

  private boolean isDrawn() {
    return comparison.comparedProperty().get().figure() != null;
  }

  private void byPage(Runnable inLive, Runnable inFisher, Runnable inCompare) {
    if (pages.isShown("fisher").get()) {
      inFisher.run();
    } else if (pages.isShown("compare").get()) {
      inCompare.run();
    } else {
      inLive.run();
    }
  }

  private void byTable(Runnable inRuns, Runnable inCompare) {
    if (pages.isShown("runs").get()) {
      inRuns.run();
    } else {
      inCompare.run();
    }
  }
}
