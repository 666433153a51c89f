package palimpsest.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Random;
import java.util.SequencedMap;
import org.junit.jupiter.api.Test;
import palimpsest.experiment.ShortNames.Name;
import palimpsest.experiment.ShortNames.Subject;
import palimpsest.fisher.FisherSettings;
import palimpsest.learning.optimizer.StepSettings;
import palimpsest.strategy.Ewc;
import palimpsest.strategy.Strategies;

class ShortNamesTest {

  private static final SpecDraft EWC =
      SpecDraft.initial()
          .with(Strategies.ALL.choice(), "ewc")
          .with(FisherSettings.REPRESENTATION, "k-fac")
          .with(DataSettings.TRAIN_LIMIT, "400");

  @Test
  void onlyWhatDiffersIsSaid() {
    assertThat(
            texts(
                EWC.with(Ewc.IMPORTANCE, "10"),
                EWC.with(Ewc.IMPORTANCE, "100"),
                EWC.with(Strategies.ALL.choice(), "replay")))
        .containsExactly("EWC, K-FAC · importance 10", "EWC, K-FAC · importance 100", "Replay");
  }

  @Test
  void whatFollowsFromAnotherDifferenceIsLeftOut() {
    // Images, limit and learning rate change together: the images are enough beside the importance.
    SpecDraft other =
        EWC.with(DataSettings.IMAGES, "fellowship")
            .with(DataSettings.TRAIN_LIMIT, "0")
            .with(StepSettings.LEARNING_RATE, "0.1");
    assertThat(
            texts(
                EWC.with(Ewc.IMPORTANCE, "1"),
                EWC.with(Ewc.IMPORTANCE, "10"),
                EWC.with(Ewc.IMPORTANCE, "100"),
                other.with(Ewc.IMPORTANCE, "100")))
        .containsExactly(
            "EWC, K-FAC · Glyphs · importance 1",
            "EWC, K-FAC · Glyphs · importance 10",
            "EWC, K-FAC · Glyphs · importance 100",
            "EWC, K-FAC · Fellowship · importance 100");
  }

  @Test
  void otherTasksAreNamedWhateverTheTitles() {
    SpecDraft replay = EWC.with(Strategies.ALL.choice(), "replay");
    assertThat(texts(EWC, replay.with(DataSettings.TRAIN_LIMIT, "500")))
        .containsExactly("EWC, K-FAC · 400 training images", "Replay · 500 training images");
    assertThat(
            texts(
                EWC,
                replay,
                replay.with(DataSettings.IMAGES, "mnist"),
                replay.with(StepSettings.LEARNING_RATE, "0.1")))
        .containsExactly(
            "EWC, K-FAC · Glyphs",
            "Replay · Glyphs · learning rate 0.002",
            "Replay · MNIST · learning rate 0.002",
            "Replay · Glyphs · learning rate 0.1");
  }

  @Test
  void foldersSayWhatTellsTheirRunsApartAndTheSeed() {
    ExperimentSpec first = EWC.with(Ewc.IMPORTANCE, "10").toSpec();
    ExperimentSpec second = EWC.with(Ewc.IMPORTANCE, "100").toSpec();
    assertThat(RunNames.ofFolders(List.of(first))).containsExactly("EWC, K-FAC-seed-42");
    assertThat(RunNames.ofFolders(List.of(first, second, second.with(CommonSettings.SEED, 43L))))
        .containsExactly(
            "EWC, K-FAC · importance 10-seed-42",
            "EWC, K-FAC · importance 100-seed-42",
            "EWC, K-FAC · importance 100-seed-43");
    ExperimentSpec named = first.with(CommonSettings.NAME, "n".repeat(90));
    assertThat(RunNames.ofFolders(List.of(named, named)))
        .as("the seed is always there")
        .containsOnly("n".repeat(80) + "-seed-42");
  }

  @Test
  void limitsThatTakeEverythingSaySo() {
    assertThat(texts(EWC, EWC.with(DataSettings.TRAIN_LIMIT, "0")))
        .containsExactly("EWC, K-FAC · 400 training images", "EWC, K-FAC · all training images");
  }

  @Test
  void equalSettingsOnDifferentDataAreToldApartByATraitOfTheData() {
    SequencedMap<String, String> one = SpecTraits.of(EWC.toSpec());
    SequencedMap<String, String> other = new LinkedHashMap<>(one);
    one.put("data", "data 1a2b3c");
    other.put("data", "data 9f8e7d");
    assertThat(ShortNames.of(List.of(new Subject("EWC", one), new Subject("EWC", other))))
        .extracting(Name::text)
        .containsExactly("EWC · data 1a2b3c", "EWC · data 9f8e7d");
  }

  @Test
  void imagesAreNamedRatherThanTheirDigest() {
    List<Subject> subjects = new ArrayList<>();
    for (String images : List.of("mnist", "fashion-mnist", "glyphs")) {
      SequencedMap<String, String> traits = SpecTraits.of(EWC.toSpec());
      traits.put("images", images);
      traits.put("tasks", images.equals("glyphs") ? "tasks 0,1" : "all tasks");
      traits.put("data", "data of " + images);
      subjects.add(new Subject("EWC", traits));
    }
    assertThat(ShortNames.of(subjects))
        .extracting(Name::text)
        .containsExactly("EWC · mnist", "EWC · fashion-mnist", "EWC · glyphs");
  }

  @Test
  void whateverDiffersIsToldApart() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      List<Subject> subjects = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        SequencedMap<String, String> traits = new LinkedHashMap<>();
        for (int trait = 0; trait < 5; trait++) {
          if (random.nextInt(5) > 0) {
            traits.put("k" + trait, "t%d %d".formatted(trait, random.nextInt(3)));
          }
        }
        subjects.add(new Subject("EWC", traits));
      }
      List<Name> names = ShortNames.of(subjects);
      for (int i = 0; i < subjects.size(); i++) {
        for (int j = 0; j < i; j++) {
          assertThat(names.get(i).equals(names.get(j)))
              .as("%s and %s", subjects.get(i), subjects.get(j))
              .isEqualTo(subjects.get(i).traits().equals(subjects.get(j).traits()));
        }
      }
    }
  }

  private static List<String> texts(SpecDraft... drafts) {
    List<Subject> subjects = new ArrayList<>();
    for (SpecDraft draft : drafts) {
      ExperimentSpec spec = draft.toSpec();
      subjects.add(new Subject(spec.method(), SpecTraits.of(spec)));
    }
    return ShortNames.of(subjects).stream().map(Name::text).toList();
  }
}
