package palimpsest.bench.run;

import java.util.List;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.fisher.MatrixEntries;

/** Keeps the matrices of a long session from filling the memory: the oldest runs' go first. */
final class MatrixBudget {

  private final long most;

  /** Room for so many bytes. */
  MatrixBudget(long most) {
    this.most = most;
  }

  /** A third of what this program may use. */
  static MatrixBudget ofThisMachine() {
    return new MatrixBudget(Runtime.getRuntime().maxMemory() / 3);
  }

  /**
   * Forgets the matrices of the oldest runs until the rest fit.
   *
   * @param runs the runs, the oldest first
   * @param spared the run whose matrices are never forgotten: the one under way
   */
  void enforce(List<ObservedRun> runs, ObservedRun spared) {
    long sum = 0;
    for (int i = runs.size() - 1; i >= 0; i--) {
      ObservedRun run = runs.get(i);
      long bytes =
          run.matrices().stream().map(FisherSnapshot::entries).mapToLong(this::bytes).sum();
      if (sum + bytes > most && run != spared && bytes > 0) {
        run.forgetMatrices();
      } else {
        sum += bytes;
      }
    }
  }

  private long bytes(MatrixEntries entries) {
    return switch (entries) {
      case MatrixEntries.Full full -> 4L * full.values().length;
      case MatrixEntries.Mapped mapped -> 0;
      case MatrixEntries.Diagonal diagonal -> 4L * diagonal.size();
      case MatrixEntries.Arrow arrow ->
          4L * arrow.diagonal().length + 4L * arrow.couplings().length;
      case MatrixEntries.Kronecker kronecker ->
          4L * kronecker.g().length + 4L * kronecker.a().length;
      case MatrixEntries.Blocks blocks -> blocks.blocks().stream().mapToLong(this::bytes).sum();
    };
  }
}
