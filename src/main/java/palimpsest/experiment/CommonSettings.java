package palimpsest.experiment;

import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import palimpsest.network.Arithmetic;
import palimpsest.setting.Kind;
import palimpsest.setting.Setting;
import palimpsest.tensor.Precision;
import palimpsest.text.VisibleText;

/** Settings of every run: what it is called, where it computes, and what it shows. */
public final class CommonSettings {

  /** Characters of a run's name. */
  static final int MOST_NAME = 80;

  private static final long MOST_SEED = 9_007_199_254_740_991L;

  /** Name in tables and folders. */
  public static final Setting<String> NAME =
      Setting.of(
              "name",
              "Name",
              "Name of the run in tables and folders.",
              new Kind.Text(
                  "at most 80 characters on one line, without control characters",
                  CommonSettings::name),
              "")
          .withoutInfluence();

  /** Origin of all random streams. */
  public static final Setting<Long> SEED =
      Setting.of(
              "seed",
              "Seed",
              "Determines the initial weights, the order of the images and the buffer. Two"
                  + " strategies with the same seed start from the same state.",
              new Kind.WideWhole(0, MOST_SEED),
              42L)
          .withoutInfluence();

  /** Floating-point type. */
  public static final Setting<Precision> PRECISION =
      Setting.of(
              "precision",
              "Precision",
              "The floating-point type of the numerics. float64 is slower and sharper.",
              new Kind.OneOf<>(
                  Stream.of(Precision.values())
                      .map(one -> new Kind.OneOf.Option<>(one, one.key(), one.key(), ""))
                      .toList()),
              Precision.FLOAT32)
          .seldom();

  /** The device to compute on. */
  public static final Setting<String> DEVICE =
      Setting.of(
              "device",
              "Device",
              "Device to compute on: cpu, cuda, cuda:1 for the second NVIDIA GPU, or mps for"
                  + " Apple's.",
              new Kind.Text("cpu, cuda, cuda: and a number, or mps", CommonSettings::device),
              "cpu")
          .withoutInfluence()
          .seldom();

  /** Shares of a batch on the CPU. */
  public static final Setting<Integer> SHARES =
      Setting.of(
              "shares",
              "Shares",
              "Number of shares that the images of a batch are divided into on the CPU; 0"
                  + " takes as many as"
                  + " this machine has threads. Any number of threads works through them: the same"
                  + " shares give the same numbers, to the bit.",
              new Kind.Whole(0, 1024),
              0)
          .named(shares -> shares == 0 ? "a share a thread" : "%,d shares".formatted(shares))
          .zero("threads")
          .when(values -> values.get(DEVICE).equals("cpu"))
          .withoutInfluence()
          .seldom();

  /** Whether the Fisher matrix is measured after each task to be shown, whatever the strategy. */
  public static final Setting<Boolean> OBSERVE_FISHER =
      Setting.of(
              "observe-fisher",
              "Show Fisher matrix",
              "Measures the Fisher matrix after each task to be shown, whatever the strategy. It"
                  + " costs time and changes nothing in training.",
              new Kind.Truth(),
              true)
          .withoutInfluence();

  /** The settings of the machine: seed, precision, device, shares and arithmetic. */
  static final List<Setting<?>> MACHINE =
      List.of(SEED, PRECISION, DEVICE, SHARES, Arithmetic.SETTING);

  private CommonSettings() {}

  private static @Nullable String name(String text) {
    String name = text.strip();
    return name.codePointCount(0, name.length()) <= MOST_NAME && VisibleText.fault(name).isEmpty()
        ? name
        : null;
  }

  private static @Nullable String device(String text) {
    String device = text.strip().toLowerCase(Locale.ROOT);
    return device.matches("cpu|mps|cuda(:\\d{1,2})?") ? device : null;
  }
}
