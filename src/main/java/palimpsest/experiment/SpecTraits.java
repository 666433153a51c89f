package palimpsest.experiment;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import palimpsest.network.Arithmetic;
import palimpsest.setting.Setting;
import palimpsest.setting.SettingValues;

/** The settings of a run as traits for {@link ShortNames}. */
public final class SpecTraits {

  /**
   * Parts whose settings name a run, as far as they suffice: its method first, its machine last.
   */
  private static final List<SpecLayout.Part> PREFERRED =
      List.of(
          SpecLayout.STRATEGY,
          SpecLayout.OPTIMIZER,
          SpecLayout.TRAINING,
          SpecLayout.DATA,
          SpecLayout.NETWORK);

  private static final List<Setting<?>> UNNAMED =
      List.of(
          CommonSettings.NAME,
          CommonSettings.SEED,
          CommonSettings.SHARES,
          Arithmetic.SETTING,
          CommonSettings.OBSERVE_FISHER);

  /** The keys of images and tasks: where one differs, numbers are answers to other questions. */
  static final SequencedSet<String> TASKS =
      SpecLayout.DATA.all().stream()
          .map(Setting::key)
          .collect(Collectors.toCollection(LinkedHashSet::new));

  /** The key of what a run read, which says little to people. */
  static final String DATA = "data";

  private SpecTraits() {}

  /**
   * The settings that a run of this specification reads, by their keys, except for its name and
   * seed and whether a Fisher matrix is shown.
   */
  public static SequencedMap<String, String> of(ExperimentSpec spec) {
    SettingValues values = spec.values();
    SequencedSet<Setting<?>> relevant =
        SpecLayout.relevant(values.with(CommonSettings.OBSERVE_FISHER, false));
    UNNAMED.forEach(relevant::remove);
    SequencedMap<String, String> traits = new LinkedHashMap<>();
    List<SpecLayout.Part> parts = new ArrayList<>(PREFERRED);
    parts.addAll(SpecLayout.PARTS);
    for (SpecLayout.Part part : parts) {
      for (Setting<?> setting : part.all()) {
        if (relevant.contains(setting)) {
          traits.putIfAbsent(setting.key(), values.phrase(setting));
        }
      }
    }
    spec.unknown().forEach((key, word) -> traits.put(key, key + " " + word));
    return traits;
  }

  /** The images and tasks that a run of this specification learns, setting by setting. */
  public static List<String> tasks(ExperimentSpec spec) {
    SequencedMap<String, String> traits = of(spec);
    return TASKS.stream()
        .map(key -> traits.getOrDefault(key, ""))
        .filter(words -> !words.isEmpty())
        .toList();
  }

  /**
   * The same settings of a run, and what it read, which is told before the device: the data decides
   * what is measured.
   */
  public static SequencedMap<String, String> of(TrainedRun run) {
    SequencedMap<String, String> traits = of(run.spec());
    @Nullable String device = traits.remove(CommonSettings.DEVICE.key());
    traits.put(DATA, run.data().label());
    if (device != null) {
      traits.put(CommonSettings.DEVICE.key(), device);
    }
    return traits;
  }
}
