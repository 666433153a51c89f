package palimpsest.bench.runtable;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import palimpsest.archive.ArchivedRun;

/** A row of the table: always of the same run, which may change under it. */
public final class RunRow {

  private final ReadOnlyObjectWrapper<ArchivedRun> run;
  private SearchedRun searched;

  RunRow(ArchivedRun run) {
    this.run = new ReadOnlyObjectWrapper<>(this, "run", run);
    searched = new SearchedRun(run);
  }

  /** The run's number. */
  public long id() {
    return run.get().id();
  }

  /** The run as it stands now. */
  public ArchivedRun run() {
    return run.get();
  }

  /** The run as it stands. */
  public ReadOnlyObjectProperty<ArchivedRun> runProperty() {
    return run.getReadOnlyProperty();
  }

  /** The run as it stands now, for a filter. */
  SearchedRun searched() {
    return searched;
  }

  void set(ArchivedRun now) {
    searched = new SearchedRun(now);
    run.set(now);
  }
}
