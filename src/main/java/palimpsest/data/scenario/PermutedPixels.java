package palimpsest.data.scenario;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.data.PixelMap;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Each task sees all images with their pixels in another order. */
public final class PermutedPixels implements ScenarioType {

  /** Whether the first task sees the images as they are. */
  public static final Setting<Boolean> FIRST_PLAIN =
      Setting.of(
              "first-plain",
              "First task unpermuted",
              "Lets the first task see the images as they are.",
              new Kind.Truth(),
              false)
          .named(plain -> plain ? "first task unpermuted" : "every task permuted");

  @Override
  public String key() {
    return "permuted";
  }

  @Override
  public String label() {
    return "Permuted pixels";
  }

  @Override
  public String help() {
    return "Each task sees all images with their pixels in another order, drawn from the seed, as in"
        + " Permuted MNIST.";
  }

  @Override
  public String source() {
    return "Goodfellow, Mirza, Xiao, Courville and Bengio (2014), ICLR, arXiv 1312.6211";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ScenarioSettings.COUNT,
        FIRST_PLAIN,
        ScenarioSettings.TASKS,
        ScenarioSettings.DOMAIN_FIRST,
        ScenarioSettings.ACTIVE,
        ScenarioSettings.TESTED,
        ScenarioSettings.BLUR);
  }

  @Override
  public ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random) {
    boolean plain = values.get(FIRST_PLAIN);
    int size = sets.getFirst().imageSize();
    return TransformedSets.cut(
        incremental(values),
        sets,
        values.get(ScenarioSettings.COUNT),
        task -> plain && task == 0 ? "Unpermuted" : "Permutation " + (plain ? task : task + 1),
        task ->
            () ->
                plain && task == 0
                    ? PixelMap.IDENTITY
                    : PixelMap.permutation(size, random.apply(task + 1)));
  }
}
