package palimpsest.learning;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import palimpsest.data.ImageSet;
import palimpsest.data.Scenario;
import palimpsest.data.Task;
import palimpsest.learning.optimizer.Optimizers;
import palimpsest.network.Architecture;
import palimpsest.network.Network;
import palimpsest.setting.SettingValues;
import palimpsest.strategy.Strategy;
import palimpsest.tensor.Workspace;

/** Something to train on of which nothing is to be learned. */
final class Noise {

  private Noise() {}

  /** Two tasks of the same 64 images of noise, in ten classes. */
  static Scenario scenario() {
    Random random = new Random(1);
    byte[] pixels = new byte[64 * 28 * 28];
    random.nextBytes(pixels);
    ImageSet images = new ImageSet("noise", 28, 28, pixels, random.ints(64, 0, 10).toArray());
    return new Scenario(
        "noise",
        List.of(new Task("noise", images, images, 0), new Task("again", images, images, 1)),
        30);
  }

  /** A trainer on the noise of a small network. */
  static Trainer trainer(Workspace workspace, Strategy strategy, SettingValues values) {
    return trainer(workspace, context -> strategy.create(values, context), values);
  }

  /** The same with parts of a test's own. */
  static Trainer trainer(
      Workspace workspace, Function<StrategyContext, Parts> strategy, SettingValues values) {
    Network network = new Network(workspace, Architecture.baseNet(3, 8, 30));
    return new Trainer(
        network,
        scenario(),
        TrainingPlan.of(values, 1),
        Optimizers.ALL.chosen(values),
        strategy,
        FisherObserver.NONE);
  }
}
