package palimpsest.strategy;

import ai.djl.ndarray.NDArray;
import java.util.function.UnaryOperator;
import palimpsest.fisher.FisherMatrix;
import palimpsest.fisher.FisherSample;
import palimpsest.fisher.FisherSettings;
import palimpsest.fisher.KfacDamping;
import palimpsest.fisher.Representation;
import palimpsest.learning.FisherObserver;
import palimpsest.learning.GradientRule;
import palimpsest.learning.StrategyContext;
import palimpsest.setting.SettingValues;

/**
 * The natural gradient (Amari, 1998): the damped solve of the batch's Fisher matrix.
 *
 * @param representation the representation of the matrix
 * @param damping λ, above 0
 * @param form of the damping of a K-FAC matrix
 * @param observer shown a matrix where it wants one; the matrix is freed after the batch
 */
record NaturalGradient(
    Representation representation, double damping, KfacDamping form, FisherObserver observer)
    implements GradientRule {

  /** The rule that settings describe. */
  static NaturalGradient of(SettingValues values, StrategyContext context) {
    return new NaturalGradient(
        values.get(FisherSettings.REPRESENTATION),
        values.get(NaturalReplay.DAMPING),
        values.get(FisherSettings.KFAC_DAMPING),
        context.observer());
  }

  @Override
  public UnaryOperator<NDArray> prepare(View view) {
    FisherSample sample = view.sample();
    FisherMatrix fisher = representation.measure(sample);
    if (observer.wantsBatchMatrix()) {
      observer.batchMeasured(representation, fisher::entries, sample.images().size());
    }
    return form.inverse(fisher, damping)::apply;
  }
}
