package palimpsest.tensor;

/** A matrix cannot be factored: rounding made it indefinite, or its numbers are not finite. */
public final class NotPositiveDefinite extends ArithmeticException {
  private static final long serialVersionUID = 1L;

  NotPositiveDefinite(Throwable cause) {
    super("the matrix is not positive definite");
    initCause(cause);
  }
}
