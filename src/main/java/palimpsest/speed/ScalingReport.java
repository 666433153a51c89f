package palimpsest.speed;

import java.util.ArrayList;
import java.util.List;
import palimpsest.fisher.Representation;

/**
 * The growth of cost with size.
 *
 * @param device the device, for people
 * @param points everything measured
 * @param limits sentences on what was not measured, and why
 */
public record ScalingReport(String device, List<ScalingPoint> points, List<String> limits) {

  /** Copies the lists. */
  public ScalingReport {
    points = List.copyOf(points);
    limits = List.copyOf(limits);
  }

  /**
   * One curve of cost over size.
   *
   * @param axis the size that grows
   * @param work the work done
   * @param representation the representation of the matrix
   * @param points in ascending order of size
   */
  public record Curve(
      ScalingAxis axis,
      ScalingPoint.Work work,
      Representation representation,
      List<ScalingPoint> points) {

    /** Copies the list. */
    public Curve {
      points = List.copyOf(points);
    }

    /**
     * The exponent b of seconds = a·sizeᵇ by least squares on logarithms, over the upper half of
     * the sizes measured; NaN for a single one.
     */
    public double exponent() {
      List<ScalingPoint> upper = points.subList((points.size() - 1) / 2, points.size());
      double meanX = upper.stream().mapToDouble(p -> Math.log(p.size())).average().orElse(0);
      double meanY = upper.stream().mapToDouble(p -> Math.log(p.seconds())).average().orElse(0);
      double products = 0;
      double squares = 0;
      for (ScalingPoint point : upper) {
        double x = Math.log(point.size()) - meanX;
        products += x * (Math.log(point.seconds()) - meanY);
        squares += x * x;
      }
      return products / squares;
    }
  }

  /** The curves, in the order of their axes. */
  public List<Curve> curves() {
    List<Curve> curves = new ArrayList<>();
    for (ScalingAxis axis : ScalingAxis.values()) {
      for (ScalingPoint.Work work : ScalingPoint.Work.values()) {
        for (Representation representation : Representation.values()) {
          List<ScalingPoint> own =
              points.stream()
                  .filter(p -> p.axis() == axis)
                  .filter(p -> p.work() == work)
                  .filter(p -> p.representation() == representation)
                  .toList();
          if (!own.isEmpty()) {
            curves.add(new Curve(axis, work, representation, own));
          }
        }
      }
    }
    return curves;
  }
}
