package palimpsest.bench.setup;

import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.ReadOnlyBooleanWrapper;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import palimpsest.bench.download.DownloadModel;
import palimpsest.bench.download.DownloadModel.Ending;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.bench.work.Latest;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.PublicSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.experiment.ExperimentSpec;

/**
 * The images missing for the runs of the form, and their download, which has its own thread. Used
 * on the window's thread.
 */
public final class ImagesModel implements AutoCloseable {

  private final SetupViewModel form;
  private final DataFolder folder;
  private final Notices notices;
  private final BackgroundExecutor backgroundExecutor;
  private final ExecutorService thread = BackgroundExecutor.thread("images");
  private final DownloadModel download;
  private final Latest<List<ImageSetStatus>> looking;
  private final ReadOnlyObjectWrapper<Path> chosen;
  private final ReadOnlyStringWrapper lack = new ReadOnlyStringWrapper(this, "lack", "");
  private final ReadOnlyBooleanWrapper published =
      new ReadOnlyBooleanWrapper(this, "published", false);
  private final Set<PublicSet> alsoWanted = new LinkedHashSet<>();
  private Runnable whole = () -> {};

  /**
   * Nothing is known to be lacking yet.
   *
   * @param form the form whose runs need images
   * @param folder the folder they are read from
   * @param backgroundExecutor the executor that looks for files
   * @param window the window's thread
   */
  public ImagesModel(
      SetupViewModel form,
      DataFolder folder,
      Notices notices,
      BackgroundExecutor backgroundExecutor,
      Executor window) {
    this.form = form;
    this.folder = folder;
    this.notices = notices;
    this.backgroundExecutor = backgroundExecutor;
    download =
        new DownloadModel(new BackgroundExecutor(thread, window, notices::showError), window);
    looking = new Latest<>(backgroundExecutor);
    chosen = new ReadOnlyObjectWrapper<>(this, "folder", folder.get());
    form.memoryProperty().subscribe(this::look);
  }

  /**
   * The images missing for the runs of the form, in a sentence; empty if there are none, or if they
   * are not known yet.
   */
  public ReadOnlyStringProperty lackProperty() {
    return lack.getReadOnlyProperty();
  }

  /**
   * Whether some of the missing images are published: a download or another data folder brings
   * them, but no image set of the user's own, which lies elsewhere.
   */
  public ReadOnlyBooleanProperty publishedProperty() {
    return published.getReadOnlyProperty();
  }

  /** The folder that images are read from, and downloaded into. */
  public ReadOnlyObjectProperty<Path> folderProperty() {
    return chosen.getReadOnlyProperty();
  }

  /** Reads images from another folder from now on. */
  public void choose(Path other) {
    folder.set(other);
    chosen.set(other);
    look();
  }

  /** The fetch under way, if there is one. */
  public DownloadModel download() {
    return download;
  }

  /** Looks which files are there now. */
  public void look() {
    if (form.wrongImagesField() == null) {
      List<ExperimentSpec> runs = form.specsForImages();
      looking.ask(() -> unusable(runs), this::show);
    } else {
      looking.forget();
      show(List.of());
    }
  }

  private List<ImageSetStatus> unusable(List<ExperimentSpec> runs) {
    SequencedSet<ImageSetStatus> unusable = new LinkedHashSet<>();
    runs.stream().map(folder::unusable).forEach(unusable::addAll);
    return List.copyOf(unusable);
  }

  private void show(List<ImageSetStatus> unusable) {
    published.set(unusable.stream().anyMatch(status -> status.set() instanceof PublicSet));
    lack.set(ImageSetStatus.obstacles(unusable, "missing"));
  }

  /** Sets an action to run whenever a download is complete. */
  public void whenWhole(Runnable action) {
    whole = action;
  }

  /**
   * Fetches what the runs of the form lack, or the usual sets if they lack nothing. If the form
   * does not say which images they need, it is not known what they lack: then it says what is
   * wrong.
   */
  public void fetch() {
    FieldModel wrong = form.wrongImagesField();
    if (wrong != null) {
      notices.showError(wrong.errorProperty().get(), wrong.errorProperty().isNotEmpty());
      return;
    }
    List<ExperimentSpec> runs = form.specsForImages();
    backgroundExecutor.ask(
        () -> unusable(runs),
        missing -> {
          List<PublicSet> sets = ImageSetStatus.downloads(missing);
          if (!missing.isEmpty() && sets.isEmpty()) {
            show(missing);
          } else {
            fetch(missing.isEmpty() ? Catalogue.usualSets() : sets);
          }
        });
  }

  /**
   * Fetches some sets, after those that are being fetched now; what is there stays as it is. If
   * those do not arrive, these are not tried.
   */
  public void fetch(List<PublicSet> sets) {
    if (download.underWayProperty().get()) {
      alsoWanted.addAll(sets);
      return;
    }
    notices.dismiss();
    download.begin(folder.fetch(sets), how -> ended(sets, how), this::over);
  }

  private void ended(List<PublicSet> sets, Ending how) {
    if (how != Ending.WHOLE) {
      alsoWanted.clear();
      return;
    }
    sets.forEach(alsoWanted::remove);
    if (alsoWanted.isEmpty()) {
      notices.show("The images of %s are there.".formatted(PublicSet.names(sets)));
      whole.run();
    }
  }

  private void over() {
    look();
    List<PublicSet> more = List.copyOf(alsoWanted);
    alsoWanted.clear();
    if (!more.isEmpty()) {
      fetch(more);
    }
  }

  @Override
  public void close() {
    download.close();
    thread.shutdown();
  }
}
