package palimpsest.cli;

import java.util.ArrayList;
import java.util.List;
import palimpsest.speed.Measurement;
import palimpsest.speed.ScalingAxis;
import palimpsest.speed.ScalingPoint;
import palimpsest.speed.ScalingReport;
import palimpsest.speed.SpeedReport;

/** Durations as rows of tables. */
final class SpeedTables {

  private SpeedTables() {}

  /** A row for each thing measured. */
  static List<List<String>> of(SpeedReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("measured", "median", "ratio", "spread"));
    for (Measurement measurement : report.measurements()) {
      rows.add(
          List.of(
              measurement.name(),
              duration(measurement.seconds()),
              "%.4f".formatted(measurement.ratio()),
              "%.1f %%".formatted(100 * measurement.spread())));
    }
    return rows;
  }

  /** A table for each axis: a row for each curve, a column for each size, and the exponent. */
  static List<List<List<String>>> of(ScalingReport report) {
    List<List<List<String>>> tables = new ArrayList<>();
    for (ScalingAxis axis : ScalingAxis.values()) {
      List<ScalingReport.Curve> curves =
          report.curves().stream().filter(curve -> curve.axis() == axis).toList();
      if (!curves.isEmpty()) {
        tables.add(table(axis, curves));
      }
    }
    return tables;
  }

  private static List<List<String>> table(ScalingAxis axis, List<ScalingReport.Curve> curves) {
    List<Integer> sizes =
        curves.stream()
            .flatMap(curve -> curve.points().stream())
            .map(ScalingPoint::size)
            .distinct()
            .sorted()
            .toList();
    List<List<String>> rows = new ArrayList<>();
    List<String> header = new ArrayList<>(List.of(axis.label()));
    sizes.forEach(size -> header.add("%,d".formatted(size)));
    header.add("exponent");
    rows.add(header);
    for (ScalingReport.Curve curve : curves) {
      List<String> row = new ArrayList<>();
      row.add(curve.work().key() + " " + curve.representation().label());
      for (int size : sizes) {
        row.add(
            curve.points().stream()
                .filter(point -> point.size() == size)
                .findFirst()
                .map(point -> duration(point.seconds()))
                .orElse("–"));
      }
      row.add(Double.isFinite(curve.exponent()) ? "%.2f".formatted(curve.exponent()) : "–");
      rows.add(row);
    }
    return rows;
  }

  private static String duration(double seconds) {
    return seconds < 1 ? "%.2f ms".formatted(1000 * seconds) : "%.2f s".formatted(seconds);
  }
}
