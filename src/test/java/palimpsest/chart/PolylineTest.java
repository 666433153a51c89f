package palimpsest.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PolylineTest {

  @Test
  void noColumnLosesItsEndsOrExtremes() {
    Random random = new Random(3);
    List<List<Double>> columns = new ArrayList<>();
    Polyline line = new Polyline(0.5);
    for (int column = 0; column < 200; column++) {
      List<Double> values = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        double value = random.nextGaussian() * (i == 17 ? 100 : 1);
        values.add(value);
        line.add(column * 0.5 + i * 0.01, value);
      }
      columns.add(values);
    }
    List<List<Double>> kept = new ArrayList<>();
    columns.forEach(column -> kept.add(new ArrayList<>()));
    for (int i = 0; i < line.size(); i++) {
      kept.get((int) Math.floor(line.x(i) / 0.5)).add(line.y(i));
    }
    for (int column = 0; column < columns.size(); column++) {
      List<Double> all = columns.get(column);
      List<Double> left = kept.get(column);
      double lowest = all.stream().min(Double::compare).orElseThrow();
      double highest = all.stream().max(Double::compare).orElseThrow();
      assertThat(left).hasSizeLessThanOrEqualTo(4).contains(lowest, highest);
      assertThat(left.getFirst()).isEqualTo(all.getFirst());
      assertThat(left.getLast()).isEqualTo(all.getLast());
      assertThat(all).containsSubsequence(left);
    }
  }

  @Test
  void pointsThatCanBeToldApartAreAllKept() {
    Polyline line = new Polyline(1);
    for (int i = 0; i < 1000; i++) {
      line.add(i * 0.25, i % 7);
    }
    assertThat(line.size()).isEqualTo(1000);
  }
}
