package palimpsest.bench.fisher;

import java.util.Locale;
import javafx.application.Platform;
import javafx.beans.Observable;
import javafx.beans.binding.Bindings;
import javafx.beans.value.ObservableValue;
import javafx.geometry.VPos;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.FlowPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.look.Ui;
import palimpsest.chart.GreyCurve;
import palimpsest.chart.GreyScale;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPalette;
import palimpsest.chart.MatrixStatistics;
import palimpsest.text.NumberText;

/**
 * The colour bar of a pane with its ends, how entries became pixels, and what the matrix holds that
 * the bar has no colour for. It takes as many lines as it needs.
 */
final class MatrixLegend extends FlowPane {

  private final PaneContent paneContent;
  private final FisherViewModel model;
  private final ObservableValue<GreyScale> greys;
  private final Label low = Ui.quiet("");
  private final Label high = Ui.quiet("");
  private final Region ramp = new Region();
  private final Label middle = Ui.quiet("");
  private final Label curve = Ui.quiet("");
  private final Label reduction = Ui.quiet("");
  private final Label count = Ui.quiet("");
  private final Label signs = Ui.quiet("");
  private final Label notNumbers = new Label();
  private final Label infinite = new Label();
  private boolean stale;

  MatrixLegend(
      PaneContent paneContent,
      FisherViewModel model,
      ObservableValue<GreyScale> greys,
      ObservableValue<String> coarse) {
    super(10, 2);
    this.paneContent = paneContent;
    this.model = model;
    this.greys = greys;
    getStyleClass().add("matrix-legend");
    setMinWidth(0);
    setRowValignment(VPos.CENTER);
    ramp.getStyleClass().add("grey-ramp");
    HBox bar = new HBox(low, ramp, high);
    bar.getStyleClass().add("legend-bar");
    bar.maxWidthProperty().bind(widthProperty());
    Label orange = Ui.quiet("orange: not 0");
    Ui.shownWhen(orange, model.levels().nonZeroProperty());
    Label refining = Ui.quiet("");
    refining.textProperty().bind(coarse);
    Ui.shownWhen(refining, coarse.map(text -> !text.isEmpty()));
    notNumbers.getStyleClass().add("not-a-number");
    infinite.getStyleClass().add("infinite");
    for (Label label : new Label[] {low, high}) {
      label.setMinWidth(Region.USE_PREF_SIZE);
    }
    for (Label label :
        new Label[] {
          middle, curve, reduction, count, notNumbers, infinite, signs, orange, refining
        }) {
      label.maxWidthProperty().bind(widthProperty());
    }
    for (Label label : new Label[] {middle, curve, reduction, count, signs, notNumbers, infinite}) {
      Ui.shownWhen(label, Bindings.isNotEmpty(label.textProperty()));
    }
    getChildren()
        .addAll(
            bar, middle, curve, reduction, count, notNumbers, infinite, signs, orange, refining);
    Observable[] causes = {
      greys,
      model.levels().paletteProperty(),
      model.levels().reductionProperty(),
      model.zoom().viewportProperty(),
      paneContent.statisticsProperty()
    };
    for (Observable cause : causes) {
      cause.addListener(observable -> updateSoon());
    }
    update();
    Ui.tip((Node) this);
  }

  /** The view changes while the page is laid out, when a change of texts would be lost. */
  private void updateSoon() {
    if (!stale) {
      stale = true;
      Platform.runLater(this::update);
    }
  }

  private void update() {
    stale = false;
    MatrixLook look = model.levels().look(greys.getValue());
    GreyScale scale = look.scale();
    low.setText("≤ " + NumberText.leading(scale.first()));
    high.setText("≥ " + NumberText.leading(scale.max()));
    ramp.pseudoClassStateChanged(
        javafx.css.PseudoClass.getPseudoClass("diverging"),
        look.palette() == MatrixPalette.BLUE_RED);
    boolean grey = look.palette() == MatrixPalette.GREY;
    middle.setText(scale.isSymmetric() && grey ? "0 = middle grey" : "");
    curve.setText(scale.curveText());
    double entriesPerPixel = model.zoom().viewportProperty().get().entriesPerPixel();
    reduction.setText(entriesPerPixel > 1 ? look.reduction().label().toLowerCase(Locale.ROOT) : "");
    count.setText(MatrixLook.count(entriesPerPixel));
    MatrixStatistics all = paneContent.statisticsProperty().get();
    signs.setText(all == null || all.negative() == 0 ? "" : negative(all));
    notNumbers.setText(
        all == null || all.notNumbers() == 0 ? "" : "%,d NaN".formatted(all.notNumbers()));
    infinite.setText(
        all == null || all.infinite() == 0 ? "" : "%,d infinite".formatted(all.infinite()));
    setAccessibleHelp(help(look, all));
  }

  private static String negative(MatrixStatistics all) {
    double percent = 100.0 * all.negative() / all.entries();
    return percent < 0.1
        ? "%,d negative".formatted(all.negative())
        : String.format(
            Locale.ROOT, percent < 10 ? "%.1f %% negative" : "%.0f %% negative", percent);
  }

  private static String help(MatrixLook look, @Nullable MatrixStatistics all) {
    StringBuilder text = new StringBuilder(look.reduction().help());
    if (look.scale().curve() == GreyCurve.LOG && !(look.scale().min() > 0)) {
      text.append(
          " The log scale starts at a millionth of its upper end; 0 and less take the lowest level.");
    }
    if (all != null) {
      text.append(
          "\nWhole matrix: %,d entries from %s to %s; %,d positive, %,d negative, %,d NaN, %,d infinite."
              .formatted(
                  all.entries(),
                  NumberText.leading(all.min()),
                  NumberText.leading(all.max()),
                  all.positive(),
                  all.negative(),
                  all.notNumbers(),
                  all.infinite()));
    }
    return text.toString();
  }
}
