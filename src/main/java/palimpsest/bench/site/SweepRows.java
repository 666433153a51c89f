package palimpsest.bench.site;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javafx.collections.FXCollections;
import javafx.collections.ObservableList;
import palimpsest.experiment.RunEvent;
import palimpsest.site.SweepStanding;

/**
 * The lines of the list of sweeps. A line stays the same while what it is about stays, and no more
 * of the list is changed than must be, so that what is chosen in it stays chosen.
 */
final class SweepRows {

  /** A sweep of so many runs is listed with them from the first. */
  private static final int UNFOLDED_AT_FIRST = 6;

  private final SweepTexts texts;
  private final ObservableList<SweepRow> rows = FXCollections.observableArrayList();
  private final ObservableList<SweepRow> shown = FXCollections.unmodifiableObservableList(rows);
  private final Map<Long, Boolean> unfolded = new HashMap<>();

  /** The sweep and the run that a line is about; run 0 for the sweep as a whole. */
  private record Key(long sweep, long run) {}

  SweepRows(SweepTexts texts) {
    this.texts = texts;
  }

  /** The lines, from the top. */
  ObservableList<SweepRow> rows() {
    return shown;
  }

  /** Lists the runs of a sweep below it from the next time on, or no longer. */
  void unfold(long sweep, boolean wanted) {
    unfolded.put(sweep, wanted);
  }

  /** Shows sweeps as they stand; of their runs, those that are not over. */
  void show(List<SweepStanding> standings, Map<Long, RunEvent.Progress> progress) {
    Map<Key, SweepRow> known = new HashMap<>();
    rows.forEach(row -> known.put(new Key(row.sweep(), row.run()), row));
    List<SweepRow> wanted = new ArrayList<>();
    for (SweepStanding sweep : standings) {
      boolean open =
          unfolded.computeIfAbsent(sweep.sweep(), id -> sweep.runs().size() <= UNFOLDED_AT_FIRST);
      SweepRow head = row(known, new Key(sweep.sweep(), 0));
      head.set(texts.sweep(sweep, progress, open));
      wanted.add(head);
      if (open) {
        for (SweepStanding.Run run : sweep.runs()) {
          if (!run.state().isOver()) {
            SweepRow line = row(known, new Key(sweep.sweep(), run.id()));
            line.set(texts.run(run, progress.get(run.id())));
            wanted.add(line);
          }
        }
      }
    }
    change(wanted);
  }

  private static SweepRow row(Map<Key, SweepRow> known, Key key) {
    SweepRow row = known.get(key);
    return row == null ? new SweepRow(key.sweep(), key.run()) : row;
  }

  private void change(List<SweepRow> wanted) {
    Set<SweepRow> kept = new HashSet<>(wanted);
    rows.removeIf(row -> !kept.contains(row));
    for (int i = 0; i < wanted.size(); i++) {
      if (i >= rows.size() || rows.get(i) != wanted.get(i)) {
        int end = i;
        while (end < wanted.size() && (i >= rows.size() || rows.get(i) != wanted.get(end))) {
          end++;
        }
        rows.addAll(i, wanted.subList(i, end));
      }
    }
  }
}
