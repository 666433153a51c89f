package palimpsest.strategy;

import java.util.Arrays;

/**
 * Minimises ½vᵀAv + bᵀv over v ≥ c, A positive definite, by an active set: the dual of GEM's small
 * quadratic programme, with one variable an earlier task.
 */
final class BoundedQuadratic {

  private static final int MOST_ROUNDS = 50;

  private BoundedQuadratic() {}

  /**
   * The minimum.
   *
   * @param a A [n][n], positive definite
   * @param b [n]
   * @param bound c
   * @return v [n]
   */
  static double[] minimum(double[][] a, double[] b, double bound) {
    int n = b.length;
    boolean[] free = new boolean[n];
    double[] v = new double[n];
    Arrays.fill(v, bound);
    // Each round frees one variable and lowers the value, so that no set of free ones comes twice;
    // where rounding decides, what there is by then is as good.
    for (int round = 0; round < MOST_ROUNDS * n; round++) {
      int worst = steepest(a, b, free, v);
      if (worst < 0) {
        return v;
      }
      free[worst] = true;
      settle(a, b, bound, free, v);
    }
    return v;
  }

  /** The variable at the bound that lowers the value most; −1 if none does. */
  private static int steepest(double[][] a, double[] b, boolean[] free, double[] v) {
    int worst = -1;
    double steepest = 0;
    for (int i = 0; i < v.length; i++) {
      double slope = b[i];
      double scale = Math.abs(b[i]);
      for (int j = 0; j < v.length; j++) {
        slope += a[i][j] * v[j];
        scale += Math.abs(a[i][j] * v[j]);
      }
      if (!free[i] && slope < Math.min(steepest, -1e-13 * scale)) {
        steepest = slope;
        worst = i;
      }
    }
    return worst;
  }

  /** Moves to the minimum over the free variables, fixing those that reach the bound on the way. */
  private static void settle(double[][] a, double[] b, double bound, boolean[] free, double[] v) {
    // Each pass but the last fixes one variable.
    for (int pass = 0; pass <= v.length; pass++) {
      double[] target = solved(a, b, bound, free);
      double share = 1;
      int first = -1;
      for (int i = 0; i < v.length; i++) {
        if (free[i] && target[i] < bound) {
          double reach = (v[i] - bound) / (v[i] - target[i]);
          if (first < 0 || reach < share) {
            share = reach;
            first = i;
          }
        }
      }
      for (int i = 0; i < v.length; i++) {
        if (free[i]) {
          v[i] += share * (target[i] - v[i]);
        }
      }
      if (first < 0) {
        return;
      }
      free[first] = false;
      v[first] = bound;
    }
  }

  /** The minimum over the free variables, the others at the bound, by Gaussian elimination. */
  private static double[] solved(double[][] a, double[] b, double bound, boolean[] free) {
    int n = b.length;
    double[][] rows = new double[n][n + 1];
    for (int i = 0; i < n; i++) {
      if (free[i]) {
        rows[i] = Arrays.copyOf(a[i], n + 1);
        rows[i][n] = -b[i];
      } else {
        rows[i][i] = 1;
        rows[i][n] = bound;
      }
    }
    for (int column = 0; column < n; column++) {
      int pivot = column;
      for (int i = column + 1; i < n; i++) {
        if (Math.abs(rows[i][column]) > Math.abs(rows[pivot][column])) {
          pivot = i;
        }
      }
      double[] line = rows[pivot];
      rows[pivot] = rows[column];
      rows[column] = line;
      for (int i = 0; i < n; i++) {
        double factor = i == column ? 0 : rows[i][column] / line[column];
        for (int j = column; factor != 0 && j <= n; j++) {
          rows[i][j] -= factor * line[j];
        }
      }
    }
    double[] v = new double[n];
    Arrays.setAll(v, i -> rows[i][n] / rows[i][i]);
    return v;
  }
}
