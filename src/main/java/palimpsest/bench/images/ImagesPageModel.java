package palimpsest.bench.images;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.stream.Stream;
import javafx.beans.binding.Bindings;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.ReadOnlyBooleanProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.value.ObservableValue;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.ImageSetStatus;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.catalogue.SetState;
import palimpsest.data.catalogue.SetSummary;
import palimpsest.data.scenario.TaskExamples;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.RunImages;
import palimpsest.problem.Problem;

/**
 * The Images page without its controls: the list of what can be shown, the choice in it, and what
 * can be done with the choice. Used on the window's thread.
 */
public final class ImagesPageModel implements AutoCloseable {

  private final SetupViewModel form;
  private final ImagesModel files;
  private final ExecutorService readingThread = BackgroundExecutor.thread("image sets");
  private final ExecutorService drawingThread = BackgroundExecutor.thread("examples");
  private final ExecutorService addingThread = BackgroundExecutor.thread("added images");
  private final BackgroundExecutor changing;
  private final SetListModel sets;
  private final GalleryModel gallery;
  private final AddModel adding;
  private final OwnSetEdits edits;
  private final BooleanProperty inView = new SimpleBooleanProperty(this, "inView", false);

  /**
   * A page that is not in view yet.
   *
   * @param form the form whose tasks it shows
   * @param files the files of public sets, and their folder
   * @param window the window's thread
   */
  public ImagesPageModel(
      SetupViewModel form, ImagesModel files, Notices notices, UndoStack undo, Executor window) {
    this.form = form;
    this.files = files;
    BackgroundExecutor reading = new BackgroundExecutor(readingThread, window, notices::showError);
    changing = new BackgroundExecutor(addingThread, window, notices::showError);
    sets = new SetListModel(reading, this::show);
    gallery =
        new GalleryModel(
            reading, new BackgroundExecutor(drawingThread, window, notices::showError));
    edits = new OwnSetEdits(changing, undo, this::changed);
    adding = new AddModel(changing, edits::added);
    inView.subscribe(seen -> {
      if (seen) {
        look();
      } else {
        gallery.hide();
      }
    });
    sets.chosenProperty()
        .subscribe(entry -> {
          show();
          lookIfRefused();
        });
    gallery
        .shownProperty()
        .subscribe(shown -> {
          // Files may have changed since they were looked at.
          if (shown instanceof Shown.Refused
              && chosen() instanceof Entry.Known(SetSummary set)
              && set.state() == SetState.READY) {
            lookAtFiles();
          }
        });
    // What the form lacks is looked for all the time.
    files
        .lackProperty()
        .subscribe((was, is) -> {
          gallery.look();
          show();
        });
    form.memoryProperty().subscribe(text -> show());
    files.folderProperty().subscribe(folder -> look());
    files
        .download()
        .underWayProperty()
        .subscribe((was, busy) -> {
          if (was && !busy) {
            look();
          }
        });
  }

  /** Whether someone looks at the page: only then are images read. */
  public BooleanProperty inViewProperty() {
    return inView;
  }

  /** The list of what can be shown. */
  SetListModel sets() {
    return sets;
  }

  /** The images of the chosen entry. */
  GalleryModel gallery() {
    return gallery;
  }

  /** The sets being added. */
  AddModel adding() {
    return adding;
  }

  /** The files of public sets, and their download. */
  ImagesModel files() {
    return files;
  }

  /** Adds files and folders as image sets, after asking for their names. */
  public void add(List<Path> paths) {
    adding.offer(paths);
  }

  /** Looks at the files again, and shows what there is now. */
  void look() {
    if (inView.get()) {
      gallery.look();
      if (chosen() instanceof Entry.ThisSetup) {
        // At once, for to look at the files of all sets may take longer.
        show();
      }
      lookAtFiles();
    }
  }

  private void lookAtFiles() {
    sets.look(files.folderProperty().get());
  }

  /**
   * Looks whether own sets were added or removed elsewhere, such as in a terminal, and whether what
   * is missing has come.
   */
  public void poll() {
    if (inView.get() && sets.isOutdated()) {
      look();
    } else {
      lookIfRefused();
    }
  }

  private void lookIfRefused() {
    if (inView.get()
        && chosen() instanceof Entry.Known(SetSummary set)
        && set.state() != SetState.READY) {
      lookAtFiles();
    }
  }

  private Entry chosen() {
    return sets.chosenProperty().get();
  }

  /** Shows the list as it is now, and an own set of it if one is named. */
  private void changed(String key) {
    sets.chooseNext(key);
    form.imagesChanged();
    look();
  }

  private void show() {
    if (!inView.get()) {
      return;
    }
    switch (chosen()) {
      case Entry.ThisSetup _ -> showSetup();
      case Entry.Known(SetSummary set) -> show(set);
    }
  }

  private void showSetup() {
    String fault = form.imagesFault();
    if (!fault.isEmpty()) {
      gallery.refuse(new Shown.Refused(fault, Shown.Remedy.NONE));
      return;
    }
    try {
      ExperimentSpec spec = form.firstForImages();
      Path root = files.folderProperty().get();
      String about = Facts.setup(spec, form.count());
      gallery.show(List.of(RunImages.of(spec), about, root), () -> read(spec, about, root));
    } catch (Problem problem) {
      gallery.refuse(new Shown.Refused(String.valueOf(problem.getMessage()), Shown.Remedy.NONE));
    }
  }

  private static Shown read(ExperimentSpec spec, String about, Path root) {
    List<ImageSetStatus> unusable = Catalogue.unusable(spec.neededSets(), root);
    return unusable.isEmpty()
        ? new Shown.Pictures(RunImages.examples(spec, root), about)
        : new Shown.Refused(
            ImageSetStatus.obstacles(unusable, root),
            ImageSetStatus.downloads(unusable).isEmpty()
                ? Shown.Remedy.NONE
                : Shown.Remedy.DOWNLOAD);
  }

  private void show(SetSummary set) {
    Path root = files.folderProperty().get();
    if (set.state() == SetState.READY) {
      gallery.show(
          List.of(set.set(), root), () -> new Shown.Pictures(TaskExamples.of(set.set(), root), ""));
    } else {
      gallery.refuse(refusal(set));
    }
  }

  private static Shown.Refused refusal(SetSummary set) {
    if (!set.isOwn()) {
      return new Shown.Refused(
          set.trouble(),
          set.state() == SetState.MISSING ? Shown.Remedy.DOWNLOAD : Shown.Remedy.NONE);
    }
    return set.state() == SetState.MISSING
        ? new Shown.Refused(
            set.trouble() + " Put it back, or add it by the same name from where it is now.",
            Shown.Remedy.NONE)
        : new Shown.Refused(set.trouble(), Shown.Remedy.ADD_AGAIN);
  }

  /** Adds the chosen set again, as it is now. */
  void addAgain() {
    sets.chosenOwn().ifPresent(adding::offerAgain);
  }

  /** Lets the form use the chosen set, and shows its tasks. */
  void use() {
    if (chosen() instanceof Entry.Known(SetSummary set)) {
      form.field(DataSettings.IMAGES).textProperty().set(set.set().key());
      sets.chooseSetup();
    }
  }

  /** Whether the form can use the chosen set: its runs must agree on their images. */
  ObservableValue<Boolean> canUse() {
    ReadOnlyBooleanProperty agreed = form.field(DataSettings.IMAGES).enabledProperty();
    return Bindings.createBooleanBinding(
        () -> chosen() instanceof Entry.Known && agreed.get(), sets.chosenProperty(), agreed);
  }

  /** Forgets the chosen set, if it is an own one; its files stay. */
  void remove() {
    sets.chosenOwn().ifPresent(edits::remove);
  }

  /** Downloads what is missing of the chosen entry. */
  void download() {
    switch (chosen()) {
      case Entry.ThisSetup _ -> files.fetch();
      case Entry.Known(SetSummary set) -> {
        Path root = files.folderProperty().get();
        changing.ask(
            () -> ImageSetStatus.downloads(set.set().unusable(root).stream().toList()),
            files::fetch);
      }
    }
  }

  @Override
  public void close() {
    gallery.hide();
    Stream.of(readingThread, drawingThread, addingThread).forEach(ExecutorService::shutdown);
  }
}
