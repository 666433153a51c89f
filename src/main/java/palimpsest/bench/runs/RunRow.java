package palimpsest.bench.runs;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import palimpsest.archive.ArchivedRun;

/** A row of the table: always of the same run, which may change under it. */
public final class RunRow {

  private final ReadOnlyObjectWrapper<ArchivedRun> run;

  RunRow(ArchivedRun run) {
    this.run = new ReadOnlyObjectWrapper<>(this, "run", run);
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

  void set(ArchivedRun now) {
    run.set(now);
  }
}
