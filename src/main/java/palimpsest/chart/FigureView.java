package palimpsest.chart;

import java.awt.geom.Rectangle2D;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import javafx.scene.shape.Line;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.fx.ChartCanvas;
import org.jfree.chart.plot.XYPlot;
import org.jspecify.annotations.Nullable;

/**
 * A figure on the screen. It is drawn at most once per frame however often it is replaced, and
 * reads out the values of every curve at the epoch under the pointer.
 */
public final class FigureView extends Region {

  private static final double GAP = 12;

  private final String valueFormat;
  private final Line rule = new Line();
  private final VBox readout = new VBox();
  private @Nullable ChartCanvas canvas;
  private @Nullable JFreeChart pending;
  private double pointerX = Double.NaN;
  private double pointerY;

  /**
   * A view without a figure yet.
   *
   * @param valueFormat how to read out a value, such as {@code %.1f %%}
   */
  public FigureView(String valueFormat) {
    this.valueFormat = valueFormat;
    getStyleClass().add("figure");
    rule.getStyleClass().add("figure-rule");
    readout.getStyleClass().add("figure-readout");
    for (var node : new Node[] {rule, readout}) {
      node.setManaged(false);
      node.setVisible(false);
      node.setMouseTransparent(true);
    }
    getChildren().addAll(rule, readout);
    setMinSize(120, 90);
    setPrefSize(400, 240);
    addEventHandler(MouseEvent.MOUSE_MOVED, event -> pointAt(event.getX(), event.getY()));
    addEventHandler(MouseEvent.MOUSE_EXITED, event -> pointAt(Double.NaN, 0));
  }

  /** Shows another figure from the next frame on; of a long legend only the beginning. */
  public void show(JFreeChart chart) {
    ShortLegend.shorten(chart);
    pending = chart;
    requestLayout();
  }

  @Override
  protected void layoutChildren() {
    ChartCanvas drawn = canvas;
    JFreeChart next = pending;
    if (drawn == null && next != null) {
      drawn = new ChartCanvas(next);
      drawn.setTooltipEnabled(false);
      drawn.setMouseTransparent(true);
      drawn.setManaged(false);
      getChildren().addFirst(drawn);
      canvas = drawn;
      pending = null;
    }
    if (drawn != null) {
      double width = Math.floor(getWidth());
      double height = Math.floor(getHeight());
      if (drawn.getWidth() != width || drawn.getHeight() != height) {
        drawn.setWidth(width);
        drawn.setHeight(height);
      }
      if (next != null && pending != null) {
        drawn.setChart(next);
        pending = null;
      }
    }
    readValues();
  }

  private void pointAt(double x, double y) {
    pointerX = x;
    pointerY = y;
    readValues();
  }

  private void readValues() {
    rule.setVisible(false);
    readout.setVisible(false);
    ChartCanvas drawn = canvas;
    if (drawn == null || Double.isNaN(pointerX)) {
      return;
    }
    Rectangle2D area = drawn.getRenderingInfo().getPlotInfo().getDataArea();
    if (area == null || !area.contains(pointerX, pointerY)) {
      return;
    }
    XYPlot plot = drawn.getChart().getXYPlot();
    if (!(plot.getDataset() instanceof CurveDataset curves)) {
      return;
    }
    int epoch =
        (int)
            Math.round(
                plot.getDomainAxis().java2DToValue(pointerX, area, plot.getDomainAxisEdge()));
    readout.getChildren().setAll(new Label("epoch %,d".formatted(epoch)));
    for (int curve = 0; curve < curves.getSeriesCount(); curve++) {
      int item = curves.itemAt(curve, epoch);
      if (item >= 0) {
        readout.getChildren().add(reading(plot, curves, curve, curves.spread(curve, item)));
      }
    }
    if (readout.getChildren().size() > 1) {
      placeReadout(plot.getDomainAxis().valueToJava2D(epoch, area, plot.getDomainAxisEdge()), area);
    }
  }

  private Label reading(XYPlot plot, CurveDataset curves, int curve, Spread spread) {
    Curve read = curves.curve(curve);
    String name = read.seed() == null ? name(read) : curves.getSeriesKey(curve);
    Label label = new Label(name + "  " + value(spread));
    if (plot.getRenderer().getSeriesPaint(curve) instanceof java.awt.Color colour) {
      label.setGraphic(
          new Circle(
              4,
              javafx.scene.paint.Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue())));
    }
    return label;
  }

  private void placeReadout(double x, Rectangle2D area) {
    double crisp = Math.floor(x) + 0.5;
    rule.setStartX(crisp);
    rule.setEndX(crisp);
    rule.setStartY(area.getMinY());
    rule.setEndY(area.getMaxY());
    rule.setVisible(true);
    readout.applyCss();
    readout.autosize();
    boolean fitsRight = x + GAP + readout.getWidth() < getWidth();
    double left = fitsRight ? x + GAP : x - GAP - readout.getWidth();
    double top = Math.clamp(pointerY + GAP, 0, Math.max(0, getHeight() - readout.getHeight()));
    readout.relocate(snapPositionX(Math.max(0, left)), snapPositionY(top));
    readout.setVisible(true);
    readout.setAccessibleText(
        readout.getChildren().stream()
            .map(node -> node instanceof Label label ? label.getText() : "")
            .reduce("", (a, b) -> a + b + "\n")
            .strip());
  }

  private static String name(Curve curve) {
    return curve.task().isEmpty() ? curve.group() : curve.task() + Figures.OF + curve.group();
  }

  /** A mean over several runs is read out with its standard deviation and their number. */
  private String value(Spread spread) {
    if (!spread.isKnown()) {
      return spread.n() > 1 ? "– (n = %d)".formatted(spread.n()) : "–";
    }
    if (spread.n() < 2) {
      return valueFormat.formatted(spread.mean());
    }
    return valueFormat
            .replaceFirst("(%[.0-9]*f)", "$1 ± $1")
            .formatted(spread.mean(), spread.deviation())
        + " (sd, n = %d)".formatted(spread.n());
  }
}
