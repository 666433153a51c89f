package palimpsest.bench;

import javafx.scene.input.KeyCode;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.action.Action;
import palimpsest.bench.compare.CompareView;
import palimpsest.bench.fisher.FisherView;
import palimpsest.bench.help.HelpView;
import palimpsest.bench.images.ImagesView;
import palimpsest.bench.live.LiveView;
import palimpsest.bench.runtable.RunsView;

/** The contents of the pages, in the order of their tabs. */
record PageContents(
    LiveView live,
    FisherView fisher,
    RunsView runs,
    CompareView compare,
    ImagesView images,
    HelpView help) {

  void addTo(Pages pages) {
    pages.add(
        "live",
        "Live",
        Feather.ACTIVITY,
        "Accuracy and loss during training.",
        live,
        () -> pages.node().requestFocus());
    pages.add(
        "fisher", "Fisher", Feather.GRID, "The Fisher matrices of the run.", fisher, fisher::focus);
    pages.add("runs", "Runs", Feather.ARCHIVE, "All runs.", runs, runs::focus);
    pages.add(
        "compare",
        "Compare",
        Feather.TRENDING_UP,
        "Several runs in one figure, with means over seeds.",
        compare,
        compare::focus);
    pages.add(
        "images",
        "Images",
        Feather.IMAGE,
        "Image sets, and the tasks of the form as the network will see them.",
        images,
        images::focus);
    pages.add(
        "help",
        "Help",
        Feather.HELP_CIRCLE,
        "The manual: first steps, every setting, troubleshooting.",
        Action.key(KeyCode.F1),
        help,
        help::focus);
  }
}
