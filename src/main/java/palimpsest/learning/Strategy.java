package palimpsest.learning;

/**
 * A way not to forget, put together from three seams.
 *
 * @param rehearsal what joins the current batch
 * @param penalty what joins the loss
 * @param preconditioner what becomes of the gradient
 */
public record Strategy(Rehearsal rehearsal, Penalty penalty, Preconditioner preconditioner) {}
