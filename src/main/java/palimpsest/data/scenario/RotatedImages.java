package palimpsest.data.scenario;

import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.random.RandomGenerator;
import palimpsest.data.PixelMap;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** Each task sees all images rotated by another angle. */
public final class RotatedImages implements ScenarioType {

  /** The angles of the tasks. */
  public enum Angles {
    EVEN,
    RANDOM
  }

  /** The way the angles are chosen. */
  public static final Setting<Angles> ANGLES =
      Setting.of(
              "angles",
              "Angles",
              "Angles by which the tasks' images are rotated.",
              new Kind.OneOf<>(
                  List.of(
                      new Kind.OneOf.Option<>(
                          Angles.EVEN,
                          "even",
                          "Even steps",
                          "From 0 up to just below the largest angle."),
                      new Kind.OneOf.Option<>(
                          Angles.RANDOM,
                          "random",
                          "Drawn",
                          "Drawn from the seed, from 0 to the largest angle."))),
              Angles.EVEN)
          .named(angles -> angles == Angles.RANDOM ? "drawn angles" : "even angles");

  /** The largest angle, in degrees. */
  public static final Setting<Double> LARGEST =
      Setting.of(
              "largest-angle",
              "Largest angle",
              "The largest angle, in degrees, counter-clockwise.",
              new Kind.Real(0, true, 360),
              180.0)
          .named(angle -> "up to %.4g°".formatted(angle));

  @Override
  public String key() {
    return "rotated";
  }

  @Override
  public String label() {
    return "Rotated images";
  }

  @Override
  public String help() {
    return "Each task sees all images rotated by another angle, as in Rotated MNIST.";
  }

  @Override
  public String source() {
    return "Lopez-Paz and Ranzato (2017), NeurIPS, arXiv 1706.08840";
  }

  @Override
  public List<Setting<?>> settings() {
    return List.of(
        ScenarioSettings.COUNT,
        ANGLES,
        LARGEST,
        ScenarioSettings.TASKS,
        ScenarioSettings.DOMAIN_FIRST,
        ScenarioSettings.ACTIVE,
        ScenarioSettings.TESTED,
        ScenarioSettings.BLUR);
  }

  @Override
  public ScenarioCut cut(
      SettingValues values, List<SetShape> sets, IntFunction<? extends RandomGenerator> random) {
    int count = values.get(ScenarioSettings.COUNT);
    SetShape shape = sets.getFirst();
    return TransformedSets.cut(
        incremental(values),
        sets,
        count,
        task -> name(angle(values, task, count, random)),
        task -> {
          double angle = angle(values, task, count, random);
          return () -> PixelMap.rotation(shape.channels(), shape.height(), shape.width(), angle);
        });
  }

  private static String name(double angle) {
    return String.format(Locale.ROOT, angle == Math.rint(angle) ? "%.0f°" : "%.1f°", angle);
  }

  private static double angle(
      SettingValues values, int task, int count, IntFunction<? extends RandomGenerator> random) {
    double largest = values.get(LARGEST);
    return values.get(ANGLES) == Angles.EVEN
        ? task * largest / count
        : random.apply(task + 1).nextDouble(largest);
  }
}
