package palimpsest.chart;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jfree.data.DomainOrder;
import org.jfree.data.general.DatasetChangeListener;
import org.jfree.data.general.DatasetGroup;
import org.jfree.data.xy.XYDataset;

/** Curves as JFreeChart reads them. Nothing in it ever changes, so there are no listeners. */
final class CurveDataset implements XYDataset {

  private final List<Curve> curves;
  private final boolean log;
  private final List<String> keys = new ArrayList<>();
  private DatasetGroup group = new DatasetGroup();

  /**
   * Curves under their labels; a label that is there already gets a number.
   *
   * @param log whether the axis of values is logarithmic, so that 0 and less are gaps
   */
  CurveDataset(List<Curve> curves, boolean log) {
    this.curves = List.copyOf(curves);
    this.log = log;
    Set<String> taken = new HashSet<>();
    for (Curve curve : curves) {
      String key = curve.label();
      for (int copy = 2; !taken.add(key); copy++) {
        key = curve.label() + " (" + copy + ")";
      }
      keys.add(key);
    }
  }

  Curve curve(int series) {
    return curves.get(series);
  }

  Spread spread(int series, int item) {
    return curves.get(series).points().get(item).spread();
  }

  /** The place of the point at an epoch, or −1. */
  int itemAt(int series, double epoch) {
    List<CurvePoint> points = curves.get(series).points();
    int low = 0;
    int high = points.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      double at = points.get(middle).epoch();
      if (at == epoch) {
        return middle;
      }
      if (at < epoch) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return -1;
  }

  @Override
  public int getSeriesCount() {
    return curves.size();
  }

  @Override
  public String getSeriesKey(int series) {
    return keys.get(series);
  }

  @Override
  @SuppressWarnings("rawtypes") // as JFreeChart declares it
  public int indexOf(Comparable key) {
    return keys.indexOf(String.valueOf(key));
  }

  @Override
  public DomainOrder getDomainOrder() {
    return DomainOrder.ASCENDING;
  }

  @Override
  public int getItemCount(int series) {
    return curves.get(series).points().size();
  }

  @Override
  public Number getX(int series, int item) {
    return getXValue(series, item);
  }

  @Override
  public double getXValue(int series, int item) {
    return curves.get(series).points().get(item).epoch();
  }

  @Override
  public Number getY(int series, int item) {
    return getYValue(series, item);
  }

  @Override
  public double getYValue(int series, int item) {
    double mean = spread(series, item).mean();
    return log && mean <= 0 ? Double.NaN : mean;
  }

  @Override
  public void addChangeListener(DatasetChangeListener listener) {}

  @Override
  public void removeChangeListener(DatasetChangeListener listener) {}

  @Override
  public DatasetGroup getGroup() {
    return group;
  }

  @Override
  public void setGroup(DatasetGroup group) {
    this.group = group;
  }
}
