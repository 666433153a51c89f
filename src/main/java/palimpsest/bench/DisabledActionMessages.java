package palimpsest.bench;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.scene.control.Tab;
import palimpsest.bench.action.Actions;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.setup.SetupForm;
import palimpsest.bench.setup.SetupViewModel;

/**
 * The messages shown when a key asks for an action that is disabled. It stands until it can be
 * done, or another page is shown.
 */
record DisabledActionMessages(Actions actions, Notices notices, Pages pages) {

  private static final Set<String> TABLES = Set.of("export-table", "export-latex");

  void addTo(SetupViewModel setup, SetupForm form, PauseAndStop control) {
    actions.otherwise(
        "run",
        () -> {
          String fault = form.showFault();
          notices.showError(fault, setup.hindranceProperty().map(now -> now.contains(fault)));
        });
    for (String export : List.of("export", "export-numbers", "export-table", "export-latex")) {
      refuse(export, () -> nothingToExport(export));
    }
    refuse("go-on", this::nothingToGoOn);
    refuse("stop", control::nothingToStop);
    for (String one : List.of("runs-open", "runs-duplicate")) {
      refuse(one, () -> "\"%s\" is for one run: choose it in Runs.".formatted(title(one)));
    }
    refuse(
        "export-notebook",
        () -> "Nothing to export: tick runs in Compare to make the notebook's figures of them.");
    for (String several : List.of("runs-again", "runs-compare", "export-folders")) {
      refuse(
          several,
          () -> "\"%s\" is for chosen runs: choose them in Runs.".formatted(title(several)));
    }
  }

  private void refuse(String id, Supplier<String> why) {
    actions.otherwise(
        id,
        () -> {
          ObservableValue<Boolean> can = actions.get(id).enabled();
          ObservableValue<Tab> room = pages.node().getSelectionModel().selectedItemProperty();
          Tab here = room.getValue();
          notices.showError(
              why.get(),
              Bindings.createBooleanBinding(
                  () -> !can.getValue() && here.equals(room.getValue()), can, room));
        });
  }

  private String keyOf(String id) {
    return actions.get(id).keyText();
  }

  private String title(String id) {
    return actions.get(id).title();
  }

  private String nothingToExport(String export) {
    if (pages.isShown("compare").get()) {
      return "Nothing to export yet: tick runs to compare in the list on the left.";
    }
    if (pages.isShown("help").get()) {
      return "Nothing to export in Help: figures are in Live, Fisher and Compare, tables in"
          + " Runs and Compare.";
    }
    if (TABLES.contains(export) && !pages.isShown("runs").get()) {
      return "No table on this page: tables are in Runs and Compare.";
    }
    return pages.isShown("runs").get()
        ? "No figure in Runs. Export its table with %s, or the chosen runs with %s."
            .formatted(keyOf("export-table"), keyOf("export-folders"))
        : "Nothing to export yet: no run has been measured.";
  }

  private String nothingToGoOn() {
    return pages.isShown("live").get()
        ? "No run to resume: the run in Live was not interrupted. Choose others in Runs."
        : "No run to resume: in Runs, choose runs that failed, were stopped or were"
            + " interrupted here, or that are paused on a cluster.";
  }
}
