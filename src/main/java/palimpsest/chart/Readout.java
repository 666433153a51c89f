package palimpsest.chart;

import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import javafx.scene.shape.Circle;
import org.jfree.chart.plot.XYPlot;

/**
 * The values of all curves at an epoch, beside the pointer. Where there is no room for all, those
 * nearest to the pointer are read, and how many are left out is said.
 */
final class Readout extends VBox {

  private static final double GAP = 12;

  /** Height of a line, by which it is found how many there is room for. */
  private static final double LINE = 17;

  /** Curves at most: more would hide the figure. */
  private static final int MOST = 6;

  private final String valueFormat;

  /** A curve's value. */
  private record Reading(Curve curve, java.awt.Color colour, Spread spread, double distance) {}

  Readout(String valueFormat) {
    this.valueFormat = valueFormat;
    getStyleClass().add("figure-readout");
    setManaged(false);
    setVisible(false);
    setMouseTransparent(true);
  }

  /** Takes in the values at an epoch; says whether there are any. */
  boolean read(XYPlot plot, double epoch, Rectangle2D area, double y, double height) {
    List<Reading> readings = new ArrayList<>();
    if (plot.getDataset() instanceof CurveDataset curves) {
      for (int curve = 0; curve < curves.getSeriesCount(); curve++) {
        int item = curves.itemAt(curve, epoch);
        if (item >= 0 && plot.getRenderer().getSeriesPaint(curve) instanceof java.awt.Color paint) {
          double value = curves.getYValue(curve, item);
          double drawn = plot.getRangeAxis().valueToJava2D(value, area, plot.getRangeAxisEdge());
          double distance = Double.isFinite(drawn) ? Math.abs(drawn - y) : Double.MAX_VALUE;
          readings.add(
              new Reading(curves.curve(curve), paint, curves.spread(curve, item), distance));
        }
      }
    }
    int lines = (int) ((height - 2 * GAP) / LINE) - 2;
    int most = readings.size() <= MOST ? MOST : MOST - 1;
    List<Node> labels = new ArrayList<>();
    labels.add(
        new Label((epoch == Math.rint(epoch) ? "epoch %,.0f" : "epoch %,.2f").formatted(epoch)));
    List<Reading> near =
        readings.stream()
            .sorted(Comparator.comparingDouble(Reading::distance))
            .limit(Math.clamp(lines, 1, most))
            .toList();
    readings.stream().filter(near::contains).map(this::label).forEach(labels::add);
    if (near.size() < readings.size()) {
      labels.add(new Label("%,d more, further away".formatted(readings.size() - near.size())));
    }
    getChildren().setAll(labels);
    return !readings.isEmpty();
  }

  /** Stands beside a point of the figure, inside it. */
  void place(double x, double y, double width, double height) {
    applyCss();
    autosize();
    boolean fitsRight = x + GAP + getWidth() < width;
    double left = fitsRight ? x + GAP : x - GAP - getWidth();
    double top = Math.clamp(y + GAP, 0, Math.max(0, height - getHeight()));
    relocate(snapPositionX(Math.max(0, left)), snapPositionY(top));
    setVisible(true);
    setAccessibleText(
        getChildren().stream()
            .map(node -> node instanceof Label label ? label.getText() : "")
            .reduce("", (a, b) -> a + b + "\n")
            .strip());
  }

  private Label label(Reading reading) {
    Curve curve = reading.curve();
    String name = curve.seed() == null ? name(curve) : curve.label();
    Label label = new Label(name + "  " + value(reading.spread()));
    java.awt.Color colour = reading.colour();
    label.setGraphic(
        new Circle(
            4, javafx.scene.paint.Color.rgb(colour.getRed(), colour.getGreen(), colour.getBlue())));
    return label;
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
