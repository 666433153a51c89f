package palimpsest.tensor;

/** A matrix has no Cholesky factor: rounding, or a run that diverges, made it indefinite. */
public final class NotPositiveDefinite extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  NotPositiveDefinite(Throwable cause) {
    super("the matrix is not positive definite");
    initCause(cause);
  }
}
