package palimpsest.bench.compare;

import java.util.EnumMap;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.look.Look;
import palimpsest.bench.look.Ui;
import palimpsest.chart.FigureView;

/** The figure of the comparison, or what to do to get one. */
final class FigurePane extends StackPane {

  private final CompareViewModel model;
  private final Look look;
  private final Map<FigureKind, FigureView> views = new EnumMap<>(FigureKind.class);

  FigurePane(CompareViewModel model, Look look) {
    this.model = model;
    this.look = look;
    setId("compare-figure");
    for (FigureKind kind : FigureKind.values()) {
      FigureView view = new FigureView(kind.valueFormat());
      view.setVisible(false);
      views.put(kind, view);
      getChildren().add(view);
    }
    BooleanBinding nothing =
        Bindings.createBooleanBinding(
            () -> model.comparedProperty().get().runs().isEmpty(), model.comparedProperty());
    BooleanBinding unmeasured =
        Bindings.createBooleanBinding(
            () ->
                !model.comparedProperty().get().runs().isEmpty()
                    && model.comparedProperty().get().figure() == null,
            model.comparedProperty());
    BooleanBinding noRuns = model.choices().sizeProperty().isEqualTo(0);
    getChildren()
        .addAll(
            advice(
                "Nothing to compare yet",
                "Runs that were trained appear in the list on the left. Choose a strategy and press"
                    + " Run.",
                nothing.and(noRuns)),
            advice(
                "Nothing chosen",
                "Tick configurations in the list on the left, or select runs in the table of all"
                    + " runs and compare them. Runs that differ only in their seed become one curve"
                    + " with a band.",
                nothing.and(noRuns.not())),
            advice(
                "Nothing measured yet",
                "The chosen runs have not come to the end of an epoch.",
                unmeasured));
    model.comparedProperty().subscribe(compared -> draw());
    look.chartTheme().subscribe(theme -> draw());
  }

  private static VBox advice(String title, String text, BooleanBinding when) {
    VBox advice = Ui.empty(Feather.LAYERS, title, text);
    advice.setMouseTransparent(true);
    Ui.shownWhen(advice, when);
    return advice;
  }

  private void draw() {
    Compared compared = model.comparedProperty().get();
    views.forEach(
        (kind, view) -> view.setVisible(kind == compared.kind() && compared.figure() != null));
    FigureView view = views.get(compared.kind());
    if (compared.figure() != null && view != null) {
      view.show(compared.figure().draw(look.chartTheme().get()));
      view.setAccessibleText(
          "%s of %s".formatted(compared.kind().label(), String.join("; ", compared.labels())));
    }
  }
}
