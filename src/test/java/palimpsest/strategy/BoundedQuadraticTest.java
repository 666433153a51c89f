package palimpsest.strategy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class BoundedQuadraticTest {

  /** At the minimum the slope is 0 where v is free, and not negative where v is at the bound. */
  @Test
  void theMinimumMeetsTheConditionsOfOptimality() {
    Random random = new Random(8);
    for (int trial = 0; trial < 500; trial++) {
      int n = 1 + random.nextInt(8);
      double[][] rows = new double[n][n + 2];
      double[] b = new double[n];
      for (int i = 0; i < n; i++) {
        b[i] = random.nextGaussian() * Math.pow(10, random.nextInt(5) - 2);
        for (int j = 0; j < rows[i].length; j++) {
          rows[i][j] = random.nextGaussian();
        }
      }
      double[][] a = new double[n][n];
      for (int i = 0; i < n; i++) {
        for (int j = 0; j < n; j++) {
          for (int k = 0; k < rows[i].length; k++) {
            a[i][j] += rows[i][k] * rows[j][k];
          }
        }
        a[i][i] += 1e-3;
      }
      double bound = random.nextInt(3) * 0.5;
      double[] v = BoundedQuadratic.minimum(a, b, bound);
      for (int i = 0; i < n; i++) {
        double slope = b[i];
        double scale = 1 + Math.abs(b[i]);
        for (int j = 0; j < n; j++) {
          slope += a[i][j] * v[j];
          scale += Math.abs(a[i][j] * v[j]);
        }
        assertThat(v[i]).isGreaterThanOrEqualTo(bound - 1e-12);
        if (v[i] > bound) {
          assertThat(slope).as("slope of a free one").isCloseTo(0, within(1e-9 * scale));
        } else {
          assertThat(slope).as("slope at the bound").isGreaterThan(-1e-9 * scale);
        }
      }
    }
  }
}
