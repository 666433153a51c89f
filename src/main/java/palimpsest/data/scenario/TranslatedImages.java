package palimpsest.data.scenario;

import java.util.List;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.data.PixelMap;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Each task sees all images moved by another whole number of pixels. */
final class TranslatedImages implements ScenarioType {

  /** The greatest distance, in pixels. */
  static final Setting<Integer> FARTHEST =
      Setting.of(
              "farthest",
              "Farthest shift",
              "The greatest number of pixels by which images are moved along each side; what leaves"
                  + " the image is lost.",
              new Kind.Whole(1, 1000),
              4)
          .named(pixels -> "up to %d pixels".formatted(pixels));

  @Override
  public String key() {
    return "translated";
  }

  @Override
  public String label() {
    return "Translated images";
  }

  @Override
  public String help() {
    return "Each task sees all images moved by another distance and direction, drawn from the seed;"
        + " the first task sees them as they are.";
  }

  @Override
  public String source() {
    return "Mu and Gilmer (2019), MNIST-C, arXiv 1906.02337 (its corruption \"translate\")";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ScenarioSettings.COUNT,
        FARTHEST,
        ScenarioSettings.TASKS,
        ScenarioSettings.DOMAIN_FIRST,
        ScenarioSettings.ACTIVE,
        ScenarioSettings.TESTED,
        ScenarioSettings.BLUR);
  }

  @Override
  public ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random) {
    SetShape shape = sets.getFirst();
    return TransformedSets.cut(
        incremental(values),
        sets,
        values.get(ScenarioSettings.COUNT),
        task -> {
          int[] shift = shift(values, task, random);
          return "%+d, %+d".formatted(shift[0], shift[1]);
        },
        task -> {
          int[] shift = shift(values, task, random);
          return () -> map(shape, shift[0], shift[1]);
        });
  }

  /** Pixels to the right, and downwards; none for the first task. */
  private static int[] shift(
      SettingValues values, int task, IntFunction<? extends RandomGenerator> random) {
    if (task == 0) {
      return new int[2];
    }
    int most = values.get(FARTHEST);
    RandomGenerator own = random.apply(task + 1);
    return new int[] {own.nextInt(-most, most + 1), own.nextInt(-most, most + 1)};
  }

  private static PixelMap map(SetShape shape, int right, int down) {
    if (right == 0 && down == 0) {
      return PixelMap.IDENTITY;
    }
    int pixels = shape.height() * shape.width();
    int[][] sources = new int[1][shape.channels() * pixels];
    float[][] weights = new float[1][sources[0].length];
    for (int i = 0; i < sources[0].length; i++) {
      int row = i % pixels / shape.width() - down;
      int column = i % shape.width() - right;
      boolean inside = row >= 0 && row < shape.height() && column >= 0 && column < shape.width();
      sources[0][i] = inside ? i - i % pixels + row * shape.width() + column : i;
      weights[0][i] = inside ? 1 : 0;
    }
    return new PixelMap(sources, weights);
  }
}
