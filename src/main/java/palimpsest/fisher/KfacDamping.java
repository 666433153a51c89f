package palimpsest.fisher;

/**
 * The form in which λ is added to a K-FAC matrix before it is inverted. Other representations have
 * one way.
 */
public enum KfacDamping {

  /** Spread over both factors of each Kronecker product, as {@link KfacFisher} describes. */
  FACTORED {
    @Override
    public FisherMatrix.DampedInverse inverse(FisherMatrix fisher, double damping) {
      return fisher.dampedInverse(damping);
    }
  },

  /** Added to the diagonal of the whole: the eigenvectors of both factors are computed. */
  EXACT {
    @Override
    public FisherMatrix.DampedInverse inverse(FisherMatrix fisher, double damping) {
      return fisher.exactInverse(damping);
    }
  };

  /** The memory of a matrix whose inverse is in use. */
  public MatrixMemory memory(Representation representation, MeasuringShape shape) {
    MatrixMemory memory = representation.memory(shape);
    return this == EXACT && representation == Representation.KFAC
        ? memory.withSolving(KfacFisher.solvingExactly(shape))
        : memory;
  }

  /**
   * The damped inverse of a matrix.
   *
   * @param damping λ, above 0
   */
  public abstract FisherMatrix.DampedInverse inverse(FisherMatrix fisher, double damping);
}
