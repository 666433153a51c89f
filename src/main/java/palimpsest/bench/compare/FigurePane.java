package palimpsest.bench.compare;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import javafx.beans.binding.Bindings;
import javafx.beans.binding.BooleanBinding;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.kordamp.ikonli.feather.Feather;
import palimpsest.bench.figure.ChartPane;
import palimpsest.bench.look.Ui;
import palimpsest.bench.look.WindowTheme;

/** The figure of the comparison, or what to do to get one. */
final class FigurePane extends StackPane {

  private final CompareViewModel model;
  private final WindowTheme windowTheme;
  private final Map<FigureKind, ChartPane> views = new EnumMap<>(FigureKind.class);

  FigurePane(CompareViewModel model, WindowTheme windowTheme) {
    this.model = model;
    this.windowTheme = windowTheme;
    setId("compare-figure");
    for (FigureKind kind : FigureKind.values()) {
      ChartPane view =
          new ChartPane(
              model.figure(kind),
              "compare-chart-" + kind.fileName().replace(' ', '-'),
              kind.label(),
              kind.valueFormat());
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
                "Trained runs appear in the list on the left. Choose a strategy and press Run.",
                nothing.and(noRuns)),
            advice(
                "Nothing chosen",
                "Tick configurations in the list on the left, or select runs in the table of all"
                    + " runs and compare them. Runs that differ only in their seed become one curve"
                    + " with a band.",
                nothing.and(noRuns.not())),
            advice(
                "Nothing measured yet",
                "The chosen runs have not completed an epoch.",
                unmeasured));
    model.comparedProperty().subscribe(comparisonResult -> draw());
    windowTheme.chartTheme().subscribe(theme -> draw());
  }

  private static VBox advice(String title, String text, BooleanBinding when) {
    VBox advice = Ui.empty(Feather.LAYERS, title, text);
    advice.setMouseTransparent(true);
    Ui.shownWhen(advice, when);
    return advice;
  }

  private void draw() {
    ComparisonResult comparisonResult = model.comparedProperty().get();
    views.forEach((kind, view) ->
        view.setVisible(kind == comparisonResult.kind() && comparisonResult.figure() != null));
    ChartPane view = views.get(comparisonResult.kind());
    if (comparisonResult.figure() != null && view != null) {
      view.setTheme(windowTheme.chartTheme().get());
      view.describe(
          "%s of %s"
              .formatted(
                  comparisonResult.kind().label(), String.join("; ", comparisonResult.labels())));
    }
  }

  /** The figure that is seen, if there is one. */
  List<ChartPane> charts() {
    ComparisonResult comparisonResult = model.comparedProperty().get();
    ChartPane view = views.get(comparisonResult.kind());
    return comparisonResult.figure() == null || view == null ? List.of() : List.of(view);
  }

  /** Buttons for the axes of the figure that is seen. */
  StackPane tools() {
    StackPane tools = new StackPane();
    views.forEach((kind, view) -> {
      HBox buttons = view.tools();
      Ui.shownWhen(
          buttons,
          model.comparedProperty().map(comparisonResult -> comparisonResult.kind() == kind));
      tools.getChildren().add(buttons);
    });
    return tools;
  }
}
