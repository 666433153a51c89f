package palimpsest.bench.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.bench.notice.Notices;
import palimpsest.bench.setup.DataFolder;
import palimpsest.bench.setup.Estimate;
import palimpsest.bench.setup.ImagesModel;
import palimpsest.bench.setup.SetupViewModel;
import palimpsest.bench.undo.UndoStack;
import palimpsest.bench.work.BackgroundExecutor;
import palimpsest.data.Glyphs;
import palimpsest.data.IdxFiles;
import palimpsest.data.ImageSource;
import palimpsest.data.TaskSize;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSet;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.data.scenario.PermutedPixels;
import palimpsest.data.scenario.ScenarioSettings;
import palimpsest.data.scenario.Scenarios;
import palimpsest.data.scenario.TaskExamples;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.SpecDraft;
import palimpsest.learning.TaskLength;
import palimpsest.setting.Setting;

/** The page without a window, whose thread is that of the test. */
class ImagesPageModelTest {

  private static final long DEADLINE_SECONDS = 30;

  @TempDir Path folder;

  private final BlockingQueue<Runnable> window = new LinkedBlockingQueue<>();
  private final Notices notices = new Notices();
  private final UndoStack undo = new UndoStack(notices);
  private OwnList list;
  private SetupViewModel form;
  private ImagesModel files;
  private ImagesPageModel page;

  @BeforeEach
  void open() {
    list = OwnList.in(folder.resolve("lists"));
    BackgroundExecutor atOnce =
        new BackgroundExecutor(Runnable::run, Runnable::run, notices::showError);
    form =
        new SetupViewModel(
            SpecDraft.initial()
                .with(DataSettings.IMAGES, Glyphs.DIGITS.key())
                .with(Scenarios.ALL.choice(), "split"),
            List.of(),
            new Estimate(specs -> 1, atOnce));
    files =
        new ImagesModel(form, new DataFolder(folder.resolve("data")), notices, atOnce, window::add);
    page = new ImagesPageModel(form, files, notices, undo, window::add);
    page.inViewProperty().set(true);
    await(() -> page.sets().entries().size() > 1);
  }

  @AfterEach
  void close() {
    page.close();
    files.close();
    list.close();
  }

  /** Does the window's work until something holds. */
  private void await(BooleanSupplier condition) {
    while (!condition.getAsBoolean()) {
      try {
        Runnable work = window.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
        assertThat(work).as("something to happen").isNotNull();
        work.run();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private Shown shown() {
    return page.gallery().shownProperty().get();
  }

  private TaskExamples examples() {
    await(() -> shown() instanceof Shown.Pictures);
    return ((Shown.Pictures) shown()).examples();
  }

  private Shown.Refused refused() {
    await(() -> shown() instanceof Shown.Refused);
    return (Shown.Refused) shown();
  }

  private void set(Setting<?> setting, String text) {
    form.field(setting).textProperty().set(text);
  }

  private List<String> keys() {
    return page.sets().entries().stream().map(Entry::key).toList();
  }

  private void choose(String key) {
    await(() -> keys().contains(key));
    page.sets()
        .chosenProperty()
        .set(
            page.sets().entries().stream()
                .filter(e -> e.key().equals(key))
                .findFirst()
                .orElseThrow());
  }

  private Path npz(String name, int classes) {
    return OwnFiles.npz(folder.resolve(name), classes, 6, 8, 8);
  }

  /** Adds a set as it is proposed. */
  private void add(Path path) {
    page.add(List.of(path));
    await(() -> !page.adding().formatProperty().get().isEmpty());
    page.adding().add();
    await(() -> page.adding().pathProperty().get() == null);
    String key = OwnSets.all().sets().getLast().key();
    await(() -> page.sets().chosenProperty().get().key().equals(key));
  }

  @Test
  void theTasksOfTheFormAreShownFirst() {
    assertThat(page.sets().chosenProperty().get()).isEqualTo(new Entry.ThisSetup());
    assertThat(keys()).contains("mnist", "fashion-mnist", "kmnist", "glyph-digits");
    assertThat(examples().tasks()).hasSize(5);
    assertThat(((Shown.Pictures) shown()).about()).contains("Glyph digits").contains("seed 42");
    set(Scenarios.ALL.choice(), "permuted");
    set(ScenarioSettings.COUNT, "3");
    await(() -> shown() instanceof Shown.Pictures(TaskExamples now, _) && now.tasks().size() == 3);
    int[] before = examples().images(1, 3, false, 0, 1).getFirst();
    set(CommonSettings.SEED, "43, 44");
    await(() -> !(shown() instanceof Shown.Pictures));
    assertThat(examples().images(1, 3, false, 0, 1).getFirst())
        .as("another seed permutes otherwise")
        .isNotEqualTo(before);
    assertThat(((Shown.Pictures) shown()).about()).contains("seed 43").contains("2 runs");
    set(PermutedPixels.FIRST_PLAIN, "true");
    await(() -> !(shown() instanceof Shown.Pictures));
    assertThat(examples().tasks().getFirst().name()).isEqualTo("Unpermuted");
  }

  @Test
  void whatDoesNotConcernImagesLeavesThemAlone() {
    TaskExamples before = examples();
    set(TaskLength.EPOCHS, "7");
    assertThat(shown()).isInstanceOf(Shown.Pictures.class);
    assertThat(examples()).isSameAs(before);
    set(TaskLength.EPOCHS, "none");
    assertThat(examples()).isSameAs(before);
  }

  @Test
  void aWrongFieldIsToldInsteadOfImagesThatTheFormDoesNotMean() {
    examples();
    set(ScenarioSettings.BLUR, "2");
    assertThat(refused().reason()).contains("\"2\"");
    assertThat(refused().remedy()).isEqualTo(Shown.Remedy.NONE);
    set(ScenarioSettings.BLUR, "0.1");
    assertThat(examples().tasks().getFirst().groups().getLast().isForeign()).isTrue();
  }

  @Test
  void imagesAreLetGoWhenNobodyLooks() {
    examples();
    page.inViewProperty().set(false);
    assertThat(shown()).isInstanceOf(Shown.Nothing.class);
    set(CommonSettings.SEED, "5");
    assertThat(shown()).isInstanceOf(Shown.Nothing.class);
    page.inViewProperty().set(true);
    assertThat(((Shown.Pictures) waitForPictures()).about()).contains("seed 5");
  }

  private Shown waitForPictures() {
    examples();
    return shown();
  }

  @Test
  void aMissingPublicSetOffersADownloadInBothPlaces() {
    choose("mnist");
    assertThat(refused().remedy()).isEqualTo(Shown.Remedy.DOWNLOAD);
    assertThat(refused().reason()).contains("MNIST").contains(folder.resolve("data").toString());
    page.use();
    assertThat(form.field(DataSettings.IMAGES).textProperty().get()).isEqualTo("mnist");
    assertThat(page.sets().chosenProperty().get()).isEqualTo(new Entry.ThisSetup());
    await(() -> shown() instanceof Shown.Refused);
    assertThat(refused().remedy()).isEqualTo(Shown.Remedy.DOWNLOAD);
    assertThat(refused().reason()).contains("MNIST");
  }

  @Test
  void anAddedSetIsShownWithItsDigestsAndUsed() {
    add(npz("Three Classes.npz", 3));
    OwnSet set = OwnSets.named("three-classes").orElseThrow();
    assertThat(examples().tasks().getFirst().size()).isEqualTo(new TaskSize(18, 9));
    await(() -> !page.gallery().sourcesProperty().get().isEmpty());
    assertThat(page.gallery().sourcesProperty().get())
        .extracting(ImageSource::sha256)
        .containsExactly(set.digests().training(), set.digests().test());
    set(Scenarios.ALL.choice(), "joined");
    page.use();
    await(() -> shown() instanceof Shown.Pictures(_, String about) && about.contains("three"));
    assertThat(examples().tasks()).hasSize(1);
    assertThat(form.field(DataSettings.IMAGES).errorProperty().get()).isEmpty();
  }

  @Test
  void aRemovedSetIsGoneFromListAndFormAndComesBackByUndo() {
    add(npz("own.npz", 3));
    set(DataSettings.IMAGES, "own");
    page.remove();
    await(() -> !keys().contains("own"));
    assertThat(OwnSets.all().sets()).isEmpty();
    assertThat(folder.resolve("own.npz")).exists();
    assertThat(form.field(DataSettings.IMAGES).errorProperty().get()).contains("own");
    undo.undo();
    await(() -> page.sets().chosenProperty().get().key().equals("own"));
    assertThat(form.field(DataSettings.IMAGES).errorProperty().get()).isEmpty();
    undo.redo();
    await(() -> !keys().contains("own"));
  }

  @Test
  void aRefusalNamesWhatIsWrongAndNothingIsLost() throws IOException {
    Path bad = Files.writeString(folder.resolve("bad.npz"), "PK but not an archive");
    page.add(List.of(bad, npz("good.npz", 2)));
    await(() -> !page.adding().nameProperty().get().isEmpty());
    assertThat(page.adding().noteProperty().get()).isEqualTo("1 more follows.");
    page.adding().nameProperty().set("Bad Name");
    page.adding().add();
    await(() -> !page.adding().busyProperty().get());
    assertThat(page.adding().errorProperty().get()).startsWith("name is \"Bad Name\", but must be");
    page.adding().nameProperty().set("bad");
    page.adding().add();
    await(() -> !page.adding().busyProperty().get());
    assertThat(page.adding().errorProperty().get()).contains(bad.toString());
    assertThat(page.adding().pathProperty().get()).isEqualTo(bad);
    assertThat(page.adding().nameProperty().get()).isEqualTo("bad");
    assertThat(OwnSets.all().sets()).isEmpty();
    page.adding().cancel();
    await(() -> page.adding().nameProperty().get().equals("good"));
    assertThat(page.adding().errorProperty().get()).isEmpty();
    page.adding().add();
    await(() -> page.sets().chosenProperty().get().key().equals("good"));
  }

  @Test
  void aPathThatIsNoImageSetIsToldAtOnce() {
    page.add(List.of(folder.resolve("nowhere.xyz")));
    await(() -> !page.adding().errorProperty().get().isEmpty());
    assertThat(page.adding().errorProperty().get()).contains("nowhere.xyz");
    page.adding().add();
    await(() -> !page.adding().busyProperty().get());
    assertThat(page.adding().errorProperty().get()).contains("nowhere.xyz");
    page.adding().cancel();
    assertThat(page.adding().pathProperty().get()).isNull();
  }

  @Test
  void aCancelledSetIsNotRemembered() {
    page.add(List.of(npz("own.npz", 2)));
    await(() -> !page.adding().formatProperty().get().isEmpty());
    page.adding().cancel();
    add(npz("other.npz", 2));
    assertThat(OwnSets.all().sets()).extracting(OwnSet::key).containsExactly("other");
  }

  @Test
  void aChangedSetIsAddedAgainAndUndoneToWhatWasRemembered() {
    add(npz("own.npz", 3));
    OwnSet before = OwnSets.named("own").orElseThrow();
    npz("own.npz", 4);
    page.look();
    await(() ->
        shown() instanceof Shown.Refused refused && refused.remedy() == Shown.Remedy.ADD_AGAIN);
    page.addAgain();
    assertThat(page.adding().nameProperty().get()).isEqualTo("own");
    assertThat(page.adding().noteProperty().get()).isEqualTo("The image set own is replaced.");
    page.adding().add();
    await(() ->
        shown() instanceof Shown.Pictures(TaskExamples now, _)
            && now.tasks().getFirst().groups().size() == 4);
    undo.undo();
    await(() -> OwnSets.named("own").orElseThrow().equals(before));
  }

  @Test
  void optionsOfCsvAreOfferedAndUsed() throws IOException {
    StringBuilder text = new StringBuilder("kind,a,b,c,d\n");
    for (int i = 0; i < 12; i++) {
      text.append(i % 2).append(",").append(i).append(",2,3,4\n");
    }
    Path file = Files.writeString(folder.resolve("own.csv"), text);
    page.add(List.of(file));
    await(() -> page.adding().formatProperty().get().equals("csv"));
    assertThat(page.adding().takesOptionsProperty().get()).isTrue();
    page.adding().add();
    await(() -> !page.adding().busyProperty().get());
    assertThat(page.adding().errorProperty().get()).as("no usual column of labels").isNotEmpty();
    page.adding().labelProperty().set("kind");
    page.adding().shapeProperty().set("2x2");
    page.adding().add();
    await(() -> page.sets().chosenProperty().get().key().equals("own"));
    OwnSet set = OwnSets.named("own").orElseThrow();
    assertThat(set.options()).isEqualTo(new ReadOptions("kind", "", "2x2"));
    assertThat(set.height()).isEqualTo(2);
  }

  @Test
  void whatATerminalAddsAppears() {
    OwnSets.add("mine", npz("own.npz", 2), "", ReadOptions.NONE);
    page.poll();
    await(() -> keys().contains("mine"));
    assertThat(page.sets().chosenProperty().get()).isEqualTo(new Entry.ThisSetup());
    choose("mine");
    OwnSets.remove("mine");
    page.poll();
    await(() -> !keys().contains("mine"));
    assertThat(page.sets().chosenProperty().get()).isEqualTo(new Entry.ThisSetup());
  }

  @Test
  void whatComesBackIsSeenWithoutBeingAskedFor() throws IOException {
    Path file = npz("own.npz", 3);
    add(file);
    Path away = Files.move(file, folder.resolve("away"));
    page.look();
    await(
        () -> shown() instanceof Shown.Refused refused && refused.reason().contains("Put it back"));
    assertThat(refused().reason()).contains(file.toString());
    Files.move(away, file);
    page.poll();
    assertThat(examples().tasks().getFirst().groups()).hasSize(3);
    choose("mnist");
    page.use();
    await(() -> shown() instanceof Shown.Refused);
    Path raw = folder.resolve("data/MNIST/raw");
    for (String part : List.of("train", "t10k")) {
      IdxFiles.write(raw.resolve(part + "-images-idx3-ubyte"), IdxFiles.images(10, 28, 28));
      IdxFiles.write(raw.resolve(part + "-labels-idx1-ubyte"), IdxFiles.cycle(10));
    }
    files.look();
    assertThat(examples().tasks()).hasSize(5);
  }

  @Test
  void aListThatCannotBeReadIsTold() throws IOException {
    Files.createDirectories(OwnSets.file().getParent());
    Files.writeString(OwnSets.file(), "{ not a list");
    page.poll();
    await(() -> !page.sets().troublesProperty().get().isEmpty());
    assertThat(page.sets().troublesProperty().get()).contains(OwnSets.file().toString());
    assertThat(keys()).contains("mnist");
  }

  @Test
  void stripsAreDrawnInTheBackgroundAndKnownTheSecondTime() {
    examples();
    TileLook look = TileLook.of(examples().shape());
    GalleryModel.StripKey key = new GalleryModel.StripKey(0, 0, Part.TEST, 0, 3);
    Strip[] answers = new Strip[2];
    page.gallery().strip(key, look, page.gallery().place(), strip -> answers[0] = strip);
    assertThat(answers[0]).as("the window does not wait").isNull();
    await(() -> answers[0] != null);
    page.gallery().strip(key, look, page.gallery().place(), strip -> answers[1] = strip);
    assertThat(answers[1]).isSameAs(answers[0]);
    GalleryModel.StripKey next = new GalleryModel.StripKey(0, 0, Part.TEST, 1, 3);
    page.gallery().strip(next, look, page.gallery().place(), strip -> answers[1] = strip);
    await(() -> !Arrays.equals(answers[1].pixels(), answers[0].pixels()));
  }
}
