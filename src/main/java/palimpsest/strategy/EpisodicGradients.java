package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import palimpsest.fisher.MatrixMath;
import palimpsest.learning.GradientRule;
import palimpsest.learning.LearnedClasses;
import palimpsest.learning.Recall;

/**
 * GEM: with M the rows of gradients over what is remembered of each earlier task, a gradient g that
 * any of them opposes becomes g + vᵀM, v = argmin over v ≥ γ of ½vᵀ(MMᵀ + 10⁻³I)v + (Mg)ᵀv
 * (Lopez-Paz and Ranzato, 2017, arXiv 1706.08840).
 */
final class EpisodicGradients extends Rehearsing implements GradientRule {

  private static final double RIDGE = 1e-3;

  private final LearnedClasses classes;
  private final double margin;

  /**
   * Over a memory.
   *
   * @param margin γ, from 0
   */
  EpisodicGradients(RememberedImages memory, LearnedClasses classes, double margin) {
    super(memory, false);
    this.classes = classes;
    this.margin = margin;
  }

  @Override
  public Recall recall(int task, int batchSize) {
    return Recall.NOTHING;
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    List<int[]> tasks = new ArrayList<>();
    int[] all = images(IntStream.range(0, memory().size()).toArray());
    for (int task = 0; task < view.task(); task++) {
      int earlier = task;
      int[] own = IntStream.of(all).filter(image -> classes.task(image) == earlier).toArray();
      if (own.length > 0) {
        tasks.add(own);
      }
    }
    if (tasks.isEmpty()) {
      return UnaryOperator.identity();
    }
    return gradient -> projected(gradient, tasks.stream().map(view::gradient).toList());
  }

  private NDArray projected(NDArray gradient, List<NDArray> rows) {
    int count = rows.size();
    double[] products = new double[count];
    double[][] gram = new double[count][count];
    boolean opposed = false;
    for (int i = 0; i < count; i++) {
      products[i] = MatrixMath.dot(rows.get(i), gradient);
      opposed |= products[i] < 0;
    }
    if (!opposed) {
      return gradient;
    }
    for (int i = 0; i < count; i++) {
      for (int j = 0; j <= i; j++) {
        gram[i][j] = MatrixMath.dot(rows.get(i), rows.get(j));
        gram[j][i] = gram[i][j];
      }
      gram[i][i] += RIDGE;
    }
    double[] v = BoundedQuadratic.minimum(gram, products, margin);
    NDArray result = gradient;
    for (int i = 0; i < count; i++) {
      result = result.add(rows.get(i).mul(v[i]));
    }
    return result;
  }
}
