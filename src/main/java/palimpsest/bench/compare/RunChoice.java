package palimpsest.bench.compare;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.experiment.DataSettings;

/** A run that may be chosen for the comparison. */
public final class RunChoice {

  private ArchivedRun run;
  private final String configuration;
  private final boolean empty;
  private final String words;
  private final BooleanProperty chosen = new SimpleBooleanProperty(this, "chosen", false);

  /**
   * A run, not chosen yet.
   *
   * @param label the label of its configuration in the list
   * @param empty whether it ended before anything was measured
   */
  RunChoice(ArchivedRun run, String label, boolean empty) {
    this.run = run;
    this.empty = empty;
    configuration = label;
    words =
        String.join(
                "\n",
                label,
                run.title(),
                run.spec().method(),
                run.spec().images(),
                run.spec().label(DataSettings.IMAGES),
                "seed " + run.spec().seed(),
                "#" + run.id(),
                run.state().label(),
                run.notes(),
                String.join("\n", run.tags()))
            .toLowerCase(Locale.ROOT);
  }

  /** Takes the run as it now stands; says whether the list would show it as before. */
  boolean update(ArchivedRun now, String label, boolean emptyNow) {
    boolean alike =
        configuration.equals(label)
            && empty == emptyNow
            && run.id() == now.id()
            && run.state() == now.state()
            && run.notes().equals(now.notes())
            && run.tags().equals(now.tags());
    if (alike) {
      run = now;
    }
    return alike;
  }

  /** The run as it last stood. */
  public ArchivedRun run() {
    return run;
  }

  /** Its label, which tells it from the others of its configuration. */
  public String label() {
    String state = run.state() == RunState.FINISHED ? "" : " · " + run.state().label();
    return "seed %d%s".formatted(run.spec().seed(), state);
  }

  /** Its number in the archive. */
  public String number() {
    return "#" + run.id();
  }

  /** Whether there is anything to draw of it, now or later. */
  public boolean isChoosable() {
    return !empty;
  }

  /** The reason why it cannot be chosen, in a sentence or two; empty if it can. */
  public String hindrance() {
    return empty
        ? "Nothing to draw: run %d %s before the end of its first epoch. %s"
            .formatted(run.id(), ended(), run.reason())
            .strip()
        : "";
  }

  private String ended() {
    return run.state() == RunState.STOPPED ? "was stopped" : run.state().label();
  }

  /** Whether it is chosen. */
  public BooleanProperty chosenProperty() {
    return chosen;
  }

  /** Whether all of some words, in lower case, occur in what is known of it. */
  boolean matches(List<String> wanted) {
    return wanted.stream().allMatch(words::contains);
  }
}
