package palimpsest.bench.runtable;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import palimpsest.archive.ArchivedRun;

/**
 * The order of runs by some columns, the first one before all, and where they say the same the
 * newest first. What a column says of a run is put together once, however often the run is
 * compared.
 */
final class RunOrder {

  /**
   * A column to sort by.
   *
   * @param column the column
   * @param descending whether the largest comes first
   */
  record Key(RunColumn column, boolean descending) {}

  /** A row and what each column says of it. */
  private record Keyed<R>(R row, ArchivedRun run, Object[] said) {}

  private final List<Key> keys;

  RunOrder(List<Key> keys) {
    this.keys = List.copyOf(keys);
  }

  /** Rows in this order. */
  <R> List<R> sorted(List<R> rows, Function<R, ArchivedRun> run) {
    List<Keyed<R>> keyed = new ArrayList<>(rows.size());
    for (R row : rows) {
      ArchivedRun of = run.apply(row);
      Object[] said = new Object[keys.size()];
      for (int i = 0; i < said.length; i++) {
        said[i] = keys.get(i).column().said(of);
      }
      keyed.add(new Keyed<>(row, of, said));
    }
    keyed.sort(this::compare);
    return keyed.stream().map(Keyed::row).toList();
  }

  private int compare(Keyed<?> one, Keyed<?> other) {
    for (int i = 0; i < keys.size(); i++) {
      int order = compare(one.said()[i], other.said()[i], keys.get(i).descending());
      if (order != 0) {
        return order;
      }
    }
    return Long.compare(other.run().id(), one.run().id());
  }

  /** Whichever way it goes, a run of which the column says nothing comes last. */
  private static int compare(Object one, Object other, boolean descending) {
    boolean nothing = isNothing(one);
    if (nothing || isNothing(other)) {
      return Boolean.compare(nothing, isNothing(other));
    }
    int order =
        one instanceof Double number && other instanceof Double than
            ? Double.compare(number, than)
            : NaturalOrder.compare(one.toString(), other.toString());
    return descending ? -order : order;
  }

  private static boolean isNothing(Object said) {
    return said instanceof Double number ? Double.isNaN(number) : said.toString().isEmpty();
  }
}
