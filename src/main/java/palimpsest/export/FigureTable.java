package palimpsest.export;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import palimpsest.chart.Curve;
import palimpsest.chart.CurveFigure;
import palimpsest.chart.CurvePoint;
import palimpsest.chart.Figure;
import palimpsest.chart.HeatMap;
import palimpsest.chart.Spread;

/**
 * The numbers of a figure as a tidy table: exactly what is drawn, a row a point, a cell empty where
 * nothing is drawn. {@code epoch} counts over all tasks, with the untrained network at 0; {@code
 * seed} is empty for a mean over several runs, {@code task} for a mean over tasks.
 */
public final class FigureTable {

  private FigureTable() {}

  /**
   * Writes the numbers of a figure as CSV.
   *
   * @throws palimpsest.problem.Problem if it cannot be written
   */
  public static void write(Figure figure, Path file) {
    switch (figure) {
      case CurveFigure curves ->
          TableFile.writeCsv(
              file,
              List.of(
                  "quantity", "group", "method", "seed", "n", "epoch", "task", "value", "sd", "se"),
              rows(curves));
      case HeatMap map ->
          TableFile.writeCsv(
              file,
              List.of("group", "method", "seed", "n", "after", "task", "value", "sd", "se"),
              rows(map));
    }
  }

  private static List<List<String>> rows(CurveFigure figure) {
    List<List<String>> rows = new ArrayList<>();
    for (Curve curve : figure.shown()) {
      String seed = curve.seed() == null ? "" : curve.seed().toString();
      for (CurvePoint point : curve.points()) {
        Spread spread = point.spread();
        rows.add(
            List.of(
                figure.quantity(),
                curve.group(),
                curve.method(),
                seed,
                Integer.toString(spread.n()),
                epoch(point.epoch()),
                curve.task(),
                TableFile.number(spread.mean()),
                TableFile.number(spread.deviation()),
                TableFile.number(spread.error())));
      }
    }
    return rows;
  }

  private static String epoch(double epoch) {
    return epoch == Math.rint(epoch) ? Long.toString((long) epoch) : Double.toString(epoch);
  }

  private static List<List<String>> rows(HeatMap map) {
    List<List<String>> rows = new ArrayList<>();
    boolean single = map.group().members().size() == 1;
    String seed = single ? Long.toString(map.group().members().getFirst().spec().seed()) : "";
    for (int trained = 0; trained < map.tasks().size(); trained++) {
      for (int tested = 0; tested < map.tasks().size(); tested++) {
        Spread spread = map.cells().get(trained).get(tested);
        rows.add(
            List.of(
                map.group().label(),
                map.group().method(),
                seed,
                Integer.toString(spread.n()),
                map.tasks().get(trained),
                map.tasks().get(tested),
                TableFile.number(spread.mean()),
                TableFile.number(spread.deviation()),
                TableFile.number(spread.error())));
      }
    }
    return rows;
  }
}
