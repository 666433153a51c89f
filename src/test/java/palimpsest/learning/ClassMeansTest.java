package palimpsest.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import palimpsest.data.ActiveClasses;
import palimpsest.data.DataRecord;
import palimpsest.data.ImageSet;
import palimpsest.data.PixelScaling;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.network.FeatureShape;
import palimpsest.network.Network;
import palimpsest.network.NetworkType;
import palimpsest.network.Networks;
import palimpsest.setting.Component;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.BufferSettings;
import palimpsest.strategy.Strategies;
import palimpsest.tensor.Precision;
import palimpsest.tensor.Workspace;

/** The nearest class mean, where the features are the pixels themselves: a linear network. */
class ClassMeansTest {

  private static final int SIDE = 5;
  private static final int CLASSES = 4;
  private static final int TRAINING = 40;
  private static final int TEST = 200;

  /** Images of which each class is a little lighter in one corner. */
  private static ImageSet images(int count, int seed) {
    Random random = new Random(seed);
    byte[] pixels = new byte[count * SIDE * SIDE];
    int[] labels = random.ints(count, 0, CLASSES).toArray();
    for (int i = 0; i < pixels.length; i++) {
      int image = i / (SIDE * SIDE);
      int light = i % (SIDE * SIDE) / 6 == labels[image] ? 60 : 0;
      pixels[i] = (byte) (light + random.nextInt(196));
    }
    return new ImageSet("corners", SIDE, SIDE, pixels, labels);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void eachImageGetsTheClassWhoseRememberedImagesHaveTheNearestMean(boolean headBias) {
    ImageSet training = images(TRAINING, 1);
    ImageSet test = images(TEST, 2);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64)) {
      Scenario scenario =
          new Scenario("corners", List.of(new Task("corners", training, test, 0)), CLASSES);
      try (Trainer trainer = trainer(workspace, scenario, headBias)) {
        trainer.beginTask(0);
        double untrained = trainer.evaluation().of(0).correct();
        trainer.shuffledBatches(0, 0).forEach(batch -> trainer.train(batch, true, 0));
        long[] remembered =
            Objects.requireNonNull(
                Objects.requireNonNull(trainer.state(false).parts().get("reservoir"))
                    .numbers()
                    .get("images"));
        assertThat(remembered).hasSize(25);
        int expected = hits(training, remembered, test);
        assertThat(trainer.evaluation().of(0).correct())
            .isEqualTo(expected)
            .isNotEqualTo(untrained);
        assertThat(expected).as("better than chance").isGreaterThan(TEST / CLASSES + 30);
      }
    }
  }

  /** Replay with this classifier and a linear network. */
  private static Trainer trainer(Workspace workspace, Scenario scenario, boolean headBias) {
    SettingValues values =
        SettingValues.INITIAL.with(BufferSettings.SIZE, 25).with(TaskLength.BATCH_SIZE, 10);
    values = reading(values, Strategies.REPLAY, "classifier", "class-means");
    NetworkType linear = Networks.ALL.named("linear").orElseThrow();
    values = reading(values, linear, "head-bias", Boolean.toString(headBias));
    SettingValues chosen = values;
    return new Trainer(
        new Network(
            workspace,
            linear.architecture(values, new FeatureShape(1, SIDE, SIDE), scenario.outputs())),
        scenario,
        TrainingPlan.of(values, 3),
        Optimizers.ALL.chosen(values),
        context -> Strategies.REPLAY.create(chosen, context),
        FisherObserver.NONE);
  }

  private static SettingValues reading(
      SettingValues values, Component component, String key, String text) {
    return values.reading(
        component.settings().stream()
            .filter(one -> one.key().equals(key))
            .findFirst()
            .orElseThrow(),
        text);
  }

  @ParameterizedTest
  @EnumSource(names = {"ALL", "TASK"})
  void aTaskOfWhichNothingIsRememberedHasAFiniteLossAndNoClassThatDoesNotCompete(
      ActiveClasses competing) {
    Scenario scenario =
        new Scenario(
            "corners",
            List.of(
                new Task("first", images(TRAINING, 1), images(TEST, 2), 0),
                new Task("second", later(images(TRAINING, 3)), later(images(TEST, 4)), 1)),
            2 * CLASSES,
            new Scenario.Active(ActiveClasses.ALL, competing, true),
            PixelScaling.UNIT,
            () -> DataRecord.NOT_RECORDED);
    try (Workspace workspace = Workspace.open("cpu", Precision.FLOAT64);
        Trainer trainer = trainer(workspace, scenario, true)) {
      trainer.beginTask(0);
      trainer.shuffledBatches(0, 0).forEach(batch -> trainer.train(batch, true, 0));
      Evaluation.Outcome unseen =
          trainer.evaluation().of(1, IntStream.range(0, TEST).toArray(), true, 2);
      assertThat(unseen.sums().meanLoss()).isBetween(0.0, 15.0);
      for (int given = 0; given < 2 * CLASSES; given++) {
        long times = 0;
        for (int label = 0; label < 2 * CLASSES; label++) {
          times += unseen.confusion()[label * 2 * CLASSES + given];
        }
        if ((given < CLASSES) == (competing == ActiveClasses.TASK)) {
          assertThat(times).as("images given class %d", given).isZero();
        }
      }
      assertThat(unseen.hitsOtherwise()).isBetween(0.0, (double) TEST);
    }
  }

  /** The same images with other classes. */
  private static ImageSet later(ImageSet images) {
    return new ImageSet(
        images.name(),
        SIDE,
        SIDE,
        images.pixels(),
        Arrays.stream(images.labels()).map(label -> label + CLASSES).toArray());
  }

  private static int hits(ImageSet training, long[] remembered, ImageSet test) {
    double[][] means = new double[CLASSES][SIDE * SIDE];
    for (long image : remembered) {
      double[] feature = unit(pixels(training, (int) image));
      Arrays.setAll(
          means[training.labels()[(int) image]],
          i -> means[training.labels()[(int) image]][i] + feature[i]);
    }
    int hits = 0;
    for (int image = 0; image < TEST; image++) {
      double[] feature = unit(pixels(test, image));
      int best = 0;
      for (int label = 1; label < CLASSES; label++) {
        if (distance(feature, unit(means[label])) < distance(feature, unit(means[best]))) {
          best = label;
        }
      }
      hits += best == test.labels()[image] ? 1 : 0;
    }
    return hits;
  }

  private static double[] pixels(ImageSet images, int image) {
    double[] pixels = new double[SIDE * SIDE];
    Arrays.setAll(
        pixels, i -> Byte.toUnsignedInt(images.pixels()[image * SIDE * SIDE + i]) / 255.0);
    return pixels;
  }

  private static double[] unit(double... vector) {
    double norm = Math.sqrt(Arrays.stream(vector).map(v -> v * v).sum());
    return Arrays.stream(vector).map(v -> v / norm).toArray();
  }

  private static double distance(double[] one, double[] other) {
    double sum = 0;
    for (int i = 0; i < one.length; i++) {
      sum += (one[i] - other[i]) * (one[i] - other[i]);
    }
    return sum;
  }
}
