package palimpsest.bench.site;

import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import palimpsest.archive.RunState;

/** A line of the list of sweeps: always the same sweep or the same run, which may change. */
public final class SweepRow {

  private final long sweep;
  private final long run;
  private final ReadOnlyObjectWrapper<Standing> standing =
      new ReadOnlyObjectWrapper<>(this, "standing", Standing.UNKNOWN);

  SweepRow(long sweep, long run) {
    this.sweep = sweep;
    this.run = run;
  }

  /**
   * The standing of a sweep or a run, for people.
   *
   * @param title its name
   * @param text its progress, or the reason why it waits
   * @param help more about it
   * @param done the share that is done, from 0 to 1
   * @param state the state of a run; of a sweep, that of its liveliest run
   * @param unfolded whether the runs of a sweep are listed below it
   */
  public record Standing(
      String title, String text, String help, double done, RunState state, boolean unfolded) {

    static final Standing UNKNOWN = new Standing("", "", "", 0, RunState.WAITING, false);
  }

  /** The sweep's number. */
  public long sweep() {
    return sweep;
  }

  /** The run's number; 0 if the line is about the sweep as a whole. */
  public long run() {
    return run;
  }

  /** Whether the line is about the sweep as a whole. */
  public boolean isSweep() {
    return run == 0;
  }

  /** Its standing. */
  public ReadOnlyObjectProperty<Standing> standingProperty() {
    return standing.getReadOnlyProperty();
  }

  void set(Standing now) {
    standing.set(now);
  }
}
