package palimpsest.bench.site;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.setting.SettingValues;
import palimpsest.site.PreparedSweep;
import palimpsest.site.SweepQueue;
import palimpsest.text.NumberText;

/**
 * Starts runs where they are to be trained: here, or on the chosen cluster once it was checked and
 * its script was seen.
 */
public final class SweepLauncher {

  private final SweepQueue sweeps;
  private final SiteViewModel site;
  private final Supplier<Path> data;
  private final Consumer<List<ExperimentSpec>> here;
  private final LongConsumer submitted;
  private final Notices notices;
  private final BackgroundExecutor backgroundExecutor;
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
  private final ReadOnlyObjectWrapper<Optional<Checked>> checked =
      new ReadOnlyObjectWrapper<>(this, "checked", Optional.empty());
  private final ReadOnlyStringWrapper trouble = new ReadOnlyStringWrapper(this, "trouble", "");

  /**
   * Runs that a cluster can train, whose script waits to be seen.
   *
   * @param runs their number
   * @param kind the kind of site, such as Slurm
   * @param site the name of the site
   * @param script the script, to be shown and changed
   * @param prepared the runs as the site was checked for them
   */
  public record Checked(
      int runs, String kind, String site, String script, PreparedSweep prepared) {}

  /** Runs that are to be submitted, and the site that takes them. */
  private record Order(
      List<ExperimentSpec> specs,
      Path data,
      String address,
      SettingValues values,
      String kind,
      String title) {}

  /**
   * A launcher that has nothing to do yet.
   *
   * @param data the folder of image sets here
   * @param here takes runs that this machine is to train
   * @param submitted told the first run of what was submitted
   * @param notices told what is done
   * @param backgroundExecutor the executor that waits for sites
   */
  public SweepLauncher(
      SweepQueue sweeps,
      SiteViewModel site,
      Supplier<Path> data,
      Consumer<List<ExperimentSpec>> here,
      LongConsumer submitted,
      Notices notices,
      BackgroundExecutor backgroundExecutor) {
    this.sweeps = sweeps;
    this.site = site;
    this.data = data;
    this.here = here;
    this.submitted = submitted;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
  }

  /** Whether a cluster is being checked, or takes runs. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** The runs whose script waits to be seen, if there are any. */
  public ReadOnlyObjectProperty<Optional<Checked>> checkedProperty() {
    return checked.getReadOnlyProperty();
  }

  /** The reason why the site did not take the runs, in a sentence; empty if there is none. */
  public ReadOnlyStringProperty troubleProperty() {
    return trouble.getReadOnlyProperty();
  }

  /** Starts runs on the chosen site. */
  public void start(List<ExperimentSpec> specs) {
    if (specs.isEmpty()) {
      return;
    }
    Optional<SiteDraft> chosen = site.chosenProperty().get();
    if (chosen.isEmpty()) {
      here.accept(specs);
    } else if (!site.errorProperty().get().isEmpty()) {
      notices.showError(site.errorProperty().get(), site.errorProperty().isNotEmpty());
    } else if (busy.get() || checked.get().isPresent()) {
      notices.show("Other runs are being submitted; submit these when that is done.");
    } else {
      SiteDraft draft = chosen.get();
      check(
          new Order(
              specs,
              data.get(),
              draft.address(),
              draft.values(),
              draft.site().label(),
              draft.title()));
    }
  }

  private void check(Order order) {
    busy.set(true);
    notices.showWhile("Checking the cluster…", busy);
    backgroundExecutor.ask(
        () -> prepare(order),
        prepared -> {
          busy.set(false);
          trouble.set("");
          if (prepared.script().isEmpty()) {
            submit(order.title(), prepared, "");
          } else {
            checked.set(
                Optional.of(
                    new Checked(
                        order.specs().size(),
                        order.kind(),
                        order.title(),
                        prepared.script(),
                        prepared)));
          }
        },
        () -> busy.set(false));
  }

  private PreparedSweep prepare(Order order) {
    return sweeps.prepare(order.specs(), order.data(), order.address(), order.values());
  }

  /** Submits the runs whose script was seen. */
  public void submit(String script) {
    checked.get().ifPresent(now -> submit(now.site(), now.prepared(), script));
  }

  /** Does not submit them. */
  public void cancel() {
    Optional<Checked> now = checked.get();
    if (now.isPresent() && !busy.get()) {
      checked.set(Optional.empty());
      backgroundExecutor.run(() -> sweeps.discard(now.get().prepared()));
    }
  }

  private void submit(String title, PreparedSweep prepared, String script) {
    if (busy.get()) {
      return;
    }
    String runs = NumberText.count(prepared.specs().size(), "run");
    // What was refused once is prepared again: its folder and its name are used up.
    boolean again = !trouble.get().isEmpty();
    busy.set(true);
    trouble.set("");
    notices.showWhile("Submitting %s to %s…".formatted(runs, title), busy);
    backgroundExecutor.ask(
        () -> {
          try {
            PreparedSweep now =
                again
                    ? sweeps.prepare(
                        prepared.specs(), prepared.data(), prepared.address(), prepared.values())
                    : prepared;
            return new Answer(sweeps.submit(now, script), "");
          } catch (RuntimeException | Error e) {
            return new Answer(List.of(), BackgroundExecutor.sentence(e));
          }
        },
        answer -> {
          busy.set(false);
          if (answer.trouble().isEmpty()) {
            checked.set(Optional.empty());
            notices.show("Submitted %s to %s.".formatted(runs, title));
            submitted.accept(answer.runs().getFirst());
          } else {
            trouble.set(answer.trouble());
            if (checked.get().isEmpty()) {
              notices.showError(answer.trouble());
            }
          }
        });
  }

  private record Answer(List<Long> runs, String trouble) {}
}
