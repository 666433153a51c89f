package palimpsest.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import palimpsest.archive.ArchivedRun;
import palimpsest.archive.RunState;
import palimpsest.bench.download.PendingDownload;
import palimpsest.bench.settings.Settings;
import palimpsest.bench.settings.SettingsFile;
import palimpsest.bench.setup.DataFolder;
import palimpsest.data.Download;
import palimpsest.data.IdxFiles;
import palimpsest.data.PublicSet;
import palimpsest.data.catalogue.Catalogue;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.data.catalogue.OwnSets;
import palimpsest.data.reader.ReadOptions;
import palimpsest.experiment.Presets;
import palimpsest.problem.Problem;

/** Runs whose images are not there: in the form, in the queue, and until they have been fetched. */
class ImagesWindowTest {

  private static final String ALL = "MNIST, Fashion-MNIST and Kuzushiji-MNIST";

  @TempDir Path folder;

  private final ScriptedTraining training = new ScriptedTraining();
  private volatile String trouble = "";
  private volatile CountDownLatch gate = new CountDownLatch(0);
  private final Hands hands = Hands.start();
  private OpenBench bench;

  /** Brings empty files, which is all that the window looks for, when the gate is open. */
  private final class Brought implements PendingDownload {
    private final Path root;
    private final List<PublicSet> sets;
    private volatile boolean cancelled;

    Brought(Path root, List<PublicSet> sets) {
      this.root = root;
      this.sets = sets;
    }

    @Override
    public boolean run(Download.Progress progress) {
      progress.at("train-images-idx3-ubyte.gz", 37, OptionalLong.of(100));
      try {
        gate.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      if (!trouble.isEmpty()) {
        throw new Problem(trouble);
      }
      if (!cancelled) {
        sets.forEach(set -> bring(set.folder(root)));
      }
      return !cancelled;
    }

    @Override
    public void cancel() {
      cancelled = true;
      gate.countDown();
    }
  }

  private static void bring(Path raw) {
    for (String part : List.of("train", "t10k")) {
      IdxFiles.write(raw.resolve(part + "-images-idx3-ubyte"), IdxFiles.images(10, 28, 28));
      IdxFiles.write(raw.resolve(part + "-labels-idx1-ubyte"), IdxFiles.cycle(10));
    }
  }

  @BeforeEach
  void open() {
    bench =
        OpenBench.in(folder)
            .training(training)
            .presets(Presets.all())
            .data(new DataFolder(folder.resolve("images"), Brought::new))
            .questions(new FileDialogs(name -> Optional.empty(), old -> Optional.of(elsewhere())))
            .open();
    assertThat(hands.visible("#images-lack")).as("glyphs need no files").isFalse();
    FxToolkit.run(() -> ((ComboBox<?>) hands.node("#preset")).getSelectionModel().select(2));
    FxToolkit.await("what is lacking", () -> hands.visible("#images-lack"));
  }

  @Test
  void ownImagesAreOfferedWhileTheFormIsOpen() {
    try (OwnList _ = OwnList.in(folder.resolve("lists"))) {
      Path file = OwnFiles.npz(folder.resolve("own.npz"), 4, 6, 28, 28);
      OwnSets.add("mine", file, "", ReadOptions.NONE);
      ComboBox<?> images = (ComboBox<?>) hands.node("#field-images");
      FxToolkit.run(images::show);
      assertThat(images.getItems()).extracting(Object::toString).last().asString().contains("mine");
      FxToolkit.run(() -> images.getSelectionModel().selectLast());
      FxToolkit.run(images::hide);
      FxToolkit.await("that nothing is lacking", () -> !hands.visible("#images-lack"));
      assertThat(hands.visible("#task-0")).isTrue();
      assertThat(hands.visible("#task-1")).isFalse();
    }
  }

  private Path elsewhere() {
    return folder.resolve("elsewhere");
  }

  private void bringElsewhere() {
    for (PublicSet set : Catalogue.usualSets()) {
      bring(set.folder(elsewhere()));
    }
  }

  @Test
  void theRightFolderLetsTheQueueContinueAndTakesTheMessageAway() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("why it waits", () -> hands.visible("#notice-offer-2"));
    bringElsewhere();
    hands.click("#notice-offer-2");
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
    FxToolkit.await("no such notice", () -> !hands.visible("#notice"));
    FxToolkit.await("nothing missing in the form", () -> !hands.visible("#images-lack"));
    assertThat(hands.text("#data-folder")).isEqualTo(elsewhere().toString());
  }

  @Test
  void aWrongFolderIsNamedInTheMessage() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("why it waits", () -> hands.visible("#notice-offer-2"));
    hands.click("#notice-offer-2");
    FxToolkit.await(
        "where it was looked for now",
        () -> hands.text("#notice-text").contains(elsewhere().toString()));
    assertThat(training.started).isEmpty();
    bringElsewhere();
    FxToolkit.await("arrived by another way", () -> training.started.size() == 1);
    FxToolkit.await("no such notice", () -> !hands.visible("#notice"));
  }

  @Test
  void theChosenFolderIsKnownAtTheNextStart() {
    bringElsewhere();
    hands.click("#images-folder");
    FxToolkit.await("nothing missing", () -> !hands.visible("#images-lack"));
    bench.close();
    Settings settings = OpenBench.settings();
    settings.read(new SettingsFile(folder.resolve("archive")).read());
    bench =
        OpenBench.in(folder)
            .training(training)
            .presets(Presets.all())
            .settings(settings)
            .data(new DataFolder(folder.resolve("images"), Brought::new))
            .open();
    assertThat(hands.text("#data-folder")).isEqualTo(elsewhere().toString());
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
  }

  @Test
  void aRunRemembersItsFolderWhateverTheFormSaysLater() {
    bringElsewhere();
    hands.click("#images-folder");
    FxToolkit.await("nothing missing", () -> !hands.visible("#images-lack"));
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
    long first = bench.queue.runs().getFirst().id();
    assertThat(bench.archive.dataFolder(first)).contains(elsewhere());
    bench.close();
    bench =
        OpenBench.in(folder)
            .training(training)
            .data(new DataFolder(folder.resolve("images"), Brought::new))
            .open();
    assertThat(hands.text("#data-folder")).isEqualTo(folder.resolve("images").toString());
    FxToolkit.await("it to train again", () -> training.started.size() == 2);
    assertThat(bench.queue.isHalted()).isFalse();
  }

  /** Waits until the form says this of its images. */
  private void awaitLack(String sentence) {
    FxToolkit.await(sentence, () -> hands.text("#images-lack").equals(sentence));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void theFormSaysWhatIsLackingAndFetchesIt() {
    assertThat(hands.text("#images-lack")).isEqualTo("The images of " + ALL + " are missing.");
    hands.click("#task-2");
    awaitLack("The images of MNIST and Fashion-MNIST are missing.");
    hands.click("#images-fetch");
    FxToolkit.await("its end", () -> !hands.visible("#images-lack"));
    assertThat(hands.text("#notice-text"))
        .isEqualTo("The images of MNIST and Fashion-MNIST are there.");
    hands.click("#task-2");
    awaitLack("The images of Kuzushiji-MNIST are missing.");
    bring(folder.resolve("images").resolve("KMNIST").resolve("raw"));
    FxToolkit.await("what someone else brought", () -> !hands.visible("#images-lack"));
  }

  @Test
  void aFaultElsewhereInTheFormHidesNotWhatIsLacking() {
    hands.click("#task-2");
    hands.type("#field-epochs", "0");
    FxToolkit.await("the fault", () -> hands.visible("#fault"));
    awaitLack("The images of MNIST and Fashion-MNIST are missing.");
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
    FxToolkit.await(
        "these two alone",
        () ->
            hands.text("#notice-text").equals("The images of MNIST and Fashion-MNIST are there."));
    assertThat(folder.resolve("images").resolve("KMNIST")).doesNotExist();
  }

  @Test
  void aFormThatDoesNotSayWhichImagesItNeedsFetchesNone() {
    for (int task = 0; task < 3; task++) {
      hands.click("#task-" + task);
    }
    FxToolkit.await("the fault", () -> hands.visible("#fault"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
    FxToolkit.await("why", () -> hands.text("#notice-text").startsWith("Tasks is empty"));
    assertThat(hands.visible("#images-cancel")).isFalse();
    hands.click("#task-0");
    FxToolkit.await("no such notice", () -> !hands.visible("#notice"));
    assertThat(folder.resolve("images")).doesNotExist();
  }

  @Test
  void aFetchShowsHowFarItIsAndIsCalledOff() {
    gate = new CountDownLatch(1);
    hands.click("#images-fetch");
    awaitLack("train-images-idx3-ubyte.gz: 37\u00a0%");
    assertThat(hands.visible("#images-fetch")).isFalse();
    hands.click("#images-cancel");
    FxToolkit.await("the offer again", () -> hands.visible("#images-fetch"));
    assertThat(hands.text("#images-lack")).contains("are missing");
  }

  @Test
  void aFetchThatFailsSaysWhyAndCanBeTriedAgain() {
    trouble = "Is this machine online?";
    hands.click("#images-fetch");
    FxToolkit.await("why", () -> hands.text("#notice-text").equals("Is this machine online?"));
    trouble = "";
    FxToolkit.await("the offer again", () -> hands.visible("#images-fetch"));
    hands.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.I);
    FxToolkit.await("its end", () -> !hands.visible("#images-lack"));
    assertThat(hands.text("#notice-text")).isEqualTo("The images of " + ALL + " are there.");
  }

  @Test
  void theQueueWaitsForImagesInsteadOfFailingRunAfterRun() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await(
        "why it waits",
        () -> hands.text("#notice-text").startsWith("The images of " + ALL + " are missing in "));
    assertThat(hands.text("#notice-text"))
        .contains(folder.resolve("images").toString())
        .endsWith("The queue waits until they can be read.");
    assertThat(hands.text("#pause")).isEqualTo("Resume");
    assertThat(bench.archive.runs())
        .hasSize(8)
        .extracting(ArchivedRun::state)
        .containsOnly(RunState.WAITING);

    hands.click("#notice-close");
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("why it still waits", () -> hands.visible("#notice-offer"));
    hands.click("#notice-offer");
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
    FxToolkit.await("no such notice", () -> !hands.text("#notice-text").contains("missing"));
    FxToolkit.await("the queue to continue", () -> hands.text("#pause").equals("Pause"));
    assertThat(bench.archive.runs()).noneMatch(run -> run.state() == RunState.FAILED);
  }

  @Test
  void noDownloadIsOfferedForOwnImages() throws IOException {
    try (OwnList _ = OwnList.in(folder.resolve("lists"))) {
      Path file = OwnFiles.npz(folder.resolve("own.npz"), 4, 6, 28, 28);
      byte[] bytes = Files.readAllBytes(file);
      OwnSets.add("mine", file, "", ReadOptions.NONE);
      ComboBox<?> images = (ComboBox<?>) hands.node("#field-images");
      FxToolkit.run(images::show);
      FxToolkit.run(() -> images.getSelectionModel().selectLast());
      FxToolkit.run(images::hide);
      FxToolkit.await("that nothing is lacking", () -> !hands.visible("#images-lack"));
      Files.delete(file);
      hands.press(KeyCode.CONTROL, KeyCode.ENTER);
      FxToolkit.await("why it waits", () -> hands.text("#notice-text").contains("own.npz"));
      assertThat(hands.text("#notice-offer")).isEqualTo("Look again");
      Files.write(file, bytes);
      hands.click("#notice-offer");
      FxToolkit.await("the first to train", () -> training.started.size() == 1);
    }
  }

  @Test
  void whyTheQueueWaitsIsSeenInItAndToldAgainWhenAFetchBroughtNothing() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("why it waits", () -> hands.visible("#notice-offer"));
    hands.press(KeyCode.CONTROL, KeyCode.U);
    FxToolkit.await(
        "the same in its first row",
        () ->
            hands
                .text("#queue-list .queue-far")
                .startsWith("The images of " + ALL + " are missing in "));
    hands.press(KeyCode.ESCAPE);

    gate = new CountDownLatch(1);
    hands.click("#images-fetch");
    FxToolkit.await("the fetch", () -> hands.visible("#images-cancel"));
    assertThat(hands.visible("#notice-offer")).isFalse();
    hands.click("#images-cancel");
    FxToolkit.await("the offer again", () -> hands.visible("#notice-offer"));
    assertThat(hands.text("#notice-text")).startsWith("The images of " + ALL);

    trouble = "Is this machine online?";
    hands.click("#notice-offer");
    FxToolkit.await(
        "what went wrong, and what is lacking still",
        () -> hands.text("#notice-text").startsWith(trouble + " The images of " + ALL));
    assertThat(hands.visible("#notice-offer")).isTrue();
    assertThat(training.started).isEmpty();
  }

  @Test
  void whatTheFormFetchesLetsTheQueueGoOn() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("why it waits", () -> hands.visible("#notice-offer"));
    hands.click("#images-fetch");
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
    assertThat(hands.text("#notice-text")).isEqualTo("The images of " + ALL + " are there.");
  }

  @Test
  void whatTheQueueLacksIsFetchedAfterWhatTheFormFetches() {
    hands.press(KeyCode.CONTROL, KeyCode.ENTER);
    FxToolkit.await("why it waits", () -> hands.visible("#notice-offer"));
    hands.click("#task-2");
    FxToolkit.await(
        "two sets", () -> hands.text("#images-lack").startsWith("The images of MNIST and Fashion"));
    gate = new CountDownLatch(1);
    hands.click("#images-fetch");
    FxToolkit.await("the fetch", () -> hands.visible("#images-cancel"));
    hands.press(KeyCode.CONTROL, KeyCode.P);
    FxToolkit.await("why it still waits", () -> hands.visible("#notice-offer"));
    hands.click("#notice-offer");
    FxToolkit.frame();
    gate.countDown();
    FxToolkit.await("the first to train", () -> training.started.size() == 1);
  }
}
