package palimpsest.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import palimpsest.archive.Archive;
import palimpsest.archive.Provenance;
import palimpsest.archive.RunState;
import palimpsest.archive.Session;
import palimpsest.archive.Sweep;
import palimpsest.data.CifarFiles;
import palimpsest.data.DataRecord;
import palimpsest.data.Subset;
import palimpsest.data.catalogue.OwnFiles;
import palimpsest.data.catalogue.OwnList;
import palimpsest.experiment.Checkpoints;
import palimpsest.experiment.CommonSettings;
import palimpsest.experiment.DataSettings;
import palimpsest.experiment.EpochScores;
import palimpsest.experiment.ExperimentSpec;
import palimpsest.experiment.FisherSnapshot;
import palimpsest.experiment.MadeUpRuns;
import palimpsest.experiment.Presets;
import palimpsest.experiment.RunControl;
import palimpsest.experiment.RunEvent;
import palimpsest.experiment.RunExecutor;
import palimpsest.experiment.RunResult;
import palimpsest.experiment.SpecDraft;
import palimpsest.experiment.SpecJson;
import palimpsest.file.FullDisk;
import palimpsest.fisher.MatrixEntries;
import palimpsest.fisher.Representation;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.machine.Screen;
import palimpsest.network.Arithmetic;
import palimpsest.network.ParameterLayout;
import palimpsest.problem.Problem;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.NaturalReplay;
import palimpsest.strategy.Strategies;

/** Every command from what is typed to exit code, output and files, without training anything. */
class CommandsTest {

  private static final Screen NO_GTK = new Screen("GTK 3 is missing.", "Install it.");

  private static final ParameterLayout LAYOUT =
      new ParameterLayout(List.of(new ParameterLayout.Tensor("fc1", "weight", List.of(3), 0)));

  @TempDir Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<ExperimentSpec> trained = new ArrayList<>();
  private boolean windowOpened;

  @Test
  void aRunLeavesItsFilesAndATable() throws IOException {
    assertThat(run("run", "--epochs", "1", "--out", folder.toString())).isZero();
    Path results = folder.resolve("fine-tuning-seed-42");
    assertThat(names(results))
        .containsExactlyInAnyOrder(
            "result.json",
            "epochs.csv",
            "weights.npz",
            "fisher-digits-k-fac.npz",
            "fisher-digits-k-fac.png",
            "task-accuracy.png",
            "task-accuracy.svg",
            "mean-accuracy.png",
            "mean-accuracy.svg",
            "mean-loss.png",
            "mean-loss.svg",
            "accuracy-matrix.png",
            "accuracy-matrix.svg");
    assertThat(out.toString())
        .contains("digits  letters  kana  mean  forgetting  seconds")
        .containsPattern("Fine-tuning +42 +30.0 +50.0 +70.0 +50.0 +47.5 +12.5")
        .contains("Results: " + results);
    assertThat(err.toString()).isEmpty();
  }

  @Test
  void whatCanNeverFitIntoMemoryIsRefusedBeforeAnythingIsQueued() {
    List<List<String>> ways =
        List.of(
            List.of("--strategy", "ewc", "--representation", "dense", "--hidden-units", "10000"),
            List.of(
                "--grid", "representation=k-fac,dense; strategy=ewc", "--hidden-units", "10000"),
            List.of(
                "--preset",
                "ewc",
                "--images=glyphs",
                "--hidden-units=10000",
                "--representation=dense"));
    for (List<String> way : ways) {
      List<String> command = new ArrayList<>(List.of("run", "--yes", "--out", folder.toString()));
      command.addAll(way);
      assertThat(run(command.toArray(String[]::new))).as("%s", way).isNotZero();
      assertThat(err.toString())
          .contains("hidden units 10,000", "TiB", "It would fit as", "hidden units");
    }
    assertThat(trained).isEmpty();
    run("runs", "list");
    assertThat(out.toString()).doesNotContain("EWC");
  }

  @Test
  void optionsBecomeTheSpecification() {
    run(
        "run",
        "--strategy=natural-replay",
        "--representation",
        "ek-fac",
        "--damping",
        "1e-3",
        "--offer-every-step",
        "--observe-fisher",
        "false",
        "--tasks",
        "2,0",
        "--out",
        folder.toString());
    ExperimentSpec spec = trained.getFirst();
    assertThat(spec.method()).isEqualTo("Natural replay, EK-FAC");
    assertThat(spec.get(NaturalReplay.DAMPING)).isEqualTo(1e-3);
    assertThat(spec.get(BufferSettings.INSERT_EVERY_STEP)).isTrue();
    assertThat(spec.observeFisher()).isFalse();
    assertThat(spec.tasks()).containsExactly(2, 0);
  }

  @Test
  void optionsChangeEveryRunOfAPresetAndSeedsMultiplyThem() throws IOException {
    run(
        "run",
        "--preset",
        "first-light",
        "--epochs",
        "1",
        "--seeds",
        "42,43",
        "--out",
        folder.toString());
    assertThat(trained).hasSize(6).allMatch(spec -> spec.epochs() == 1);
    assertThat(trained)
        .extracting(ExperimentSpec::seed)
        .containsExactly(42L, 43L, 42L, 43L, 42L, 43L);
    assertThat(names(folder.resolve("first-light")))
        .contains("fine-tuning-seed-42", "fine-tuning-seed-43", "natural-replay-k-fac-seed-43")
        .contains("mean-accuracy.png", "mean-accuracy.svg", "mean-loss.png", "mean-loss.svg");
    assertThat(out.toString())
        .contains("2/6 Fine-tuning")
        .containsPattern("Replay, mean ± sd +n = 2 +30.0 ± 0.0")
        .contains("Results: " + folder.resolve("first-light"));
  }

  @Test
  void aSpecificationFileIsReadAndChanged() throws IOException {
    Path file = folder.resolve("spec.json");
    Files.writeString(file, SpecJson.write(MadeUpRuns.spec(1)));
    run("run", "--spec", file.toString(), "--seed", "7", "--out", folder.toString());
    assertThat(trained.getFirst()).isEqualTo(SpecOptions.withSeed(MadeUpRuns.spec(1), 7).decided());
  }

  @Test
  void aResultOfVersion010IsTrainedAsThatVersionDid() throws Exception {
    Path file =
        Path.of(
            Objects.requireNonNull(
                    CommandsTest.class.getResource(
                        "/palimpsest/archive/archive-0.1.0/run-9-result.json"))
                .toURI());
    assertThat(run("run", "--spec", file.toString(), "--out", folder.toString())).isZero();
    ExperimentSpec spec = trained.getFirst();
    assertThat(spec.name()).isEqualTo("old-paused2");
    assertThat(spec.subset()).isEqualTo(Subset.FIRST);
    assertThat(spec.seed()).isEqualTo(42);
    assertThat(spec.epochs()).isEqualTo(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "run --importence 3         | There is no option \"--importence\". Did you mean"
            + " \"--importance\"?",
        "run --importence=3         | There is no option \"--importence\". Did you mean"
            + " \"--importance\"?",
        "rum                        | There is no command \"rum\". Did you mean \"run\"?",
        "compare figures            | \"figures\" is not an option or argument of \"palimpsest"
            + " compare\".",
        "run --importance -1        | importance is \"-1\", but must be a number from 0 to"
            + " 1,000,000,000,000,000.",
        "run --importance NaN       | importance is \"NaN\", but must be a number from 0",
        "run --buffer 0             | buffer is \"0\", but must be a whole number from 1",
        "run --epochs               | --epochs",
        "run --strategy forget      | strategy is \"forget\", but must be one of fine-tuning",
        "run --preset notbook       | There is no preset \"notbook\". Did you mean \"notebook\"?"
            + " The presets are",
        "run --seeds 1,x            | seeds is \"1,x\", but \"x\" is not a whole number from 0",
        "run --seeds 1,1            | but 1 is in it twice",
        "run --seeds 1 --seed 2     | either --seed or --seeds",
        "run --preset ewc --spec x  | either --preset or --spec",
      })
  void whatMakesNoSenseIsSaidAndNothingTrains(String line, String error) {
    assertThat(run(line.split(" +"))).isEqualTo(2);
    assertThat(err.toString()).contains(error).contains("--help").doesNotContain("\tat ");
    assertThat(err.toString().lines().count()).isLessThanOrEqualTo(3);
    assertThat(trained).isEmpty();
  }

  @Test
  void aMissingOrBrokenSpecificationFileIsAProblem() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken.json"), "{\"epochs\": 0}");
    assertThat(run("run", "--spec", folder.resolve("missing.json").toString())).isEqualTo(1);
    assertThat(run("run", "--spec", broken.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains("There is no file " + folder.resolve("missing.json"))
        .contains("broken.json, line 1, column 12: epochs is \"0\"");
    assertThat(trained).isEmpty();
  }

  @Test
  void missingImagesAreSaidOnceAndNothingWaitsForThem() {
    Path empty = folder.resolve("no images");
    assertThat(run("run", "--images", "fellowship", "--seeds", "1-3", "--data", empty.toString()))
        .isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "The images of MNIST, Fashion-MNIST and Kuzushiji-MNIST are missing in " + empty,
            "\"data fetch mnist fashion-mnist kmnist\" gets them",
            "--images glyphs needs no files");
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(trained).isEmpty();
    assertThat(run("runs", "list")).isZero();
    assertThat(out.toString()).doesNotContain("waiting");
  }

  @Test
  void anOutputFolderThatCannotBeWrittenIsFoundBeforeTraining() throws IOException {
    Path file = Files.createFile(folder.resolve("file"));
    assertThat(run("run", "--out", file.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("output folder " + file);
    assertThat(trained).isEmpty();
  }

  @Test
  void aRunThatCannotBeRunDoesNotKeepTheOthersFromRunning() {
    RunExecutor fussy =
        (spec, data, control, checkpoints, listener) -> {
          if (spec.seed() == 2) {
            throw new Problem("The images are missing.");
          }
          return train(spec, data, control, checkpoints, listener);
        };
    assertThat(run(fussy, "run", "--epochs", "1", "--seeds", "1,2,3", "--out", folder.toString()))
        .isEqualTo(1);
    assertThat(err.toString()).contains("Fine-tuning: The images are missing.");
    assertThat(trained).extracting(ExperimentSpec::seed).containsExactly(1L, 3L);
    assertThat(out.toString()).containsPattern("mean ± sd +n = 2");
  }

  @Test
  void aRunThatWasStoppedStillWritesWhatItMeasured() throws IOException {
    RunExecutor stopped =
        (spec, data, control, checkpoints, listener) -> {
          trained.add(spec);
          listener.accept(started(spec));
          return MadeUpRuns.result(spec, new double[] {0.9, 0.1, 0.2});
        };
    run(stopped, "run", "--epochs", "1", "--out", folder.toString());
    assertThat(trained).hasSize(1);
    Path results = folder.resolve("fine-tuning-seed-42");
    assertThat(names(results)).contains("result.json", "epochs.csv", "weights.npz");
    assertThat(Files.readString(results.resolve("result.json"))).contains("\"complete\" : false");
    assertThat(out.toString()).containsPattern("Fine-tuning \\(stopped\\) +42 +90.0 +10.0 +20.0");
  }

  @Test
  void runsWhoseProcessIsNoMoreAreGoneOnWith() {
    long id;
    try (Archive opened = Archive.open(archive());
        Session gone = opened.openSession()) {
      id = gone.add(List.of(MadeUpRuns.spec(1), MadeUpRuns.spec(2)), folder).getFirst();
    }
    assertThat(run("resume", "--out", folder.toString())).isZero();
    assertThat(trained).extracting(ExperimentSpec::epochs).containsExactly(1, 2);
    assertThat(run("resume", Long.toString(id), "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is finished: there is nothing to resume");
    assertThat(run("resume", "--out", folder.toString())).isZero();
    assertThat(out.toString()).contains("No run to resume.");
  }

  @Test
  void aGridIsCountedAndTrained() {
    run(
        "run",
        "--grid",
        "strategy=ewc,replay; importance=1,10; seeds=42-43",
        "--epochs",
        "1",
        "--out",
        folder.toString());
    assertThat(out.toString())
        .contains("6 runs. No estimate yet: no similar runs in the archive.")
        .as("the runs are listed first")
        .containsSubsequence(
            "  EWC, K-FAC · importance 1 · seed 42\n",
            "  EWC, K-FAC · importance 10 · seed 43\n",
            "  Replay · seed 42\n",
            "6 runs.");
    assertThat(trained).hasSize(6).doesNotHaveDuplicates();
    assertThat(out.toString())
        .as("a row for each run says what tells it from others of its name")
        .containsPattern("\nEWC[^\n]* · importance 1 +42 ")
        .containsPattern("\nEWC[^\n]* · importance 10 +43 ");
    run("run", "--seeds", "42-44", "--epochs", "1", "--out", folder.toString());
    assertThat(out.toString()).contains("3 runs, about");
  }

  @Test
  void aFullDiskIsSaidByDoctorAndListAndBeforeAnythingTrains() {
    run("run", "--epochs", "1", "--out", folder.toString());
    trained.clear();
    FullDisk.during(0, () -> run("runs", "list"));
    assertThat(err.toString())
        .contains("Nothing can be added to the archive " + archive() + ": the disk is full.");
    FullDisk.during(0, () -> run("run", "--epochs", "1", "--out", folder.toString()));
    assertThat(trained).isEmpty();
    FullDisk.during(0, () -> run("doctor", "--out", folder.resolve("new").toString()));
    assertThat(out.toString())
        .containsPattern("✗ Archive [^\n]*\n[^\n]*the disk is full\\.")
        .contains("✗ Results   cannot go into " + folder.resolve("new"))
        .contains(folder + " cannot be written: the disk is full. Name another folder with --out.");
    try (Stream<Path> files = Files.list(archive())) {
      assertThat(files).noneMatch(file -> file.toString().endsWith(".tmp"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void anArchiveThatCanOnlyBeReadIsSaidOnce() throws SQLException {
    run("run", "--epochs", "1", "--out", folder.toString());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + archive().resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("PRAGMA user_version = 1000");
    }
    for (String[] line :
        new String[][] {
          {"run", "--epochs", "1", "--out", folder.toString()},
          {"resume"},
          {"runs", "delete", "1"},
          {"runs", "restore", "1"},
          {"runs", "note", "1", "text"},
          {"runs", "purge"}
        }) {
      err.getBuffer().setLength(0);
      assertThat(run(line)).as(String.join(" ", line)).isEqualTo(1);
      assertThat(err.toString().lines())
          .as(String.join(" ", line))
          .singleElement()
          .satisfies(said -> assertThat(said).contains("can only be read: a newer version"));
    }
  }

  @Test
  void runsAreListedShownAnnotatedDeletedAndBroughtBack() {
    run("run", "--seeds", "1,2", "--epochs", "1", "--out", folder.toString());
    assertThat(run("runs", "list")).isZero();
    assertThat(out.toString()).containsPattern("1 +Fine-tuning +glyphs +joined +1 +finished +50.0");
    assertThat(run("runs", "note", "2", "a note", "--tags", "paper,draft")).isZero();
    assertThat(run("runs", "list", "--json", "--filter", "paper seed=2")).isZero();
    assertThat(out.toString().lines().toList().getLast())
        .startsWith("{\"run\":2,")
        .contains("\"notes\":\"a note\"", "\"tags\":[\"paper\",\"draft\"]");
    assertThat(run("runs", "show", "2")).isZero();
    assertThat(out.toString()).contains("Notes: a note", "average-accuracy", "\"seed\" : 2");
    assertThat(run("runs", "show", "2", "--classes")).isZero();
    assertThat(out.toString())
        .contains("Accuracy per class: not recorded.")
        .contains("Computed from the evaluations at the ends of tasks.");
    assertThat(run("runs", "log", "2")).isZero();
    assertThat(out.toString()).contains("Finished.");
    assertThat(run("runs", "delete", "1")).isZero();
    assertThat(run("runs", "list", "--deleted")).isZero();
    assertThat(run("runs", "restore", "1")).isZero();
    assertThat(run("runs", "delete", "99")).isEqualTo(1);
    assertThat(err.toString()).contains("There is no run 99.");
    assertThat(run("runs")).isEqualTo(2);
    assertThat(run("runs", "list", "--filter", "nothing-like-it")).isZero();
    assertThat(out.toString()).contains("No matching runs.");
  }

  @Test
  void resultsThatCannotBeWrittenAreAProblemButTheTableIsThere() {
    Path results = folder.resolve("results");
    RunExecutor vandal =
        (spec, data, control, checkpoints, listener) ->
            train(
                spec,
                data,
                control,
                checkpoints,
                event -> {
                  if (event instanceof RunEvent.Ended) {
                    putFileInPlaceOf(results);
                  }
                  listener.accept(event);
                });
    assertThat(run(vandal, "run", "--epochs", "1", "--out", results.toString())).isEqualTo(1);
    assertThat(err.toString()).contains(results.toString());
    assertThat(out.toString()).contains("47.5");
  }

  private static void putFileInPlaceOf(Path emptyFolder) {
    try {
      Files.deleteIfExists(emptyFolder);
      Files.createFile(emptyFolder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aFaultOfTheProgramShowsNoStackTrace() {
    RunExecutor faulty =
        (spec, data, control, checkpoints, listener) -> {
          throw new IllegalStateException("a fault");
        };
    assertThat(run(faulty, "run", "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("Fine-tuning: The run failed").doesNotContain("\tat ");
  }

  @Test
  void aSettingThatChangesNothingIsNoted() {
    run("run", "--importance", "3", "--epochs", "1", "--out", folder.toString());
    assertThat(err.toString())
        .contains(
            "Note: --importance changes nothing here: it is a setting of EWC, Online EWC, SI,"
                + " MAS.");
  }

  @Test
  void quietMeansOnlyTheSummary() {
    run("run", "--epochs", "1", "--quiet", "--out", folder.toString());
    assertThat(out.toString().strip()).startsWith("run ").doesNotContain("epoch 1/1");
  }

  @Test
  void presetsAreListed() {
    assertThat(run("presets")).isZero();
    assertThat(out.toString()).contains("first-light", "notebook", "  - EWC, Dense");
  }

  @Test
  void imageSetsAreListedWithWhereTheyWereLookedFor() {
    assertThat(run("data", "list", "--data", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("glyphs", "fellowship", "✗ Kuzushiji-MNIST: not there")
        .contains("Looked for in " + folder);
    assertThat(run("data", "where", "--data", folder.toString())).isZero();
    assertThat(out.toString().strip()).endsWith(folder.toString());
    assertThat(run("data")).isEqualTo(2);
    assertThat(err.toString()).contains("list, show, add, remove, fetch or where");
  }

  @Test
  void publicSetsAreFetchedByNameAndWhatIsThereIsKept() {
    CifarFiles.writeTen(folder, 3, 2);
    CifarFiles.writeHundred(folder, 5, 4);
    assertThat(run("data", "fetch", "cifar-10", "CIFAR-100", "--data", folder.toString()))
        .as(err.toString())
        .isZero();
    assertThat(out.toString()).contains("CIFAR-10 and CIFAR-100: there, in " + folder);
    assertThat(run("data", "list", "--data", folder.toString())).isZero();
    assertThat(out.toString())
        .contains("✓ CIFAR-10: 15 training and 2 test images, not as many as were published")
        .contains("✓ CIFAR-100: 5 training and 4 test images");
    assertThat(run("data", "fetch", "cifar", "--data", folder.toString())).isEqualTo(1);
    assertThat(err.toString())
        .contains(
            "\"cifar\"",
            "one of mnist, fashion-mnist, kmnist, cifar-10, cifar-100, fellowship, all");
  }

  @Test
  void ownImagesAreAddedListedOfferedAndRemoved() {
    try (OwnList _ = OwnList.in(folder.resolve("lists"))) {
      String file = OwnFiles.npz(folder.resolve("a.npz"), 3, 6, 8, 9).toString();
      assertThat(run("run", "--images", "mine")).isEqualTo(2);
      assertThat(err.toString()).contains("images is \"mine\", but must be one of");
      assertThat(run("data", "add", file, "--name", "mine")).as(err.toString()).isZero();
      assertThat(run("data", "add", file)).as("it has a name already").isZero();
      assertThat(out.toString()).contains("mine: 9 × 8 pixels").doesNotContain("replaces");
      assertThat(out.toString())
          .contains("mine: 9 × 8 pixels, 3 classes, read as NumPy arrays")
          .contains("18 training images, SHA-256 ")
          .contains("2. 2: 6 training, 3 test")
          .contains("Values from")
          .contains("run --images mine --scenario split --network mlp");
      assertThat(run("data", "list")).isZero();
      assertThat(out.toString()).contains("✓ mine: 18 training and 9 test images");
      assertThat(trainOnOwn("--out", folder.resolve("out").toString())).as(err.toString()).isZero();
      assertThat(trained).extracting(ExperimentSpec::images).containsExactly("mine");
      String picture = folder.resolve("a.png").toString();
      assertThat(run("data", "show", "mine", "--out", picture)).as(err.toString()).isZero();
      assertThat(run("data", "remove", "mine")).isZero();
      assertThat(run("data", "remove", "mine")).isEqualTo(1);
      assertThat(err.toString()).contains("no own image set");
    }
  }

  private int trainOnOwn(String... more) {
    List<String> line =
        new ArrayList<>(
            List.of(
                "run",
                "--images=mine",
                "--network=mlp",
                "--scenario=split",
                "--classes=1",
                "--epochs=1"));
    line.addAll(List.of(more));
    return run(line.toArray(String[]::new));
  }

  @Test
  void aRunWhoseOwnImagesAreGoneKeepsItsRowAndItsScores() {
    try (OwnList _ = OwnList.in(folder.resolve("lists"))) {
      String file = OwnFiles.npz(folder.resolve("a.npz"), 3, 6, 8, 9).toString();
      assertThat(run("data", "add", file, "--name=mine")).isZero();
      assertThat(trainOnOwn("--out", folder.resolve("out").toString())).isZero();
      assertThat(run("runs", "list")).isZero();
      assertThat(run("runs", "show", "1")).isZero();
      String before = out.toString();
      assertThat(before).contains("\"mine\"").containsPattern("average-accuracy +0.5000");
      for (Runnable change :
          List.<Runnable>of(
              () -> run("data", "remove", "mine"),
              () -> {
                OwnFiles.npz(folder.resolve("a.npz"), 5, 6, 8, 9);
                assertThat(run("data", "add", file, "--name=mine")).isZero();
              })) {
        change.run();
        assertThat(run("runs", "list")).as(err.toString()).isZero();
        out.getBuffer().setLength(0);
        assertThat(run("runs", "show", "1")).as(err.toString()).isZero();
        assertThat(before).contains(out.toString());
        assertThat(run("run", "--epochs=1", "--seeds=1,2", "--out", folder + "/more"))
            .as("runs whose time is estimated from it: " + err)
            .isZero();
        assertThat(run("resume", "1")).as("nothing to resume").isEqualTo(1);
      }
      assertThat(err.toString()).contains("there is nothing to resume");
    }
  }

  @Test
  void aRunOfGlyphsBeginsWithTheSettingsOfTheForm() {
    run("run", "--out", folder.toString());
    run("run", "--learning-rate", "0.01", "--out", folder.toString());
    SpecDraft form =
        SpecDraft.of(Presets.named(Presets.FORM).runs().getFirst())
            .with(Strategies.ALL.choice(), Strategies.ALL.choice().initialText());
    assertThat(form.text(StepSettings.LEARNING_RATE)).isEqualTo("0.05");
    assertThat(
            trained.stream()
                .map(spec ->
                    SpecDraft.of(spec)
                        .with(CommonSettings.SHARES, "0")
                        .with(Arithmetic.SETTING, "newest")
                        .toSpec()))
        .containsExactly(form.toSpec(), form.with(StepSettings.LEARNING_RATE, "0.01").toSpec());
    assertThat(Presets.beginning("fellowship").toSpec())
        .as("other images: as ever")
        .isEqualTo(SpecDraft.initial().with(DataSettings.IMAGES, "fellowship").toSpec());
  }

  @Test
  void helpNamesEveryOptionWithItsRange() {
    assertThat(run("run", "--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains(
            "--importance=N",
            "A number from 0 to 1,000,000,000,000,000. Default: 10; for SI 1; for MAS 1.")
        .contains(
            "up to 1,000. Default: 0.05; with other images than glyphs 0.002; for Adam, AdamW"
                + " 0.001");
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).contains("Palimpsest " + Provenance.VERSION);
  }

  @Test
  void nothingTypedOpensTheWindowWhereThereIsAScreen() {
    CliContext screen =
        new CliContext(terminal(), this::train, () -> windowOpened = true, () -> Screen.PRESENT);
    assertThat(Commands.run(screen)).isZero();
    assertThat(windowOpened).isTrue();
  }

  @Test
  void theWindowNeedsAScreen() {
    assertThat(run("window")).isEqualTo(1);
    assertThat(err.toString()).contains(NO_GTK.sentence() + " \"run\" trains in the terminal.");
    assertThat(windowOpened).isFalse();
  }

  @Test
  void aWindowThatCannotOpenIsAProblemAndNoFaultOfTheProgram() {
    CliContext refused =
        new CliContext(
            terminal(),
            this::train,
            () -> {
              throw new Problem("The window cannot open.");
            },
            () -> Screen.PRESENT);
    assertThat(Commands.run(refused)).isEqualTo(1);
    assertThat(err.toString().lines()).containsExactly("The window cannot open.");
  }

  @Test
  void theDoctorSaysWhatTheScreenLacks() {
    run("doctor");
    assertThat(out.toString())
        .contains("– Screen    " + NO_GTK.missing())
        .contains(NO_GTK.remedy() + " \"run\" trains without a window.");
  }

  @Test
  void aRunThatDivergesHasAnExitCodeOfItsOwn() {
    RunExecutor diverging =
        (spec, data, control, checkpoints, listener) -> {
          RunResult result = train(spec, data, control, checkpoints, event -> {});
          listener.accept(started(spec));
          return new RunResult(
              result.spec(),
              result.taskNames(),
              result.device(),
              result.scores(),
              RunResult.Ending.DIVERGED,
              1,
              result.weights());
        };
    assertThat(run(diverging, "run", "--epochs", "1", "--out", folder.toString())).isEqualTo(3);
    assertThat(out.toString()).contains("Fine-tuning (diverged)");
  }

  @Test
  void whatGoesWrongAfterARunsEndIsAProblem() {
    RunExecutor faulty =
        (spec, data, control, checkpoints, listener) -> {
          train(spec, data, control, checkpoints, listener);
          throw new IllegalStateException("too late");
        };
    assertThat(run(faulty, "run", "--epochs", "1", "--out", folder.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("The run ended, but then something went wrong", "too late");
    assertThat(out.toString()).contains("Results: ");
  }

  @Test
  void anArchiveThatIsDeletedMeanwhileCostsTheArchiveAndNotTheResults() throws IOException {
    Path results = folder.resolve("results");
    RunExecutor vandal =
        (spec, data, control, checkpoints, listener) ->
            train(
                spec,
                data,
                control,
                checkpoints,
                event -> {
                  if (event instanceof RunEvent.EpochEnded && Files.exists(archive())) {
                    move(archive(), folder.resolve("away"));
                  }
                  listener.accept(event);
                });
    assertThat(run(vandal, "run", "--epochs", "1", "--out", results.toString())).isEqualTo(1);
    assertThat(err.toString()).contains("is gone: it was deleted, moved or replaced");
    assertThat(archive()).doesNotExist();
    assertThat(names(results.resolve("fine-tuning-seed-42")))
        .contains("result.json", "epochs.csv", "weights.npz");
    assertThat(out.toString()).contains("Results: ");
  }

  private static void move(Path from, Path to) {
    try {
      Files.move(from, to);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aRunThatEndedItsProcessTwiceIsLeftUntilItIsNamed() {
    long suspect;
    try (Archive opened = Archive.open(archive())) {
      try (Session first = opened.openSession()) {
        suspect = first.add(List.of(MadeUpRuns.spec(1), MadeUpRuns.spec(2)), folder).getFirst();
        first.setState(suspect, RunState.RUNNING, "Begins to train.");
      }
      try (Session second = opened.openSession()) {
        second.adopt(List.of());
        second.setState(suspect, RunState.RUNNING, "Begins to train.");
      }
    }
    assertThat(run("runs", "list")).isZero();
    assertThat(out.toString()).contains("interrupted");
    assertThat(run("resume", "--out", folder.toString())).isEqualTo(1);
    assertThat(trained).extracting(ExperimentSpec::epochs).containsExactly(2);
    assertThat(err.toString())
        .contains("Run 1 was not resumed.", "ended twice", "perhaps for lack of memory")
        .contains("resume 1");
    assertThat(run("resume", "--runs-at-once", "2", "--out", folder.toString())).isEqualTo(1);
    assertThat(trained).extracting(ExperimentSpec::epochs).containsExactly(2);
    assertThat(run("resume", "1", "--out", folder.toString())).isZero();
    assertThat(trained).extracting(ExperimentSpec::epochs).containsExactly(2, 1);
  }

  @Test
  void anInterruptedRunCanBeDeletedAndFound() {
    try (Archive opened = Archive.open(archive());
        Session gone = opened.openSession()) {
      long id = gone.add(List.of(MadeUpRuns.spec(1)), folder).getFirst();
      gone.setState(id, RunState.RUNNING, "Begins to train.");
      assertThat(run("runs", "delete", "1")).isEqualTo(1);
      assertThat(err.toString()).contains("Run 1 is in a queue, so it was not deleted");
    }
    assertThat(run("runs", "list", "--filter", "interrupted")).isZero();
    assertThat(out.toString()).contains("interrupted");
    assertThat(run("runs", "delete", "1")).isZero();
    assertThat(run("runs", "list")).isZero();
    assertThat(out.toString()).contains("There are no runs.");
  }

  @Test
  void theProcessThatFollowsARunOnAClusterIsNamedAndSoIsItsAbsence() {
    try (Archive opened = Archive.open(archive());
        Session alive = opened.openSession()) {
      List<Long> _ = alive.add(List.of(MadeUpRuns.spec(1)), folder);
      Sweep _ = alive.sweeps().add(List.of(MadeUpRuns.spec(2)), folder, "word", "slurm", Map.of());
      assertThat(run("resume", "1", "2", "--out", folder.toString())).isEqualTo(1);
      String process = Long.toString(ProcessHandle.current().pid());
      assertThat(err.toString())
          .contains("Run 1 is in the queue of another process (%s)".formatted(process))
          .contains("Run 2 is followed by another process (%s)".formatted(process));
      assertThat(run("runs", "list")).isZero();
      assertThat(out.toString()).doesNotContain("not followed");
    }
    assertThat(run("runs", "list")).isZero();
    assertThat(out.toString()).containsOnlyOnce("waiting, not followed");
  }

  @Test
  void runsThatTrainAtOneTimeAreListedInTheirOrder() throws IOException {
    assertThat(
            run(
                "run",
                "--seeds",
                "1-3",
                "--epochs",
                "1",
                "--runs-at-once",
                "2",
                "--out",
                folder.toString()))
        .isZero();
    assertThat(out.toString())
        .containsPattern("(?s)Fine-tuning +1 .*Fine-tuning +2 .*Fine-tuning +3 ");
    assertThat(names(folder.resolve("runs"))).contains("fine-tuning-seed-1", "fine-tuning-seed-3");
    assertThat(run("run", "--runs-at-once", "0")).isEqualTo(2);
    assertThat(err.toString()).contains("--runs-at-once is 0; it must be from 1 to 256.");
    assertThat(run("run", "--runs-at-once", "2", "--site", "slurm")).isEqualTo(2);
    assertThat(err.toString()).contains("leave out --runs-at-once or --site");
  }

  @Test
  void anIncompleteAnswerHasAnExitCodeOfItsOwn() throws SQLException {
    run("run", "--seeds", "1-3", "--epochs", "1", "--out", folder.toString());
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + archive().resolve("palimpsest.db"));
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE run SET state = 'melted' WHERE id = 2");
    }
    assertThat(run("runs", "list")).isEqualTo(4);
    assertThat(err.toString())
        .contains("1 run cannot be read and is left out: run 2 (its state is");
    assertThat(run("runs", "list", "--json")).isEqualTo(4);
    assertThat(run("compare", "--archive", archive().toString())).isEqualTo(4);
    assertThat(out.toString()).contains("Per cent, mean");
    assertThat(run("runs", "show", "1")).isZero();
    assertThat(run("runs", "show", "2")).isEqualTo(1);
    assertThat(err.toString()).contains("Run 2 cannot be read: its state is \"melted\"");
    assertThat(run("compare", "2", "--archive", archive().toString())).isEqualTo(1);
  }

  @Test
  void figuresAreSetAsTheOptionsSay() throws IOException {
    run("run", "--epochs", "1", "--out", folder.toString());
    Path figures = folder.resolve("figures");
    String[] compare = {
      "compare",
      "--archive",
      archive().toString(),
      "--format",
      "svg",
      "--out",
      figures.toString(),
      "--style"
    };
    assertThat(run(with(compare, "column", "--width", "9cm"))).isZero();
    assertThat(Files.readString(figures.resolve("mean-accuracy.svg"))).contains("width=\"9cm\"");
    assertThat(figures.resolve("table.tex")).content().contains("\\caption{", "\\label{tab:");
    assertThat(run(with(compare, "column", "--width", "1cm"))).isEqualTo(1);
    assertThat(err.toString()).contains("width is \"1cm\", but must be a width from 3 to 100 cm");
    assertThat(run(with(compare, "nature"))).isEqualTo(1);
    assertThat(err.toString()).contains("style is \"nature\"", "column, page, slide");
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
  }

  @Test
  void metricsAreShownInTheOrderOfTables() {
    run("run", "--epochs", "1", "--out", folder.toString());
    assertThat(run("runs", "show", "1")).isZero();
    assertThat(
            out.toString()
                .lines()
                .map(line -> line.split(" ", 2)[0])
                .filter(
                    word -> word.matches("average-.*|forgetting|backward-.*|forward-.*|plas.*")))
        .containsExactly(
            "average-accuracy",
            "average-incremental-accuracy",
            "average-anytime-accuracy",
            "forgetting",
            "backward-transfer",
            "forward-transfer",
            "plasticity");
  }

  @Test
  void theLastSoManyAreAtLeastOne() {
    for (String last : List.of("-5", "0")) {
      assertThat(run("runs", "list", "--last", last)).isEqualTo(2);
      assertThat(err.toString()).contains("last is \"" + last + "\", but must be 1 or more.");
    }
  }

  @Test
  void runsThatWouldTrainAlikeAreTrainedOnceAndCounted() {
    run(
        "run",
        "--preset",
        "notebook",
        "--images",
        "glyphs",
        "--grid",
        "strategy=natural-replay; representation=diagonal; seeds=42-44",
        "--epochs",
        "1",
        "--out",
        folder.toString());
    assertThat(trained).extracting(ExperimentSpec::seed).containsExactly(42L, 43L, 44L);
    assertThat(out.toString())
        .contains("3 runs", "21 more are left out: they differ only in settings");
  }

  private int run(String... args) {
    return run(this::train, args);
  }

  private int run(RunExecutor runExecutor, String... args) {
    List<String> line = new ArrayList<>(List.of(args));
    if (List.of("run", "resume").contains(line.getFirst())) {
      line.addAll(List.of("--archive", archive().toString()));
    } else if (line.getFirst().equals("runs") && line.size() > 1) {
      line.addAll(2, List.of("--archive", archive().toString()));
    }
    return Commands.run(
        new CliContext(terminal(), runExecutor, () -> windowOpened = true, () -> NO_GTK),
        line.toArray(String[]::new));
  }

  private Path archive() {
    return folder.resolve("archive");
  }

  private Terminal terminal() {
    return new Terminal(new PrintWriter(out), new PrintWriter(err), false, 100);
  }

  /** A run in no time: the same three rows of accuracies whatever the specification. */
  private RunResult train(
      ExperimentSpec spec,
      Path data,
      RunControl control,
      Checkpoints checkpoints,
      Consumer<RunEvent> listener) {
    trained.add(spec);
    double[][] rows = {{0.90, 0.10, 0.20}, {0.95, 0.80, 0.25}, {0.30, 0.50, 0.70}};
    RunResult result = MadeUpRuns.result(spec, rows);
    listener.accept(started(spec));
    for (EpochScores scores : result.epochs().subList(0, spec.tasks().size())) {
      listener.accept(
          new RunEvent.Progress(scores.task(), 3, 0, 1, 1, 1, 0.5, 1000, Double.NaN, 1));
      listener.accept(new RunEvent.EpochEnded(scores));
    }
    listener.accept(
        new RunEvent.FisherMeasured(
            new FisherSnapshot(
                Representation.KFAC,
                0,
                "after task 1",
                10,
                false,
                LAYOUT,
                new MatrixEntries.Diagonal(new float[] {1, 2, 3}))));
    listener.accept(new RunEvent.Ended(result));
    return result;
  }

  private static RunEvent started(ExperimentSpec spec) {
    RunResult none = MadeUpRuns.result(spec);
    return new RunEvent.Started(
        spec,
        none.taskNames(),
        LAYOUT,
        none.device(),
        2,
        new DataRecord(MadeUpRuns.DATA.sources(), spec.outline().sizes(), List.of()),
        none.initial());
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
