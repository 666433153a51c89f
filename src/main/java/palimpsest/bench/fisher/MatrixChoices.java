package palimpsest.bench.fisher;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import org.jspecify.annotations.Nullable;
import palimpsest.experiment.FisherSnapshot;

/** The matrices on offer: those that are kept, and after them one that is only shown in passing. */
final class MatrixChoices {

  private final ObservableList<MatrixChoice> all = FXCollections.observableArrayList();
  private List<MatrixChoice> kept = List.of();
  private OptionalLong followed = OptionalLong.empty();
  private @Nullable MatrixChoice live;

  /** All of them as of the last {@link #renew}, the newest last. */
  ObservableList<MatrixChoice> all() {
    return all;
  }

  /** Sets the saved matrices, used from the next renewal on. */
  void keep(List<MatrixChoice> matrices) {
    kept = List.copyOf(matrices);
  }

  /** Sets the run whose newest matrix is shown; that of any run if none is given. */
  void follow(OptionalLong run) {
    followed = run;
  }

  /** The newest of the followed run, or what it shows in passing. */
  Optional<MatrixChoice> newest() {
    if (live != null && !all.isEmpty() && all.getLast().isLive()) {
      return Optional.of(all.getLast());
    }
    return newest(choice -> followed.isEmpty() || choice.run() == followed.getAsLong());
  }

  /** Sets a transient matrix, shown from the next renewal on; null for none. */
  void pass(@Nullable FisherSnapshot matrix) {
    live = matrix == null ? null : MatrixChoice.live(matrix);
  }

  /** Whether there is something to renew. */
  boolean isStale() {
    List<MatrixChoice> next = next();
    if (next.size() != all.size()) {
      return true;
    }
    for (int i = 0; i < next.size(); i++) {
      if (!next.get(i).isSame(all.get(i))) {
        return true;
      }
    }
    return false;
  }

  /** Offers what was told since. */
  void renew() {
    all.setAll(next());
  }

  private List<MatrixChoice> next() {
    List<MatrixChoice> next = new ArrayList<>(kept);
    if (live != null) {
      next.add(live);
    }
    return next;
  }

  /** The matrix to show after a renewal in place of the one before; null for none. */
  @Nullable MatrixChoice inPlaceOf(@Nullable MatrixChoice before) {
    if (all.isEmpty() || before == null) {
      return null;
    }
    return all.stream()
        .filter(choice -> choice.isSame(before))
        .findFirst()
        .orElse(before.isLive() ? live : null);
  }

  /** The newest of those of which something holds. */
  Optional<MatrixChoice> newest(Predicate<MatrixChoice> condition) {
    return all.reversed().stream().filter(condition).findFirst();
  }

  /** The newest that differs from another one in its task and moment alone. */
  Optional<MatrixChoice> ofTask(int task, MatrixChoice like) {
    return newest(choice -> choice.task() == task && isAlike(choice, like));
  }

  /** The tasks of which there are matrices like one, in their order. */
  List<Integer> tasks(@Nullable MatrixChoice like) {
    return all.stream()
        .filter(choice -> like != null && isAlike(choice, like))
        .map(MatrixChoice::task)
        .distinct()
        .sorted()
        .toList();
  }

  /** Other representations of a matrix's task, itself first, those of its own run before others. */
  List<MatrixChoice> sideBySide(MatrixChoice first) {
    List<MatrixChoice> found = new ArrayList<>(List.of(first));
    all.reversed().stream()
        .filter(choice -> choice.task() == first.task())
        .sorted(
            Comparator.comparing((MatrixChoice choice) -> choice.run() != first.run())
                .thenComparing(MatrixChoice::representation))
        .forEach(choice -> {
          if (found.stream().noneMatch(o -> o.representation() == choice.representation())) {
            found.add(choice);
          }
        });
    return found;
  }

  /** Whether two choices differ in their task and moment alone. */
  private static boolean isAlike(MatrixChoice one, MatrixChoice other) {
    return one.representation() == other.representation()
        && (one.run() == other.run() || one.isLive() || other.isLive());
  }
}
