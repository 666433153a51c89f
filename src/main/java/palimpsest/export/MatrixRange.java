package palimpsest.export;

import java.util.Arrays;
import java.util.Locale;
import palimpsest.chart.MatrixLook;
import palimpsest.chart.MatrixPanel;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.problem.Problem;

/** Grey ranges of the notebook's matrices. */
public enum MatrixRange {
  /** From 0 to 0.1 for all, as in the notebook, so that they can be compared. */
  FIXED,
  /** From 0 to each matrix's own 99th percentile. */
  PERCENTILE;

  /** The word for it on the command line. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The range of a key.
   *
   * @throws Problem naming the keys, if there is none
   */
  public static MatrixRange of(String key) {
    return Arrays.stream(values())
        .filter(range -> range.key().equals(key))
        .findFirst()
        .orElseThrow(() -> Problem.badValue("--matrix-range", key, "fixed or percentile"));
  }

  MatrixPanel panel(FisherSnapshot matrix) {
    MatrixPanel panel = MatrixPanel.of(matrix, MatrixLook.NOTEBOOK);
    return this == FIXED ? panel : panel.toPercentile();
  }
}
