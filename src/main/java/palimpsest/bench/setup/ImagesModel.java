package palimpsest.bench.setup;

import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicReference;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.Background;
import palimpsest.bench.work.Latest;
import palimpsest.data.PublicSet;
import palimpsest.experiment.ExperimentSpec;

/**
 * Which images the runs of the form lack, and their fetch, which has a thread of its own. Used on
 * the window's thread.
 */
public final class ImagesModel implements AutoCloseable {

  private final SetupViewModel form;
  private final DataFolder folder;
  private final Notices notices;
  private final Executor window;
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().name("images").factory());
  private final Background fetching;
  private final Latest<List<PublicSet>> looking;
  private final ReadOnlyStringWrapper lack = new ReadOnlyStringWrapper(this, "lack", "");
  private final ReadOnlyBooleanWrapper busy = new ReadOnlyBooleanWrapper(this, "busy", false);
  private final ReadOnlyStringWrapper arriving = new ReadOnlyStringWrapper(this, "arriving", "");
  private final AtomicReference<DataFolder.@Nullable Fetch> underWay = new AtomicReference<>();
  private final AtomicReference<String> told = new AtomicReference<>("");
  private final Set<PublicSet> alsoWanted = EnumSet.noneOf(PublicSet.class);
  private List<PublicSet> lacking = List.of();
  private Runnable whole = () -> {};

  /**
   * Nothing is known to be lacking yet.
   *
   * @param form whose runs need images
   * @param folder where they are read from
   * @param background where files are looked for
   * @param window the window's thread
   */
  public ImagesModel(
      SetupViewModel form,
      DataFolder folder,
      Notices notices,
      Background background,
      Executor window) {
    this.form = form;
    this.folder = folder;
    this.notices = notices;
    this.window = window;
    fetching = new Background(thread, window, notices::complain);
    looking = new Latest<>(background);
    form.memoryProperty().subscribe(this::look);
  }

  /** Which images the runs of the form lack, in a sentence; empty if none. */
  public ReadOnlyStringProperty lackProperty() {
    return lack.getReadOnlyProperty();
  }

  /** Whether images are being fetched. */
  public ReadOnlyBooleanProperty busyProperty() {
    return busy.getReadOnlyProperty();
  }

  /** What is arriving, and how much of it is here. */
  public ReadOnlyStringProperty arrivingProperty() {
    return arriving.getReadOnlyProperty();
  }

  /** Looks which files are there now. */
  public void look() {
    if (!form.hindranceProperty().get().isEmpty()) {
      looking.forget();
      show(List.of());
      return;
    }
    List<ExperimentSpec> specs = form.specsOfOneSeed();
    looking.ask(
        () -> {
          SequencedSet<PublicSet> missing = new LinkedHashSet<>();
          specs.stream().map(folder::lacking).forEach(missing::addAll);
          return List.copyOf(missing);
        },
        this::show);
  }

  private void show(List<PublicSet> missing) {
    lacking = missing;
    lack.set(
        missing.isEmpty()
            ? ""
            : "The images of %s are not there.".formatted(ImageNames.of(missing)));
  }

  /** What to do whenever all that was to be fetched is there. */
  public void whenWhole(Runnable action) {
    whole = action;
  }

  /** Fetches what the runs of the form lack. */
  public void fetch() {
    fetch(lacking.isEmpty() ? List.of(PublicSet.values()) : lacking);
  }

  /**
   * Fetches some sets, after those that are being fetched now; what is there stays as it is. If
   * those do not arrive, these are not tried.
   */
  public void fetch(List<PublicSet> sets) {
    if (busy.get()) {
      alsoWanted.addAll(sets);
      return;
    }
    notices.dismiss();
    busy.set(true);
    told.set("");
    arriving.set("Asking for the files…");
    DataFolder.Fetch begun = folder.fetch(sets);
    underWay.set(begun);
    fetching.ask(
        () -> begun.run(this::arrives),
        arrived -> {
          if (arrived) {
            arrived(sets);
          } else {
            over();
          }
        },
        this::over);
  }

  private void arrived(List<PublicSet> sets) {
    alsoWanted.removeAll(sets);
    List<PublicSet> more = List.copyOf(alsoWanted);
    if (more.isEmpty()) {
      notices.tell("The images of %s are there.".formatted(ImageNames.of(sets)));
      whole.run();
    }
    over();
    if (!more.isEmpty()) {
      fetch(more);
    }
  }

  private void over() {
    alsoWanted.clear();
    underWay.set(null);
    busy.set(false);
    look();
  }

  private void arrives(String file, long done, OptionalLong total) {
    String now =
        total.isPresent() && total.getAsLong() > 0
            ? "%s: %d %%".formatted(file, 100 * done / total.getAsLong())
            : "%s: %,d kB".formatted(file, done / 1000);
    // Pieces are small: what reads as before need not be shown again.
    if (!now.equals(told.getAndSet(now))) {
      window.execute(() -> arriving.set(now));
    }
  }

  /** Calls a fetch off; what has come is kept, and the next fetch goes on from it. */
  public void cancel() {
    DataFolder.Fetch under = underWay.get();
    if (under != null) {
      under.cancel();
    }
  }

  @Override
  public void close() {
    cancel();
    thread.shutdown();
  }
}
